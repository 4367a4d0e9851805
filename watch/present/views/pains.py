"""Pain points → how much each one calls for something, the most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watch.model import Coverage, Edition, PainId, PainPoint
from watch.present.views.pain_preview import coverage_said
from watch.service import PainPlan
from watch.wording import Translator, area_name, one_line, weight_phrase
from watch.wording.explain import need_phrase

_TITLE_LIMIT = 180
_TEXT_LIMIT = 900
_NAME_LIMIT = 120
_BAR_LIMIT = 90
"""Characters of a title above its bar: two lines of a phone."""

_BARS = 12
"""Bars of the chart: companies state eight to twelve pain points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """A family of solutions that a pain point is searched for by."""

    name: str
    percent: int
    weight: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRow:
    """A pain point as the company stated it, and what this week brought for it.

    ``coverage`` may be empty; ``covered`` tells whether enough sources answer.
    """

    id: PainId
    title: str
    description: str
    area: str
    importance: str
    importance_percent: int
    satisfaction: str
    satisfaction_percent: int
    need: str
    need_percent: int
    facts: tuple[tuple[str, str], ...]
    news: str
    families: tuple[FamilyRow, ...] = ()
    coverage: str = ""
    covered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedBar:
    """One bar: importance, and how far satisfaction stays behind it, of 20; their sum in words."""

    title: str
    importance: float
    unmet: float
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """Where it hurts most, as bars and in a sentence."""

    bars: tuple[NeedBar, ...]
    said: str


def need_view(pains: Sequence[PainPoint], translator: Translator) -> NeedView:
    """Return the pain points to compare, by falling need."""
    ranked = sorted(pains, key=lambda pain: -need(pain))[:_BARS]
    bars = tuple(
        NeedBar(
            title=one_line(pain.title, _BAR_LIMIT),
            importance=pain.importance,
            unmet=max(pain.importance - pain.satisfaction, 0.0),
            mark=translator.translate("{mark}/20", mark=round(20 * need(pain))),
        )
        for pain in ranked
    )
    parts = [
        translator.translate(
            "“{pain}” ({mark}/20)",
            pain=one_line(pain.title, _TITLE_LIMIT).rstrip(" ."),
            mark=round(20 * need(pain)),
        )
        for pain in ranked[:3]
    ]
    said = translator.translate("Most pressing: {listed}.", listed=", ".join(parts))
    return NeedView(bars=bars, said=said if parts else "")


def with_coverage(
    rows: Sequence[PainRow],
    covered: Sequence[Coverage],
    packs: Mapping[str, str],
    translator: Translator,
) -> tuple[PainRow, ...]:
    """Return the rows, each with how well its area is covered.

    Args:
        packs: Names of packs by id.
    """
    by_id = {one.pain_id: one for one in covered}

    def told(row: PainRow) -> PainRow:
        one = by_id.get(row.id)
        if one is None or not one.area:
            return row
        said, enough = coverage_said(one, [packs.get(name, name) for name in one.packs], translator)
        return replace(row, coverage=said, covered=enough)

    return tuple(map(told, rows))


def with_families(
    rows: Sequence[PainRow], plans: Sequence[PainPlan], translator: Translator
) -> tuple[PainRow, ...]:
    """Return the rows, each with what its pain point is searched for by.

    Args:
        plans: Of the same pain points, in the order of their file.
    """
    ranked = sorted(plans, key=lambda plan: -need(plan.pain))
    return tuple(
        replace(row, families=tuple(_families(plan, translator)))
        for row, plan in zip(rows, ranked, strict=True)
    )


def _families(plan: PainPlan, translator: Translator) -> Iterator[FamilyRow]:
    chosen, suggested = translator.translate("chosen by you"), translator.translate("suggested")
    for family in plan.families:
        yield FamilyRow(
            name=one_line(family.solution.name[translator.language], _NAME_LIMIT),
            percent=round(100 * family.weight),
            weight=weight_phrase(family.weight, translator),
            origin=chosen if family.chosen else suggested,
        )


def pain_rows(
    pains: Sequence[PainPoint], edition: Edition | None, currency: str, translator: Translator
) -> tuple[PainRow, ...]:
    """Return the pain points by falling need, otherwise in the order of the file."""
    listed = Counter(
        pain
        for opportunity in (edition.opportunities if edition else ())
        for pain in (opportunity.pain_id, *opportunity.other_pain_ids)
    )
    silent = {silence.pain_id for silence in (edition.silences if edition else ())}
    ranked = sorted(pains, key=lambda pain: -need(pain))
    return tuple(
        _row(
            pain,
            _news(listed[pain.id], translator, silent=pain.id in silent) if edition else "",
            currency,
            translator,
        )
        for pain in ranked
    )


def need(pain: PainPoint) -> float:
    """Return how much a pain point calls for a solution, in [0, 1].

    Source:
        Ulwick's opportunity algorithm, the one that ranking uses; a test holds them together.
    """
    return (pain.importance + max(pain.importance - pain.satisfaction, 0.0)) / 20.0


def _row(pain: PainPoint, news: str, currency: str, translator: Translator) -> PainRow:
    return PainRow(
        id=pain.id,
        title=one_line(pain.title, _TITLE_LIMIT),
        description=one_line(pain.description, _TEXT_LIMIT),
        area=one_line(area_name(pain.area, translator), _NAME_LIMIT),
        importance=translator.translate("{mark}/10", mark=pain.importance),
        importance_percent=round(10 * pain.importance),
        satisfaction=translator.translate("{mark}/10", mark=pain.satisfaction),
        satisfaction_percent=round(10 * pain.satisfaction),
        need=need_phrase(need(pain), translator),
        need_percent=round(100 * need(pain)),
        facts=tuple(fact for fact in _facts(pain, currency, translator) if fact[1]),
        news=news,
    )


def _facts(pain: PainPoint, currency: str, translator: Translator) -> tuple[tuple[str, str], ...]:
    cost = translator.money(pain.yearly_cost, currency) if pain.yearly_cost is not None else ""
    horizon = translator.plural("{n} month", "{n} months", pain.horizon_months)
    return (
        (translator.translate("Department"), one_line(pain.department, _NAME_LIMIT)),
        (translator.translate("Owner"), one_line(pain.owner, _NAME_LIMIT)),
        (translator.translate("Indicator"), one_line(pain.kpi, _TITLE_LIMIT)),
        (translator.translate("Cost per year"), cost),
        (translator.translate("Horizon"), horizon),
    )


def _news(listed: int, translator: Translator, *, silent: bool) -> str:
    """Return what the list has for a pain point; one stated since it was made was not read for."""
    if listed:
        return translator.plural("{n} opportunity this week", "{n} opportunities this week", listed)
    if silent:
        return translator.translate("nothing above the bar this week")
    return translator.translate("the next run looks for it")
