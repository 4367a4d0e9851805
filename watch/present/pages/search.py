"""Search: a topic in any words, in either language, over everything collected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from watch.clock import SystemClock
from watch.model import LANGUAGES, Hit, SearchFilter
from watch.present import session
from watch.present.components import frame, lists
from watch.present.first_run import first_run
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import language_name, result
from watch.wording import Translator, mark, one_line

_RESULT_COUNT = 15
_QUERY_LIMIT = 300
_SUGGESTION_COUNT = 6
_SUGGESTION_LIMIT = 110
_PERIODS: Mapping[str, str] = {  # days → their name
    "": mark("Any time"),
    "30": mark("Last month"),
    "91": mark("Last three months"),
    "365": mark("Last year"),
}


def draw(visit: Visit) -> None:
    """Draw the search box and what it found, or topics to begin with."""
    translator = visit.translator
    title = translator.translate("Search")
    lead = translator.translate(
        "A topic in French or English, over everything collected in both languages."
    )
    show(frame.head(title, lead=lead), translator.language)
    if visit.service.edition() is None:
        first_run(visit)
        return
    query = _query(translator)
    if not query:
        _suggest(visit)
        return
    _draw_results(_found(query, _filters(translator), visit), translator)


def _query(translator: Translator) -> str:
    typed = st.text_input(
        translator.translate("Topic"),
        key="q",
        bind="query-params",
        type="search",
        max_chars=_QUERY_LIMIT,
        placeholder=translator.translate("for example: warehouse robots"),
        label_visibility="collapsed",
    )
    return (typed or "").strip()


def _filters(translator: Translator) -> SearchFilter:
    left, right = st.columns(2)
    with left:
        language = st.selectbox(
            translator.translate("Language of the article"),
            ["", *LANGUAGES],
            format_func=lambda tag: (
                language_name(tag, translator) or translator.translate("All languages")
            ),
            key="found_language",
            label_visibility="collapsed",
        )
    with right:
        days = st.selectbox(
            translator.translate("Period"),
            list(_PERIODS),
            format_func=lambda period: translator.translate(_PERIODS[period]),
            key="found_period",
            label_visibility="collapsed",
        )
    since = SystemClock().now() - timedelta(days=int(days)) if days else None
    return SearchFilter(language=language, since_at=since)


def _found(query: str, chosen: SearchFilter, visit: Visit) -> list[Hit]:
    said = visit.translator.translate("Reading the question; the first time takes a few seconds…")
    with st.spinner(said):
        return visit.service.search(query, chosen, limit=_RESULT_COUNT)


def _draw_results(hits: list[Hit], translator: Translator) -> None:
    if not hits:
        show(
            frame.nothing(
                translator.translate("Nothing found"),
                translator.translate(
                    "Try other words, a broader topic, or remove a filter. "
                    "Only articles collected so far are searched."
                ),
            ),
            translator.language,
        )
        return
    count = translator.plural("{n} story, best first", "{n} stories, best first", len(hits))
    show(frame.count(count), translator.language)
    found = tuple(result(hit, translator) for hit in hits)
    show(lists.result_list(found, translator), translator.language)


def _suggest(visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("Begin with a pain point")), translator.language)
    for pain in visit.service.pains()[:_SUGGESTION_COUNT]:
        topic = one_line(pain.title.rstrip(" ."), _SUGGESTION_LIMIT)
        st.button(plain(topic), key=f"topic-{pain.id}", on_click=_ask, args=(topic,))


def _ask(topic: str) -> None:
    st.session_state["q"] = topic


draw(session.visit())
