"""All sources in lines: searched, filtered, sorted, a screen and a half at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from watch.model import SourceStanding, SourceState
from watch.present.components import frame, sources
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import language_name
from watch.present.views.source_choice import (
    ORDERS,
    Order,
    Wanted,
    languages_of,
    packs_of,
    states_of,
    wanted_sources,
)
from watch.present.views.sources import source_row
from watch.wording import name_of, one_line

_SHOWN = 25
"""Lines drawn at once: a screen and a half, and quick on a phone."""

_WORDS_LIMIT = 100
_PACK_LIMIT = 40


@st.fragment
def source_list(standings: Sequence[SourceStanding], visit: Visit) -> None:
    """Draw the lines and what narrows them; a filter draws nothing else anew."""
    translator = visit.translator
    found = wanted_sources(standings, _wanted(standings, visit))
    if not found:
        title = translator.translate("Nothing with these filters")
        advice = translator.translate("Search for other words, or remove a filter.")
        show(frame.nothing(title, advice), translator.language)
        return
    if len(found) < len(standings):
        said = translator.plural("{n} source", "{n} sources", len(found))
        show(frame.count(said), translator.language)
    show(sources.source_header(translator), translator.language)
    shown = st.session_state.get("sources-shown", _SHOWN)
    for standing in found[:shown]:
        _draw_line(standing, visit)
    if len(found) > shown:
        label = translator.plural("{n} more", "{n} more", len(found) - shown)
        st.button(label, key="more-sources", on_click=_show_more, args=(shown,))


def _draw_line(standing: SourceStanding, visit: Visit) -> None:
    row = source_row(standing, visit.zone, visit.translator)
    with st.container(key=f"line-{row.id}", gap=None):
        st.page_link("sources.py", label=plain(row.name), query_params={"source": row.id})
        show(sources.source_line(row, visit.translator), visit.translator.language)


def _show_more(shown: int) -> None:
    st.session_state["sources-shown"] = shown + _SHOWN


def _wanted(standings: Sequence[SourceStanding], visit: Visit) -> Wanted:
    translator = visit.translator
    words = st.text_input(
        translator.translate("Search the sources"),
        key="source-words",
        max_chars=_WORDS_LIMIT,
        placeholder=translator.translate("name, publisher or address"),
        label_visibility="collapsed",
    )
    state, pack, language, order = st.columns(4)
    with state:
        chosen_state = _choice(
            translator.translate("All states"),
            states_of(standings),
            lambda name: name_of(SourceState(name), translator),
            "source-state",
        )
    with pack:
        chosen_pack = _choice(
            translator.translate("All packs"),
            packs_of(standings),
            lambda name: one_line(name, _PACK_LIMIT),
            "source-pack",
        )
    with language:
        chosen_language = _choice(
            translator.translate("All languages"),
            languages_of(standings),
            lambda tag: language_name(tag, translator),
            "source-language",
        )
    with order:
        sorted_by = st.selectbox(
            translator.translate("Sort"),
            list(Order),
            format_func=lambda name: translator.translate(ORDERS[Order(name)]),
            key="source-order",
            label_visibility="collapsed",
        )
    return Wanted(
        words=words or "",
        state=SourceState(chosen_state) if chosen_state else None,
        pack=chosen_pack,
        language=chosen_language,
        order=Order(sorted_by or Order.STATE),
    )


def _choice(every: str, options: Sequence[str], named: Callable[[str], str], key: str) -> str:
    return st.selectbox(
        every,
        ["", *options],
        format_func=lambda value: named(value) if value else every,
        key=key,
        label_visibility="collapsed",
    )
