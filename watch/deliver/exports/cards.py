"""Opportunities with where they stand → a table: one row for each card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from watch.deliver.exports.table import NAME, TITLE, Cell, Table, Told, filled
from watch.deliver.link import safe_link
from watch.model import Card, Evidence, Prospect
from watch.wording import Translator, area_name, mark, name_of, one_line, solution_name

_LINKS = 3
"""Addresses in columns of their own, so that a spreadsheet offers each; few rows have more."""

_NEED_SCALE = 20.0
"""Need is 0 to 20 wherever a person reads it."""


def card_table(cards: Iterable[Card], translator: Translator, timezone: str) -> Table:
    """Return the cards as a table, in their order.

    Args:
        cards: Their text counts as untrusted.
        translator: The reader's.
        timezone: In which a moment becomes a day.
    """
    return filled(mark("Opportunities"), _columns(ZoneInfo(timezone)), cards, translator)


def _columns(zone: ZoneInfo) -> Sequence[Told[Card]]:
    return (*_CLAIM, *_STANDING, *_prospects(), *_days(zone), *_EVIDENCE)


_CLAIM: Sequence[Told[Card]] = (
    (mark("Opportunity"), 60, lambda c, _: one_line(c.opportunity.title, TITLE)),
    (mark("Pain point"), 32, lambda c, _: one_line(c.opportunity.pain_title, TITLE)),
    (mark("Area"), 18, lambda c, t: area_name(c.opportunity.area, t)),
    (mark("Score out of 100"), 10, lambda c, _: round(c.opportunity.score, 1)),
    (mark("Certainty"), 16, lambda c, t: name_of(c.opportunity.grade, t)),
    (mark("Need out of 20"), 10, lambda c, _: round(c.opportunity.need * _NEED_SCALE, 1)),
    (mark("Relevance"), 10, lambda c, _: round(c.opportunity.relevance, 3)),
)

_STANDING: Sequence[Told[Card]] = (
    (mark("Status"), 14, lambda c, t: name_of(c.standing.status, t)),
    (mark("Reason"), 20, lambda c, t: name_of(c.standing.reason, t) if c.standing.reason else None),
    (mark("Owner"), 20, lambda c, _: one_line(c.standing.owner, NAME)),
    (mark("Department"), 20, lambda c, _: one_line(c.standing.department, NAME)),
    (mark("Due on"), 12, lambda c, _: c.standing.due_on),
    (mark("Next step"), 32, lambda c, _: c.standing.next_step),
)


def _prospects() -> Sequence[Told[Card]]:
    return (
        (mark("Solution family"), 26, lambda c, t: solution_name(c.opportunity, t)),
        (mark("Kind of development"), 18, lambda c, t: name_of(c.opportunity.event, t)),
        (mark("Effect"), 20, lambda c, _: c.opportunity.gain),
        (mark("Deadline"), 12, _of_prospect(lambda p: p.deadline_on)),
        (mark("Months to adopt"), 10, _of_prospect(lambda p: round(p.months, 1))),
        (mark("Yearly stake, low"), 14, _of_prospect(lambda p: p.stake.low if p.stake else None)),
        (mark("Yearly stake, high"), 14, _of_prospect(lambda p: p.stake.high if p.stake else None)),
        (mark("Currency"), 10, _of_prospect(lambda p: p.stake.currency if p.stake else None)),
    )


def _of_prospect(look: Callable[[Prospect], Cell]) -> Callable[[Card, Translator], Cell]:
    def cell(card: Card, _translator: Translator) -> Cell:
        prospect = card.opportunity.prospect
        return look(prospect) if prospect else None

    return cell


def _days(zone: ZoneInfo) -> Sequence[Told[Card]]:
    def decided(card: Card, _translator: Translator) -> date | None:
        moment = card.standing.decided_at
        return moment.astimezone(zone).date() if moment else None

    def first_seen(card: Card, _translator: Translator) -> date:
        return card.opportunity.first_seen_at.astimezone(zone).date()

    return ((mark("First seen on"), 12, first_seen), (mark("Decided on"), 12, decided))


def _sentence(card: Card, _translator: Translator) -> str:
    return card.opportunity.evidence[0].sentence if card.opportunity.evidence else ""


def _owners(card: Card, _translator: Translator) -> str:
    return ", ".join(one_line(owner, NAME) for owner in card.opportunity.owners)


def _links(evidence: Iterable[Evidence]) -> list[str]:
    """Return the safe addresses of evidence, each once."""
    return list(dict.fromkeys(link for one in evidence if (link := safe_link(one.url))))


def _link(place: int) -> Callable[[Card, Translator], Cell]:
    def cell(card: Card, _translator: Translator) -> Cell:
        found = _links(card.opportunity.evidence)
        return found[place] if place < len(found) else None

    return cell


_EVIDENCE: Sequence[Told[Card]] = (
    (mark("Evidence"), 60, _sentence),
    (mark("Independent publishers"), 24, _owners),
    (mark("First address"), 40, _link(0)),
    (mark("Second address"), 40, _link(1)),
    (mark("Third address"), 40, _link(_LINKS - 1)),
    (mark("Id"), 22, lambda c, _: c.opportunity.id),
)
