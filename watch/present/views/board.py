"""Lines → what the board shows: narrowed, ordered, in rows of a table or in lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from watch.model import CardLine, OpportunityId, Status
from watch.present.views.reference import titled
from watch.present.views.stamp import TONES, late
from watch.wording import Translator, area_name, days_late, name_of, one_line

_TITLE_LIMIT = 140
_NAME_LIMIT = 60

STATUSES = (
    Status.NEW,
    Status.TO_STUDY,
    Status.PILOT,
    Status.ADOPTED,
    Status.WATCHING,
    Status.REJECTED,
    Status.ALREADY_DONE,
)
"""In the order of an opportunity's way, then the side exits."""


class Part(StrEnum):
    """What the board is narrowed by, besides status and lateness."""

    OWNER = "owner"
    DEPARTMENT = "department"
    AREA = "area"
    PAIN = "pain"


class Order(StrEnum):
    """What comes first in the table."""

    DUE = "due"
    SCORE = "score"
    STATUS = "status"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """An opportunity in one line."""

    id: OpportunityId
    title: str
    pain: str
    area: str
    status: str
    tone: str
    owner: str
    due: str
    late: str
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the reader wants to see; empty restricts nothing."""

    statuses: Collection[Status] = ()
    parts: Mapping[Part, str] | None = None
    late_only: bool = False


def narrowed(lines: Sequence[CardLine], chosen: Chosen, today: date) -> list[CardLine]:
    """Return what the reader wants to see, in the order given.

    Args:
        today: In the company's time zone.
    """
    return [line for line in lines if _wanted(line, chosen, today)]


def ordered(lines: Sequence[CardLine], order: Order, today: date) -> list[CardLine]:
    """Return lines in an order; what is equal in it stays as it was.

    Args:
        today: In the company's time zone.
    """
    orders: Mapping[Order, Callable[[CardLine], tuple[object, ...]]] = {
        Order.DUE: lambda line: (
            -days_late(line.standing, today),
            line.standing.due_on or date.max,
        ),
        Order.SCORE: lambda line: (-line.head.score,),
        Order.STATUS: lambda line: (STATUSES.index(line.standing.status),),
        Order.OWNER: lambda line: (not line.standing.owner, line.standing.owner.casefold()),
    }
    return sorted(lines, key=orders[order])


def board_rows(
    lines: Sequence[CardLine], today: date, translator: Translator
) -> tuple[BoardRow, ...]:
    """Return lines as they are shown; their text counts as untrusted.

    Args:
        today: In the company's time zone.
    """
    return tuple(_row(line, today, translator) for line in lines)


def status_counts(lines: Sequence[CardLine]) -> dict[Status, int]:
    """Return how many cards stand where, in the order of their way; none where none does."""
    counts = Counter(line.standing.status for line in lines)
    return {status: counts[status] for status in STATUSES if counts[status]}


def part_counts(lines: Sequence[CardLine], part: Part) -> dict[str, int]:
    """Return how many cards each value has, in the order of the alphabet; none for no value."""
    counts = Counter(value for line in lines if (value := _part(line, part)))
    names = {_part(line, part): _named(line, part) for line in lines}
    return {value: counts[value] for value in sorted(counts, key=lambda v: names[v].casefold())}


def pain_titles(lines: Sequence[CardLine]) -> dict[str, str]:
    """Return the titles of the pain points that cards are about, by id."""
    titles = {line.head.pain_id: line.head.pain_title for line in lines}
    return {pain_id: one_line(title, _TITLE_LIMIT) for pain_id, title in titles.items()}


def overdue(lines: Sequence[CardLine], today: date) -> int:
    """Return for how many cards something to do is late."""
    return sum(days_late(line.standing, today) > 0 for line in lines)


def _wanted(line: CardLine, chosen: Chosen, today: date) -> bool:
    return (
        (not chosen.statuses or line.standing.status in chosen.statuses)
        and all(_part(line, part) == wanted for part, wanted in (chosen.parts or {}).items())
        and (not chosen.late_only or days_late(line.standing, today) > 0)
    )


def _part(line: CardLine, part: Part) -> str:
    return {
        Part.OWNER: line.standing.owner,
        Part.DEPARTMENT: line.standing.department,
        Part.AREA: line.head.area,
        Part.PAIN: line.head.pain_id,
    }[part]


def _named(line: CardLine, part: Part) -> str:
    return line.head.pain_title if part is Part.PAIN else _part(line, part)


def _row(line: CardLine, today: date, translator: Translator) -> BoardRow:
    head, standing = line.head, line.standing
    people = (standing.owner, standing.department)
    return BoardRow(
        id=head.id,
        title=titled(head.title, head.language),
        pain=one_line(head.pain_title, _TITLE_LIMIT),
        area=one_line(area_name(head.area, translator), _NAME_LIMIT),
        status=_status(line, translator),
        tone=TONES[standing.status],
        owner=", ".join(one_line(one, _NAME_LIMIT) for one in people if one),
        due=_due(standing.due_on, translator),
        late=late(standing, today, translator),
        score=translator.number(round(head.score)),
    )


def _status(line: CardLine, translator: Translator) -> str:
    """Return the status in words; of a weak signal nothing has to be decided."""
    if line.head.weak_signal and line.standing.status is Status.NEW:
        return translator.translate("Weak signal")
    return name_of(line.standing.status, translator)


def _due(due_on: date | None, translator: Translator) -> str:
    return f"{translator.short_day(due_on)} {due_on.year}" if due_on else ""
