"""The pain points that were stated, and how each is searched for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.solutions import planned_object, shown_families
from watch.model import PainPoint
from watch.service import PainPlan
from watch.wording import Translator, area_name, need_phrase, one_line


def shown_pains(
    screen: Screen, pains: Sequence[PainPoint], currency: str, translator: Translator
) -> None:
    """Print the pain points, each with what was said of it."""
    for position, pain in enumerate(pains, start=1):
        screen.paragraph(one_line(pain.title, 300), indent=5, style="bold", margin=f"{position:>3}")
        said = " · ".join(_said(pain, currency, translator))
        if said:
            screen.paragraph(said, indent=5)
        if pain.kpi:
            label = translator.translate("Measured by:")
            screen.paragraph(one_line(pain.kpi, 200), indent=5, label=label)
        screen.line()


def plan_object(plan: PainPlan, translator: Translator) -> dict[str, Any]:
    """Return a pain point and how it is searched for as JSON; the need is out of 20."""
    return {
        "pain": plan.pain,
        "need": round(20 * plan.need, 1),
        "families": [planned_object(family, translator) for family in plan.families],
        "suggested_keywords": plan.suggested_keywords(translator.language),
        "unknown": plan.unknown,
    }


def shown_plan(screen: Screen, plan: PainPlan, currency: str, translator: Translator) -> None:
    """Print what was stated of one pain point, then how it is searched for."""
    pain = plan.pain
    screen.paragraph(one_line(pain.title, 300), style="bold")
    about = [pain.id, *_said(pain, currency, translator), need_phrase(plan.need, translator)]
    screen.paragraph(" · ".join(about), style="dim")
    if pain.description:
        screen.paragraph(one_line(pain.description, 5000))
    for label, text in _facts(pain, translator):
        screen.paragraph(text, label=label)
    screen.line()
    screen.paragraph(translator.translate("How it is searched for"), style="bold")
    shown_families(screen, plan.families, translator)
    screen.paragraph(
        translator.translate("✓ marks what you chose; the library suggests the rest."), style="dim"
    )
    screen.line()
    for label, texts in _lists(plan, translator):
        for text in texts:
            screen.paragraph(text, label=label)
    for name in plan.unknown:
        screen.note(translator.translate("No family of solutions is called {name}.", name=name))


def _facts(pain: PainPoint, translator: Translator) -> Iterator[tuple[str, str]]:
    if pain.department:
        yield translator.translate("Department:"), one_line(pain.department, 80)
    if pain.kpi:
        yield translator.translate("Measured by:"), one_line(pain.kpi, 200)
    horizon = translator.plural("{n} month", "{n} months", pain.horizon_months)
    yield translator.translate("Horizon:"), horizon


def _lists(plan: PainPlan, translator: Translator) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each list with its label: words in one line, sentences one by one."""
    pain, language = plan.pain, translator.language
    yield translator.translate("Your solution:"), pain.sketches
    yield translator.translate("Your keywords:"), _one(pain.keywords)
    yield translator.translate("Suggested keywords:"), _one(plan.suggested_keywords(language))
    yield translator.translate("Excluded:"), _one(pain.exclusions)
    refused = [f"{solution.name[language]} ({solution.id})" for solution in plan.refused]
    yield translator.translate("Refused:"), refused


def _one(words: Sequence[str]) -> tuple[str, ...]:
    return (", ".join(words),) if words else ()


def _said(pain: PainPoint, currency: str, translator: Translator) -> Iterator[str]:
    for text in (area_name(pain.area, translator), pain.owner or pain.department):
        if text:
            yield one_line(text, 80)
    if pain.yearly_cost:
        cost = translator.money(pain.yearly_cost, currency)
        yield translator.translate("{cost} a year", cost=cost)
    yield translator.translate(
        "importance {importance}/10, satisfaction {satisfaction}/10",
        importance=pain.importance,
        satisfaction=pain.satisfaction,
    )
