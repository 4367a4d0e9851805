"""Opportunities: all that were ever listed by where they stand; one of them in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from watch.model import Card, Status
from watch.present import session
from watch.present.components import board, frame
from watch.present.controls.card_page import draw_card
from watch.present.first_run import first_run
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import Chosen, board_rows, overdue, owner_names, status_counts
from watch.wording import name_of, one_line

_SHOWN = 25
"""Rows drawn at once: a screen and a half, and quick on a phone."""

_NAME_LIMIT = 60


def draw(visit: Visit) -> None:
    """Draw the card that the address names, else the list."""
    name = st.query_params.get("card", "")
    if name:
        draw_card(visit, name)
        return
    _draw_board(visit)


def _draw_board(visit: Visit) -> None:
    translator = visit.translator
    cards = visit.service.reviews.cards()
    lead = _lead(cards, visit)
    show(frame.head(translator.translate("Opportunities"), lead=lead), translator.language)
    if not cards:
        if visit.service.edition() is None:
            first_run(visit)
            return
        title = translator.translate("No opportunity yet")
        advice = translator.translate("What stands in the list of a week is kept here.")
        show(frame.nothing(title, advice), translator.language)
        return
    rows = board_rows(cards, _chosen(cards, visit), visit.today, translator)
    if not rows:
        title = translator.translate("Nothing with these filters")
        advice = translator.translate("Choose another status or owner.")
        show(frame.nothing(title, advice), translator.language)
        return
    show(board.board_header(translator), translator.language)
    shown = st.session_state.get("shown", _SHOWN)
    for row in rows[:shown]:
        with st.container(key=f"line-{row.id}", gap=None):
            st.page_link("opportunities.py", label=plain(row.title), query_params={"card": row.id})
            show(board.board_line(row, translator), translator.language)
    _draw_more(len(rows) - shown, visit)


def _lead(cards: Sequence[Card], visit: Visit) -> str:
    translator = visit.translator
    if not cards:
        return ""
    total = translator.plural("{n} opportunity", "{n} opportunities", len(cards))
    late = overdue(cards, visit.today)
    said = translator.plural("{n} past its due date", "{n} past their due date", late)
    return f"{total}, {said}." if late else f"{total}."


def _chosen(cards: Sequence[Card], visit: Visit) -> Chosen:
    """Draw the filters; return what they say."""
    translator, counts = visit.translator, status_counts(cards)
    statuses = st.pills(
        translator.translate("Status"),
        list(counts),
        selection_mode="multi",
        default=[one for one in counts if one in st.query_params.get_all("status")],
        format_func=lambda status: (
            f"{name_of(Status(status), translator)}\u00a0· {translator.number(counts[status])}"
        ),
        key="status",
        label_visibility="collapsed",
    )
    owner, late_only = "", False
    owners = owner_names(cards)
    left, right = st.columns([3, 2], vertical_alignment="center")
    if owners:
        with left:
            owner = _owner(owners, visit)
    if overdue(cards, visit.today):
        with right:
            late_only = st.toggle(translator.translate("Only what is late"), key="late")
    return Chosen(statuses=[Status(one) for one in statuses], owner=owner, late_only=late_only)


def _owner(owners: Sequence[str], visit: Visit) -> str:
    everybody = visit.translator.translate("All owners")
    return st.selectbox(
        visit.translator.translate("Owner"),
        ["", *owners],
        format_func=lambda owner: one_line(owner, _NAME_LIMIT) or everybody,
        key="owner",
        label_visibility="collapsed",
    )


def _draw_more(left: int, visit: Visit) -> None:
    if left <= 0:
        return
    label = visit.translator.plural("{n} more", "{n} more", left)
    if st.button(label, key="more"):
        st.session_state["shown"] = st.session_state.get("shown", _SHOWN) + _SHOWN
        st.rerun()


draw(session.visit())
