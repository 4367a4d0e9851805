"""What the reader wants to see of the board, and how: the address keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import streamlit as st

from watch.model import CardLine, Status
from watch.present.controls.address import first_page, keep, pick_kept
from watch.present.markup import plain
from watch.present.session import Visit
from watch.present.views import (
    Chosen,
    Grouping,
    Order,
    Part,
    overdue,
    pain_titles,
    part_counts,
    status_counts,
)
from watch.wording import Translator, area_name, mark, name_of, one_line

_OPTION_LIMIT = 60


class Look(StrEnum):
    """How the board is drawn."""

    TABLE = "table"
    LANES = "lanes"


_LOOKS: Mapping[Look, str] = {Look.TABLE: mark("Table"), Look.LANES: mark("Lanes")}
_ORDERS: Mapping[Order, str] = {
    Order.DUE: mark("By due date"),
    Order.SCORE: mark("By score"),
    Order.STATUS: mark("By status"),
    Order.OWNER: mark("By owner"),
}
_GROUPINGS: Mapping[Grouping, str] = {
    Grouping.STATUS: mark("By status"),
    Grouping.OWNER: mark("By owner"),
    Grouping.DUE: mark("By due date"),
}
_PARTS: Mapping[Part, tuple[str, str]] = {
    Part.OWNER: (mark("Owner"), mark("All owners")),
    Part.DEPARTMENT: (mark("Department"), mark("All departments")),
    Part.AREA: (mark("Area"), mark("All areas")),
    Part.PAIN: (mark("Pain point"), mark("All pain points")),
}


def board_look(translator: Translator) -> Look:
    """Draw the switch between table and lanes."""
    asked = st.query_params.get("view", "")
    look = st.segmented_control(
        translator.translate("View"),
        list(Look),
        default=Look.LANES if asked == Look.LANES.value else Look.TABLE,
        format_func=lambda one: translator.translate(_LOOKS[Look(one)]),
        key="board-view",
        label_visibility="collapsed",
        required=True,
    )
    keep("view", Look.LANES.value if look == Look.LANES else "")
    return Look(look)


def board_order(translator: Translator) -> Order:
    """Draw in which order the table is."""
    named = {order.value: translator.translate(said) for order, said in _ORDERS.items()}
    label = translator.translate("Order")
    return Order(pick_kept(label, "order", list(named), named.__getitem__, labelled=False))


def board_grouping(translator: Translator) -> Grouping:
    """Draw what the lanes stand for."""
    named = {one.value: translator.translate(said) for one, said in _GROUPINGS.items()}
    label = translator.translate("Lanes")
    return Grouping(pick_kept(label, "lanes", list(named), named.__getitem__, labelled=False))


def board_filters(lines: Sequence[CardLine], visit: Visit) -> Chosen:
    """Draw the filters, each option with how many cards it has; return what they say."""
    statuses = _statuses(lines, visit.translator)
    with st.container(horizontal=True, key="board-further", vertical_alignment="center"):
        with st.popover(visit.translator.translate("More filters"), key="more-filters"):
            parts = {part: _part(lines, part, visit.translator) for part in Part}
        late_only = _late_only(lines, visit)
    wanted = {part: value for part, value in parts.items() if value}
    return Chosen(statuses=statuses, parts=wanted, late_only=late_only)


def chosen_names(
    chosen: Chosen, lines: Sequence[CardLine], translator: Translator
) -> tuple[str, ...]:
    """Return what the filters behind the button restrict, to be said beside it."""
    parts = chosen.parts or {}
    return tuple(_names(lines, part, [value], translator)[value] for part, value in parts.items())


def _statuses(lines: Sequence[CardLine], translator: Translator) -> list[Status]:
    counts = status_counts(lines)
    asked = st.query_params.get_all("status")
    picked = st.pills(
        translator.translate("Status"),
        list(counts),
        selection_mode="multi",
        default=[one for one in counts if one in asked],
        format_func=lambda status: (
            f"{name_of(Status(status), translator)}\u00a0· {translator.number(counts[status])}"
        ),
        key="status",
        label_visibility="collapsed",
        on_change=first_page,
    )
    if picked:
        st.query_params["status"] = [Status(one).value for one in picked]
    else:
        st.query_params.pop("status", None)
    return [Status(one) for one in picked]


def _part(lines: Sequence[CardLine], part: Part, translator: Translator) -> str:
    counts = part_counts(lines, part)
    names = _names(lines, part, counts, translator)
    label, every = (translator.translate(said) for said in _PARTS[part])

    def named(value: str) -> str:
        if not value:
            return every
        count = translator.number(counts[value])
        return f"{names[value]}\u00a0· {count}"

    return pick_kept(label, part.value, ["", *counts], named)


def _names(
    lines: Sequence[CardLine], part: Part, values: Iterable[str], translator: Translator
) -> dict[str, str]:
    """Return how values of a part are read."""
    names = {value: value for value in values}
    if part is Part.PAIN:
        names |= pain_titles(lines)
    if part is Part.AREA:
        names = {value: area_name(value, translator) for value in names}
    return {value: one_line(name, _OPTION_LIMIT) for value, name in names.items()}


def _late_only(lines: Sequence[CardLine], visit: Visit) -> bool:
    late = overdue(lines, visit.today)
    if not late:
        return False
    count = visit.translator.number(late)
    said = visit.translator.translate("Only what is late")
    asked = bool(st.query_params.get("late"))
    label = plain(f"{said}\u00a0· {count}")
    on = st.toggle(label, asked, key="late", on_change=first_page)
    keep("late", "1" if on else "")
    return on
