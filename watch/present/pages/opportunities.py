"""Opportunities: all that were ever listed by where they stand; one of them in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from watch.errors import WatchError
from watch.model import CardLine, Quarter
from watch.present import session
from watch.present.components import board, frame
from watch.present.controls import address, batch, board_filters, picks
from watch.present.controls.board_filters import Look
from watch.present.controls.card_page import draw_card
from watch.present.first_run import first_run
from watch.present.markup import joined, plain, show
from watch.present.session import Visit
from watch.present.views import (
    BoardRow,
    Lane,
    board_rows,
    fault,
    lanes,
    narrowed,
    ordered,
    overdue,
)

_SHOWN = 25
"""Rows of a page: a screen and a half, and quick on a phone."""


def draw(visit: Visit) -> None:
    """Draw the card that the address names, else the board."""
    name = st.query_params.get("card", "")
    if name:
        draw_card(visit, name)
    else:
        _draw_board(visit)


@st.fragment
def _draw_board(visit: Visit) -> None:
    """Draw all opportunities; alone again whenever something is chosen, picked or changed.

    An error of the service is told here: it does not leave a fragment as what it was.
    """
    try:
        _draw_lines(visit)
    except WatchError as error:
        told = frame.fault_box(fault(error, visit.translator), visit.translator)
        show(told, visit.translator.language)


def _draw_lines(visit: Visit) -> None:
    translator, lines = visit.translator, visit.service.board.lines()
    head = frame.head(translator.translate("Opportunities"), lead=_lead(lines, visit))
    if not lines:
        show(head, translator.language)
        _draw_none(visit)
        return
    summary = board.quarter_link(str(Quarter.of(visit.today)), translator)
    show(joined(head, summary), translator.language)
    with st.container(horizontal=True, key="board-look", vertical_alignment="center"):
        look = board_filters.board_look(translator)
        arranged = st.container(key="board-arranged", width=220)
    chosen = board_filters.board_filters(lines, visit)
    wanted = narrowed(lines, chosen, visit.today)
    said = board_filters.chosen_names(chosen, lines, translator)
    with st.container(horizontal=True, key="picks", vertical_alignment="center"):
        show(frame.count(_count(len(wanted), said, visit)), translator.language)
        if visit.may_decide and wanted:
            picks.pick_all([line.head.id for line in wanted], translator)
    if visit.may_decide:
        _draw_batch(wanted, visit)
    with arranged:
        order = board_filters.board_order(translator) if look is Look.TABLE else None
        grouping = board_filters.board_grouping(translator) if look is Look.LANES else None
    address.remember()
    if not wanted:
        title = translator.translate("Nothing with these filters")
        advice = translator.translate("Choose another status or owner.")
        show(frame.nothing(title, advice), translator.language)
    elif order is not None:
        _draw_table(ordered(wanted, order, visit.today), visit)
    elif grouping is not None:
        _draw_lanes(lanes(wanted, grouping, visit.today, translator), visit)


def _lead(lines: Sequence[CardLine], visit: Visit) -> str:
    translator = visit.translator
    if not lines:
        return ""
    total = translator.plural("{n} opportunity", "{n} opportunities", len(lines))
    late = overdue(lines, visit.today)
    said = translator.plural("{n} past its due date", "{n} past their due date", late)
    return f"{total}, {said}." if late else f"{total}."


def _draw_none(visit: Visit) -> None:
    if visit.service.edition() is None:
        first_run(visit)
        return
    title = visit.translator.translate("No opportunity yet")
    advice = visit.translator.translate("What stands in the list of a week is kept here.")
    show(frame.nothing(title, advice), visit.translator.language)


def _count(count: int, restricted: Sequence[str], visit: Visit) -> str:
    """Return how many are shown, and by what they were restricted behind the button."""
    shown = visit.translator.plural("{n} shown", "{n} shown", count)
    return " · ".join((shown, *restricted))


def _draw_batch(wanted: Sequence[CardLine], visit: Visit) -> None:
    batch.batch_done(visit)
    batch.batch_form(visit, picks.picked([line.head.id for line in wanted]))


def _draw_table(wanted: Sequence[CardLine], visit: Visit) -> None:
    translator = visit.translator
    pages = -(-len(wanted) // _SHOWN)
    page = address.page_of(pages)
    rows = board_rows(wanted[(page - 1) * _SHOWN : page * _SHOWN], visit.today, translator)
    show(board.board_header(translator), translator.language)
    for row in rows:
        with st.container(key=f"line-{row.id}", horizontal=True, gap=None):
            _draw_row(row, visit, lane=False)
    if pages > 1:
        with st.container(horizontal=True, key="pages", vertical_alignment="center"):
            address.turn_pages(page, pages, translator)


def _draw_lanes(shown: Sequence[Lane], visit: Visit) -> None:
    translator = visit.translator
    with st.container(horizontal=True, wrap=False, key="lanes"):
        for number, lane in enumerate(shown):
            with st.container(key=f"lane-{number}", width=250, gap="small"):
                show(board.lane_head(lane, translator), translator.language)
                for row in lane.rows:
                    with st.container(key=f"tile-{row.id}", horizontal=True, gap=None):
                        _draw_row(row, visit, lane=True)
                if lane.count > len(lane.rows):
                    rest = board.lane_rest(lane.count - len(lane.rows), translator)
                    show(rest, translator.language)


def _draw_row(row: BoardRow, visit: Visit, *, lane: bool) -> None:
    """Draw the box that picks an opportunity, its title as a link, what is said of it."""
    translator = visit.translator
    if visit.may_decide:
        picks.pick_box(row.id, row.title, translator)
    with st.container(key=f"told-{row.id}", gap=None):
        st.page_link("opportunities.py", label=plain(row.title), query_params={"card": row.id})
        told = board.tile(row, translator) if lane else board.board_line(row, translator)
        show(told, translator.language)


draw(session.visit())
