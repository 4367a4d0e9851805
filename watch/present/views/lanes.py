"""Lines → the lanes of the board: by status, by who answers, by when something is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from watch.model import CardLine, Status
from watch.present.views.board import STATUSES, BoardRow, board_rows
from watch.wording import Translator, days_late, mark, name_of, one_line

_SHOWN = 6
"""Cards of a lane: as many as fit a screen; the table shows all of them."""

_OWNERS = 12
"""Lanes by person: more are never compared; the table is sorted by person instead."""

_NAME_LIMIT = 40
_AT_WORK = frozenset({Status.TO_STUDY, Status.PILOT})
"""Where a due date asks for something."""


class Grouping(StrEnum):
    """What the lanes stand for."""

    STATUS = "status"
    OWNER = "owner"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Cards that have something in common.

    Attributes:
        count: How many there are; ``rows`` are the first of them.
    """

    name: str
    count: int
    rows: tuple[BoardRow, ...]


_DUE = (
    ("late", mark("Late")),
    ("week", mark("Within 7 days")),
    ("month", mark("Within 30 days")),
    ("later", mark("Later")),
    ("none", mark("No due date")),
)


def lanes(
    lines: Sequence[CardLine], grouping: Grouping, today: date, translator: Translator
) -> tuple[Lane, ...]:
    """Return the lanes of the board, in their order; by status none is left out.

    Args:
        today: In the company's time zone.
    """
    if grouping is Grouping.STATUS:
        named = {status.value: name_of(status, translator) for status in STATUSES}
        grouped = _grouped(lines, {line.head.id: line.standing.status.value for line in lines})
    elif grouping is Grouping.OWNER:
        grouped = _grouped(lines, {line.head.id: line.standing.owner for line in lines})
        named = _owners(grouped, translator)
    else:
        named = {code: translator.translate(said) for code, said in _DUE}
        grouped = _grouped(lines, {line.head.id: due_group(line, today) for line in lines})
    return tuple(
        Lane(
            name=name,
            count=len(grouped.get(key, ())),
            rows=board_rows(grouped.get(key, ())[:_SHOWN], today, translator),
        )
        for key, name in named.items()
    )


def due_group(line: CardLine, today: date) -> str:
    """Return when something is to be done: "late", "week", "month", "later" or "none"."""
    standing = line.standing
    if days_late(standing, today):
        return "late"
    if standing.due_on is None or standing.status not in _AT_WORK:
        return "none"
    left = standing.due_on - today
    if left <= timedelta(days=7):
        return "week"
    return "month" if left <= timedelta(days=30) else "later"


def _owners(grouped: Mapping[str, Sequence[CardLine]], translator: Translator) -> dict[str, str]:
    """Return who has most cards first, and last what nobody answers for."""
    people = sorted((name for name in grouped if name), key=lambda n: (-len(grouped[n]), n))
    named = {name: one_line(name, _NAME_LIMIT) for name in people[:_OWNERS]}
    return named | ({"": translator.translate("no owner")} if "" in grouped else {})


def _grouped(lines: Iterable[CardLine], keys: Mapping[str, str]) -> dict[str, list[CardLine]]:
    found: dict[str, list[CardLine]] = {}
    for line in lines:
        found.setdefault(keys[line.head.id], []).append(line)
    return found
