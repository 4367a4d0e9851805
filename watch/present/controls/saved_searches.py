"""Searches that are kept: opened, told in the digest or not, forgotten; and one more kept."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from watch.clock import SystemClock
from watch.errors import UsageError
from watch.model import SavedSearch
from watch.present.components.frame import count, heading
from watch.present.controls.search_address import Asked, open_saved
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.wording import one_line

_NAME_LIMIT = 80
_KEPT = "search-kept"
"""Names, in the session, the search that was kept last, until the page is drawn."""


def draw_saved(visit: Visit) -> None:
    """Draw the searches that are kept, if there are any."""
    translator, saved = visit.translator, visit.service.searches.saved()
    if not saved:
        return
    note = translator.translate("What is ticked is looked up for each digest.")
    show(heading(translator.translate("Saved searches"), note), translator.language)
    for number, search in saved.items():
        with st.container(horizontal=True, key=f"saved-{number}", vertical_alignment="center"):
            label = plain(one_line(search.name, _NAME_LIMIT))
            st.button(label, key=f"open-{number}", on_click=open_saved, args=(search,))
            _draw_choices(number, search, visit)


def save_form(query: str, asked: Asked, visit: Visit) -> None:
    """Draw what keeps the search that is shown."""
    translator = visit.translator
    if not visit.may_decide:
        return
    with (
        st.popover(translator.translate("Save this search"), key="search-save"),
        st.form("search-saving", border=False),
    ):
        name = st.text_input(
            translator.translate("Name"), one_line(query, _NAME_LIMIT), max_chars=_NAME_LIMIT
        )
        told = st.checkbox(translator.translate("Tell what is new in the digest"), value=True)
        if st.form_submit_button(translator.translate("Save"), type="primary"):
            _save(name or query, query, asked, visit, told=told)
    if kept := st.session_state.pop(_KEPT, ""):
        said = translator.translate("Saved as “{name}”.", name=kept)
        show(count(said), translator.language)


def _draw_choices(number: int, search: SavedSearch, visit: Visit) -> None:
    translator = visit.translator
    key = f"told-{number}"
    st.toggle(
        translator.translate("In the digest"),
        search.in_digest,
        key=key,
        disabled=not visit.may_decide,
        on_change=_turn,
        args=(visit, number, key),
    )
    st.button(
        translator.translate("Forget"),
        key=f"forget-search-{number}",
        type="tertiary",
        disabled=not visit.may_decide,
        on_click=_remove,
        args=(visit, number),
    )


def _save(name: str, query: str, asked: Asked, visit: Visit, *, told: bool) -> None:
    search = SavedSearch(
        name=name,
        query=query,
        chosen=asked.filter_at(),
        days=asked.days,
        in_digest=told,
        by=visit.by,
        created_at=SystemClock().now(),
    )
    visit.service.searches.save(search)
    st.session_state[_KEPT] = name
    st.rerun()


def _turn(visit: Visit, number: int, key: str) -> None:
    with suppress(UsageError):  # somebody has forgotten it already: the page will show it
        visit.service.searches.in_digest(number, on=bool(st.session_state[key]))


def _remove(visit: Visit, number: int) -> None:
    with suppress(UsageError):  # likewise
        visit.service.searches.remove(number)
