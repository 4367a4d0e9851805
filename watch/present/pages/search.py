"""Search: a topic in any words, in either language, over everything collected."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.clock import SystemClock
from watch.errors import ModelMissing, UsageError
from watch.model import Hit, PainId, PainPoint, SearchAnswer
from watch.present import session
from watch.present.components import frame, results
from watch.present.controls import search_address
from watch.present.controls.creating import creating
from watch.present.controls.saved_searches import draw_saved, save_form
from watch.present.controls.search_address import Asked
from watch.present.controls.search_filters import draw_filters, restricted_by
from watch.present.first_run import first_run
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import count_said, fault, result, topic_trend
from watch.wording import Translator, one_line

_RESULT_COUNT = 10
_MOST_RESULTS = 50
"""Whoever has looked at so many is helped by a filter, not by more."""
_QUERY_LIMIT = 300
_SUGGESTION_COUNT = 6
_SUGGESTION_LIMIT = 110
_TITLE_LIMIT = 120


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
    query, asked = _query(translator), search_address.asked()
    if not query and asked.like is None:
        _suggest(visit)
        return
    count = _count(query, asked)
    try:
        answer = _answer(query, asked, count, visit)
    except (ModelMissing, UsageError) as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    _draw_answer(query, asked, answer, visit)


def _count(query: str, asked: Asked) -> int:
    """Return how many stories to show: more only of the question of which more was asked."""
    question, count = st.session_state.get("search-shown", (None, 0))
    return int(count) if question == (query, asked) else _RESULT_COUNT


def _show_more(query: str, asked: Asked, count: int) -> None:
    st.session_state["search-shown"] = ((query, asked), min(count + _RESULT_COUNT, _MOST_RESULTS))


def _query(translator: Translator) -> str:
    typed = st.text_input(
        translator.translate("Topic"),
        key="q",
        bind="query-params",
        type="search",
        max_chars=_QUERY_LIMIT,
        placeholder=translator.translate("for example: warehouse robots"),
        label_visibility="collapsed",
        on_change=_leave_likes,
    )
    return (typed or "").strip()


def _leave_likes() -> None:
    st.query_params.pop(search_address.LIKE, None)


def _answer(query: str, asked: Asked, count: int, visit: Visit) -> SearchAnswer:
    chosen = asked.filter_at(SystemClock().now())
    desk = visit.service.searches
    if asked.like is not None:
        return desk.like(asked.like, chosen, limit=count)
    said = visit.translator.translate("Reading the question; the first time takes a few seconds…")
    with st.spinner(said):
        return desk.find(query, chosen, limit=count)


def _draw_answer(query: str, asked: Asked, answer: SearchAnswer, visit: Visit) -> None:
    translator, pains = visit.translator, visit.service.pains()
    titles = {pain.id: pain.title for pain in pains}
    if asked.like is not None:
        _draw_question(asked, visit)
    draw_filters(answer, asked, titles, visit)
    if not answer.hits:
        _draw_nothing(asked, visit)
        return
    with st.container(horizontal=True, key="search-count", vertical_alignment="center"):
        said = (count_said(answer, translator), *restricted_by(answer, asked, titles, visit))
        show(frame.count(" · ".join(said)), translator.language)
        if asked.like is None:
            save_form(query, asked, visit)
    _draw_results(answer, pains, visit)
    _offer_more(query, asked, answer, translator)
    _draw_trend(answer, visit)


def _offer_more(query: str, asked: Asked, answer: SearchAnswer, translator: Translator) -> None:
    count = len(answer.hits)
    if count < min(answer.story_count, _MOST_RESULTS):
        label = translator.translate("Show more stories")
        given = (query, asked, count)
        st.button(label, key="more-found", on_click=_show_more, args=given)


def _draw_question(asked: Asked, visit: Visit) -> None:
    """Draw which story the answers are like, and the way back."""
    translator = visit.translator
    lead = visit.service.searches.lead(asked.like) if asked.like else None
    title = one_line(lead.title, _TITLE_LIMIT) if lead else ""
    said = translator.translate("Stories like “{title}”", title=title)
    show(frame.heading(said), translator.language)
    label = translator.translate("Back to the search")
    st.button(
        f"← {label}",
        key="search-back",
        type="tertiary",
        on_click=search_address.look_like,
        args=(None,),
    )


def _draw_nothing(asked: Asked, visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("Nothing found")
    if asked.restricted:
        advice = translator.translate(
            "Try other words, a broader topic, or remove a filter. "
            "Only articles collected so far are searched."
        )
    else:
        advice = translator.translate(
            "Try other words or a broader topic. Only articles collected so far are searched."
        )
    show(frame.nothing(title, advice), translator.language)


def _draw_results(answer: SearchAnswer, pains: list[PainPoint], visit: Visit) -> None:
    titles = {pain.id: pain.title for pain in pains}
    for hit in answer.hits:
        with st.container(key=f"found-{hit.story.id}", gap="small"):
            _draw_hit(hit, titles, visit)


@st.fragment
def _draw_hit(hit: Hit, pains: Mapping[PainId, str], visit: Visit) -> None:
    """Draw a story with what can be done with it; alone again when that is asked for."""
    translator = visit.translator
    shown = result(hit, pains, translator)
    show(results.result_card(shown, translator), translator.language)
    for card in shown.cards:
        st.page_link("opportunities.py", label=plain(card.said), query_params={"card": card.id})
    with st.container(horizontal=True, key=f"acts-found-{hit.story.id}"):
        label = translator.translate("More like this")
        if st.button(label, key=f"like-{hit.story.id}", type="tertiary"):
            search_address.look_like(hit.story.id)
            st.rerun()
        held = {tie.pain_id for tie in hit.cards}
        free = {pain: title for pain, title in pains.items() if pain not in held}
        creating(hit.story.id, free, visit)


def _draw_trend(answer: SearchAnswer, visit: Visit) -> None:
    translator = visit.translator
    if answer.trend is None:
        return
    view = topic_trend(answer.trend, translator)
    show(frame.heading(translator.translate("Is it growing?"), view.answer), translator.language)
    if sum(answer.trend.counts):
        show(results.week_columns(view.weeks, translator), translator.language)
    show(frame.count(view.note), translator.language)
    with st.expander(translator.translate("The figures behind")):
        show(results.week_table(view.weeks, translator), translator.language)


def _suggest(visit: Visit) -> None:
    translator = visit.translator
    draw_saved(visit)
    show(frame.heading(translator.translate("Begin with a pain point")), translator.language)
    for pain in visit.service.pains()[:_SUGGESTION_COUNT]:
        topic = one_line(pain.title.rstrip(" ."), _SUGGESTION_LIMIT)
        st.button(plain(topic), key=f"topic-{pain.id}", on_click=_ask, args=(topic,))


def _ask(topic: str) -> None:
    st.session_state["q"] = topic


draw(session.visit())
