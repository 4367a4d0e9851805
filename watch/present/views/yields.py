"""Outcomes → tables and bars: what the lists gave, by week, pain point and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watch.model import DecisionYield, Outcomes, PainYield, Pilot, SourceYield
from watch.present.views.stamp import TONES
from watch.wording import Translator, name_of, one_line

_TITLE_LIMIT = 140
_NAME_LIMIT = 80
_BEST = 3
"""Publishers named in the answer."""

_NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """What was decided from one edition; ``bands`` are shares of what it showed, in percent."""

    week: str
    shown: str
    bands: tuple[tuple[str, float], ...]
    told: str
    rate: str
    rate_percent: float
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainYieldRow:
    """What became of the opportunities of one pain point."""

    title: str
    kept_percent: float
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYieldRow:
    """What the sources of one owner gave."""

    owner: str
    names: str
    share: str
    share_percent: float
    shown: int
    kept: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """An opportunity that was tried, and what that gave."""

    id: str
    title: str
    status: str
    tone: str
    kpi: str
    before: str
    after: str
    change: str
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YieldsView:
    """Everything that is told of what the lists gave, but for its lead."""

    answer: str
    sources_answer: str
    weeks: tuple[WeekRow, ...]
    pains: tuple[PainYieldRow, ...]
    sources: tuple[SourceYieldRow, ...]
    silent_sources: int
    pilots: tuple[PilotRow, ...]


def yields_view(outcomes: Outcomes, currency: str, translator: Translator) -> YieldsView:
    """Return the results; sources that were never shown are only counted."""
    shown = [one for one in outcomes.sources if one.shown]
    return YieldsView(
        answer=_answer(outcomes, translator),
        sources_answer=_sources_answer(shown, translator),
        weeks=tuple(_week(one, translator) for one in outcomes.editions),
        pains=tuple(_pain(one, currency, translator) for one in outcomes.pains),
        sources=tuple(_source(one, translator) for one in shown),
        silent_sources=len(outcomes.sources) - len(shown),
        pilots=tuple(_pilot(one, currency, translator) for one in outcomes.pilots),
    )


def yields_lead(outcomes: Outcomes, currency: str, translator: Translator) -> str:
    """Return in one sentence what all lists gave; nothing before the first was frozen."""
    if not outcomes.editions:
        return ""
    decided = sum(one.decided for one in outcomes.editions)
    shown = sum(one.shown for one in outcomes.editions)
    counts = {
        "lists": translator.plural("{n} frozen list", "{n} frozen lists", len(outcomes.editions)),
        "shown": translator.plural("{n} opportunity shown", "{n} opportunities shown", shown),
        "decided": translator.plural("{n} decided", "{n} decided", decided),
    }
    said = translator.translate("{lists}, {shown}, {decided}.", **counts)
    if not outcomes.yearly_gain:
        return said
    gain = translator.money(outcomes.yearly_gain, currency)
    return f"{said} {translator.translate('Measured gain: {gain} a year.', gain=gain)}"


def _answer(outcomes: Outcomes, translator: Translator) -> str:
    """Return in words whether the lists were worth reading."""
    shown = sum(one.shown for one in outcomes.editions)
    if not shown or not any(one.decided for one in outcomes.editions):
        return translator.translate("Nothing was decided yet, so it cannot be said.")
    rate = sum(one.yes for one in outcomes.editions) / shown
    return translator.translate(
        "{percent} of what was shown was worth a study, a pilot or a watch.",
        percent=translator.percent(round(rate, 2)),
    )


def _sources_answer(shown: Sequence[SourceYield], translator: Translator) -> str:
    """Return in words which sources gave what was kept."""
    kept = [one for one in shown if one.kept]
    if not kept:
        return translator.translate("Nothing was kept yet, so it cannot be said.")
    best = ", ".join(one_line(one.owner, _NAME_LIMIT) for one in kept[:_BEST])
    return translator.plural(
        "{n} publisher is behind what was kept, before all: {best}.",
        "{n} publishers are behind what was kept, before all: {best}.",
        len(kept),
        best=best,
    )


def _week(one: DecisionYield, translator: Translator) -> WeekRow:
    shares = {"good": one.yes, "fair": one.known, "bad": one.no}
    days = one.median_days
    return WeekRow(
        week=_capital(translator.week_number(one.week)),
        shown=translator.number(one.shown),
        bands=tuple((tone, 100.0 * n / one.shown) for tone, n in shares.items() if n),
        told=", ".join(_verdicts(one, translator)) or translator.translate("nothing decided"),
        rate=_NONE
        if one.rate is None or not one.decided
        else translator.percent(round(one.rate, 2)),
        rate_percent=100 * (one.rate or 0.0),
        days=_NONE if days is None else translator.number(round(days, 1)),
    )


def _verdicts(one: DecisionYield, translator: Translator) -> Iterator[str]:
    if one.yes:
        yield translator.plural("{n} yes", "{n} yes", one.yes)
    if one.known:
        yield translator.plural("{n} known before", "{n} known before", one.known)
    if one.no:
        yield translator.plural("{n} no", "{n} no", one.no)
    open_count = one.shown - one.decided
    if open_count and one.decided:
        yield translator.plural("{n} undecided", "{n} undecided", open_count)


def _pain(one: PainYield, currency: str, translator: Translator) -> PainYieldRow:
    counts = (one.shown, one.kept, one.pilots, one.adopted)
    gain = translator.money(one.yearly_gain, currency) if one.yearly_gain else _NONE
    return PainYieldRow(
        title=one_line(one.pain_title, _TITLE_LIMIT),
        kept_percent=100.0 * one.kept / one.shown if one.shown else 0.0,
        cells=(*(translator.number(n) for n in counts), gain),
    )


def _source(one: SourceYield, translator: Translator) -> SourceYieldRow:
    names = ", ".join(one_line(name, _NAME_LIMIT) for name in one.names if name != one.owner)
    return SourceYieldRow(
        owner=one_line(one.owner, _NAME_LIMIT),
        names=one_line(names, _TITLE_LIMIT),
        share=translator.percent(round(one.share, 2)),
        share_percent=100.0 * one.share,
        shown=one.shown,
        kept=one.kept,
        cells=tuple(translator.number(n) for n in (one.articles, one.shown, one.kept)),
    )


def _pilot(one: Pilot, currency: str, translator: Translator) -> PilotRow:
    result, change = one.result, one.change_percent
    return PilotRow(
        id=one.opportunity_id,
        title=one_line(one.title, _TITLE_LIMIT) or _NONE,
        status=name_of(one.status, translator),
        tone=TONES[one.status],
        kpi=one_line(result.kpi, _NAME_LIMIT) or _NONE,
        before=_figure(result.kpi_before, translator),
        after=_figure(result.kpi_after, translator),
        change=_signed(change, translator) if change is not None else "",
        gain=translator.money(result.yearly_gain, currency) if result.yearly_gain else _NONE,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _figure(value: float | None, translator: Translator) -> str:
    return _NONE if value is None else translator.number(value)


def _signed(percent: float, translator: Translator) -> str:
    sign = "+" if percent > 0 else "−" if percent < 0 else ""
    return f"{sign}{translator.percent(round(abs(percent) / 100, 2))}"
