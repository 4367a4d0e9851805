"""What happened in a quarter → the summary for who runs the company: every word, and no layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from watch.deliver.banner import banner
from watch.deliver.paper_room import fit
from watch.deliver.verbatim import NAME_LIMIT, spoken_as
from watch.model import (
    FOLLOWED,
    Act,
    CardHead,
    Company,
    Decision,
    OpportunityId,
    Outcomes,
    PainYield,
    Pilot,
    Quarter,
    Reason,
    Standing,
    Status,
)
from watch.wording import (
    Translator,
    days_late,
    in_sentence,
    mark,
    name_of,
    one_line,
    result_phrase,
)

_TITLE, _SAID, _PAIN, _STEP = 100, 118, 100, 70
"""In letters of ordinary width: a title and what is said of it take one line each."""

_DECISIONS, _PILOTS, _FOLLOWED, _PAINS = 8, 6, 8, 12
"""Rows of each part: what the two pages hold; the rest is counted, and the board shows it."""

_NAMES = (
    mark("1st quarter of {year}"),
    mark("2nd quarter of {year}"),
    mark("3rd quarter of {year}"),
    mark("4th quarter of {year}"),
)

_FIRST = (Status.ADOPTED, Status.PILOT, Status.TO_STUDY, Status.ALREADY_DONE, Status.WATCHING)
"""Decisions in the order in which they commit the company; what was rejected is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterRecord:
    """What a summary is made of, as it stood at the end of the quarter.

    Attributes:
        now: When it is made, in the company's time zone, in which days are told.
        outcomes: Of the editions of the quarter.
        open_count: How many of these are not frozen yet: at most the last.
        decisions: The rows of the quarter that count, in the order of the ledger.
        standings: Where everything stood at the end of the quarter, or stands now.
        heads: What each opportunity is.
        example: Whether the company and all about it is invented.
    """

    quarter: Quarter
    company: Company
    now: datetime
    outcomes: Outcomes
    decisions: Sequence[Decision]
    standings: Mapping[OpportunityId, Standing]
    heads: Mapping[OpportunityId, CardHead] = field(default_factory=dict)
    open_count: int = 0
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An opportunity in a list: its title in its ``language``, and what is said of it."""

    title: str
    language: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainLine:
    """How a pain point was covered: shown, retained, tried, adopted, gain a year."""

    title: str
    shown: str
    kept: str
    pilots: str
    adopted: str
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Lines under a heading, and how many there are besides; ``none`` is said of an empty list."""

    heading: str
    lines: tuple[Line, ...]
    rest: str
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSummary:
    """The summary of a quarter, in one language; ``banner`` is empty but for an example."""

    language: str
    banner: str
    title: str
    company: str
    period: str
    made: str
    bottom_line: tuple[str, ...]
    lists: tuple[Listed, ...]
    rejected: str
    pains: tuple[PainLine, ...]
    pains_rest: str


def compose_quarter(record: QuarterRecord, translator: Translator) -> QuarterSummary:
    """Return what the summary of a quarter says."""
    quarter = record.quarter
    named = translator.translate(_NAMES[quarter.number - 1], year=str(quarter.year))
    pains = sorted(record.outcomes.pains, key=lambda p: (-p.shown, -p.kept))
    rest = len(pains) - _PAINS
    return QuarterSummary(
        language=translator.language,
        banner=banner(translator, example=record.example),
        title=translator.translate("Operations watch, {quarter}", quarter=named),
        company=one_line(record.company.name, NAME_LIMIT),
        period=f"{translator.day(quarter.first_on)} – {translator.day(quarter.last_on)}",
        made=translator.translate("Made by techwatch on {day}", day=translator.day(record.now)),
        bottom_line=tuple(_bottom_line(record, translator)),
        lists=(
            _decisions(record, translator),
            _pilots(record, translator),
            _followed(record, translator),
        ),
        rejected=_rejected(record, translator),
        pains=tuple(_pain(pain, record.company, translator) for pain in pains[:_PAINS]),
        pains_rest=_rest(rest, translator),
    )


def _bottom_line(record: QuarterRecord, translator: Translator) -> Iterator[str]:
    editions = record.outcomes.editions
    shown, yes = sum(one.shown for one in editions), sum(one.yes for one in editions)
    weeks = _lists(len(editions), record.open_count, translator)
    told = translator.plural("{n} opportunity", "{n} opportunities", shown)
    yield translator.translate("{lists} showed {opportunities}.", lists=weeks, opportunities=told)
    if shown:
        share = translator.percent(round(yes / shown, 2))
        yield translator.plural(
            "{n} was judged worth showing ({share}).",
            "{n} were judged worth showing ({share}).",
            yes,
            share=share,
        )
    gain = record.outcomes.yearly_gain
    if gain:
        worth = translator.money(gain, record.company.currency)
        yield translator.translate("Gains measured so far: {gain} a year.", gain=worth)


def _lists(count: int, open_count: int, translator: Translator) -> str:
    if open_count:
        return translator.plural(
            "{n} weekly list, still open,", "{n} weekly lists, the last still open,", count
        )
    return translator.plural("{n} weekly list", "{n} weekly lists", count)


