"""The decision ledger → a table: one row for each of its rows, undone ones included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from watch.deliver.exports.table import NAME, TITLE, Table, Told, filled
from watch.model import Card, Decision, PilotResult
from watch.wording import Translator, mark, name_of, one_line, row_phrase

_NOTHING = PilotResult()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the ledger with the card that it is about."""

    decision: Decision
    card: Card
    currency: str
    zone: ZoneInfo

    @property
    def result(self) -> PilotResult:
        return self.decision.result or _NOTHING


def ledger_table(
    cards: Iterable[Card], translator: Translator, timezone: str, currency: str
) -> Table:
    """Return every row of the ledger, in the order of their numbers.

    Args:
        cards: Of every opportunity that a row is about, those merged into another included.
        translator: The reader's.
        timezone: In which days and clock times are told.
        currency: The company's.
    """
    zone = ZoneInfo(timezone)
    rows = [
        _Row(decision=decision, card=card, currency=currency, zone=zone)
        for card in cards
        for decision in card.history
    ]
    rows.sort(key=lambda row: row.decision.number)
    return filled(mark("Decisions"), (*_WHO, *_WHAT, *_RESULT, *_FROM), rows, translator)


def _day(row: _Row, _translator: Translator) -> date:
    return row.decision.at.astimezone(row.zone).date()


def _time(row: _Row, _translator: Translator) -> str:
    return f"{row.decision.at.astimezone(row.zone):%H:%M}"


def _counts(row: _Row, translator: Translator) -> str:
    undone = row.decision.number in row.card.undone
    return translator.translate("no") if undone else translator.translate("yes")


_WHO: Sequence[Told[_Row]] = (
    (mark("Number"), 8, lambda r, _: r.decision.number),
    (mark("Day"), 12, _day),
    (mark("Clock time"), 8, _time),
    (mark("Who"), 18, lambda r, _: one_line(r.decision.by, NAME)),
    (mark("Opportunity"), 60, lambda r, _: one_line(r.card.opportunity.title, TITLE)),
    (mark("Pain point"), 32, lambda r, _: one_line(r.card.opportunity.pain_title, TITLE)),
)

_WHAT: Sequence[Told[_Row]] = (
    (mark("Act"), 16, lambda r, t: name_of(r.decision.act, t)),
    (mark("What was done"), 48, lambda r, t: row_phrase(r.decision, t, r.currency)),
    (mark("Status before"), 14, lambda r, t: name_of(r.decision.before, t)),
    (mark("Status"), 14, lambda r, t: name_of(r.decision.status, t) if r.decision.status else None),
    (mark("Reason"), 20, lambda r, t: name_of(r.decision.reason, t) if r.decision.reason else None),
    (mark("Owner"), 20, lambda r, _: one_line(r.decision.owner, NAME)),
    (mark("Department"), 20, lambda r, _: one_line(r.decision.department, NAME)),
    (mark("Due on"), 12, lambda r, _: r.decision.due_on),
    (mark("Next step"), 32, lambda r, _: r.decision.next_step),
    (mark("Note"), 40, lambda r, _: r.decision.note),
    (mark("Still counts"), 10, _counts),
)

_RESULT: Sequence[Told[_Row]] = (
    (mark("Pilot begun on"), 12, lambda r, _: r.result.started_on),
    (mark("Pilot ended on"), 12, lambda r, _: r.result.ended_on),
    (mark("Indicator"), 20, lambda r, _: one_line(r.result.kpi, NAME)),
    (mark("Indicator before"), 12, lambda r, _: r.result.kpi_before),
    (mark("Indicator after"), 12, lambda r, _: r.result.kpi_after),
    (mark("Gain in a year"), 14, lambda r, _: r.result.yearly_gain),
)

_FROM: Sequence[Told[_Row]] = (
    (mark("Edition"), 12, lambda r, _: r.decision.week),
    (mark("Place in it"), 8, lambda r, _: r.decision.rank or None),
    (mark("Id"), 22, lambda r, _: r.decision.opportunity_id),
)
