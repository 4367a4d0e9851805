"""Cards → the rows of the opportunities page: what is late first, then what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from watch.model import Card, OpportunityId, Status
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
    owner: str = ""
    late_only: bool = False


def board_rows(
    cards: Sequence[Card], chosen: Chosen, today: date, translator: Translator
) -> tuple[BoardRow, ...]:
    """Return the chosen cards: the latest first, then by due date, then by score.

    Args:
        cards: Best score first.
        today: In the company's time zone.
    """
    wanted = [card for card in cards if _wanted(card, chosen, today)]
    wanted.sort(key=lambda c: (-days_late(c.standing, today), c.standing.due_on or date.max))
    return tuple(_row(card, today, translator) for card in wanted)


def status_counts(cards: Sequence[Card]) -> dict[Status, int]:
    """Return how many cards stand where, in the order of their way; none where none does."""
    counts = Counter(card.standing.status for card in cards)
    return {status: counts[status] for status in STATUSES if counts[status]}


def owner_names(cards: Sequence[Card]) -> tuple[str, ...]:
    """Return who answers for a card, in the order of the alphabet."""
    return tuple(sorted({card.standing.owner for card in cards if card.standing.owner}))


def overdue(cards: Sequence[Card], today: date) -> int:
    """Return for how many cards something to do is late."""
    return sum(days_late(card.standing, today) > 0 for card in cards)


def _wanted(card: Card, chosen: Chosen, today: date) -> bool:
    standing = card.standing
    return (
        (not chosen.statuses or standing.status in chosen.statuses)
        and (not chosen.owner or standing.owner == chosen.owner)
        and (not chosen.late_only or days_late(standing, today) > 0)
    )


def _row(card: Card, today: date, translator: Translator) -> BoardRow:
    item, standing = card.opportunity, card.standing
    people = (standing.owner, standing.department)
    return BoardRow(
        id=item.id,
        title=titled(item.title, item.language),
        pain=one_line(item.pain_title, _TITLE_LIMIT),
        area=one_line(area_name(item.area, translator), _NAME_LIMIT),
        status=name_of(standing.status, translator),
        tone=TONES[standing.status],
        owner=", ".join(one_line(one, _NAME_LIMIT) for one in people if one),
        due=f"{translator.short_day(standing.due_on)} {standing.due_on.year}"
        if standing.due_on
        else "",
        late=late(standing, today, translator),
        score=translator.number(round(item.score)),
    )