def _decisions(record: QuarterRecord, translator: Translator) -> Listed:
    last = {row.opportunity_id: row for row in record.decisions if row.act is Act.DECIDE}
    taken = [row for row in last.values() if row.status in _FIRST]
    taken.sort(key=lambda row: (_FIRST.index(row.status or Status.NEW), -row.at.timestamp()))
    zone = record.now.tzinfo
    return Listed(
        heading=translator.translate("Decisions taken"),
        lines=tuple(
            _line(row.opportunity_id, record, _decided(row, record, zone, translator))
            for row in taken[:_DECISIONS]
        ),
        rest=_rest(len(taken) - _DECISIONS, translator),
        none=translator.translate("Nothing was decided in this quarter."),
    )


def _decided(
    row: Decision, record: QuarterRecord, zone: tzinfo | None, translator: Translator
) -> str:
    status = name_of(row.status or row.before, translator)
    owner = one_line(row.owner or _standing(record, row.opportunity_id).owner, NAME_LIMIT)
    day = translator.day(row.at.astimezone(zone))
    return " · ".join(part for part in (status, day, owner) if part)


def _pilots(record: QuarterRecord, translator: Translator) -> Listed:
    tried = sorted(record.outcomes.pilots, key=lambda p: (-p.yearly_gain, p.opportunity_id))
    return Listed(
        heading=translator.translate("Pilots and gains"),
        lines=tuple(
            _line(pilot.opportunity_id, record, _pilot(pilot, record, translator), pilot.title)
            for pilot in tried[:_PILOTS]
        ),
        rest=_rest(len(tried) - _PILOTS, translator),
        none=translator.translate("No pilot was begun yet."),
    )


def _pilot(pilot: Pilot, record: QuarterRecord, translator: Translator) -> str:
    result = one_line(result_phrase(pilot.result, translator, record.company.currency), _STEP)
    return " · ".join(part for part in (name_of(pilot.status, translator), result) if part)


def _followed(record: QuarterRecord, translator: Translator) -> Listed:
    today = min(record.now.date(), record.quarter.last_on)
    kept = [s for s in record.standings.values() if s.status in FOLLOWED and not s.merged_into]
    kept.sort(key=lambda s: (-days_late(s, today), s.due_on or date.max, s.opportunity_id))
    return Listed(
        heading=translator.translate("Followed opportunities"),
        lines=tuple(
            _line(one.opportunity_id, record, _follow(one, today, translator))
            for one in kept[:_FOLLOWED]
        ),
        rest=_rest(len(kept) - _FOLLOWED, translator),
        none=translator.translate("Nothing is followed."),
    )


def _follow(standing: Standing, today: date, translator: Translator) -> str:
    late = days_late(standing, today)
    due = translator.day(standing.due_on) if standing.due_on else ""
    parts = (
        name_of(standing.status, translator),
        one_line(standing.owner, NAME_LIMIT),
        translator.translate("due {day}", day=due) if due and standing.status in _AT_WORK else "",
        translator.plural("{n} day late", "{n} days late", late) if late else "",
        one_line(standing.next_step, _STEP),
    )
    return " · ".join(part for part in parts if part)


_AT_WORK = frozenset({Status.TO_STUDY, Status.PILOT})


def _rejected(record: QuarterRecord, translator: Translator) -> str:
    """Return how many were rejected in the quarter, and why."""
    last = {row.opportunity_id: row for row in record.decisions if row.act is Act.DECIDE}
    counts = Counter(row.reason for row in last.values() if row.status is Status.REJECTED)
    if not counts:
        return translator.translate("Nothing was rejected in this quarter.")
    reasons = [(reason, counts[reason]) for reason in Reason if counts[reason]]
    reasons.sort(key=lambda found: -found[1])
    told = ", ".join(
        f"{in_sentence(name_of(reason, translator))}\u00a0({translator.number(count)})"
        for reason, count in reasons
    )
    said = translator.plural("{n} rejected", "{n} rejected", counts.total())
    return translator.translate("{kind}: {told}", kind=said, told=told) + "."


def _pain(pain: PainYield, company: Company, translator: Translator) -> PainLine:
    gain = translator.money(pain.yearly_gain, company.currency) if pain.yearly_gain else "—"
    return PainLine(
        title=fit(pain.pain_title, _PAIN),
        shown=translator.number(pain.shown),
        kept=translator.number(pain.kept),
        pilots=translator.number(pain.pilots),
        adopted=translator.number(pain.adopted),
        gain=gain,
    )


def _line(name: OpportunityId, record: QuarterRecord, said: str, title: str = "") -> Line:
    head = record.heads.get(name)
    language = head.language if head else ""
    written = fit(head.title if head else title or name, _TITLE)
    return Line(title=spoken_as(written, language), language=language, said=fit(said, _SAID))


def _standing(record: QuarterRecord, name: OpportunityId) -> Standing:
    return record.standings.get(name) or Standing(opportunity_id=name)


def _rest(count: int, translator: Translator) -> str:
    return translator.plural("and {n} more", "and {n} more", count) if count > 0 else ""
