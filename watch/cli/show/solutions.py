"""Families of solutions: the library, one of them, those that a pain point is searched for by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from watch.cli.screen import Screen
from watch.model import Solution
from watch.service import PlannedFamily
from watch.wording import Translator, area_name, in_sentence, one_line, trait_name, weight_phrase

_NAME, _TEXT = 120, 600
_BAR = 10
"""Columns of a weight of one."""

_INDENT = 22
"""Mark, bar and percentage stand before a name."""


def family_object(solution: Solution, translator: Translator) -> dict[str, Any]:
    """Return what a list tells of a family as JSON, its name in the reader's language."""
    return {
        "id": solution.id,
        "name": solution.name[translator.language],
        "area": solution.area,
        "kind": solution.kind,
        "maturity": solution.maturity,
        "effort": solution.effort,
    }


def solution_object(solution: Solution, translator: Translator) -> dict[str, Any]:
    """Return the whole of a family as JSON, in the reader's language."""
    language = translator.language
    return family_object(solution, translator) | {
        "problems": solution.problems[language],
        "sketch": solution.sketch[language],
        "keywords": solution.keywords[language],
        "gains": solution.gains[language],
        "kpis": solution.kpis[language],
    }


def planned_object(family: PlannedFamily, translator: Translator) -> dict[str, Any]:
    """Return a family of a plan as JSON."""
    return {
        "id": family.solution.id,
        "name": family.solution.name[translator.language],
        "weight": round(family.weight, 4),
        "chosen": family.chosen,
    }


def shown_library(screen: Screen, solutions: Sequence[Solution], translator: Translator) -> None:
    """Print families under their areas, each with its id, kind, maturity and effort."""
    for area, families in groupby(solutions, key=lambda solution: solution.area):
        screen.paragraph(area_name(area, translator), style="bold")
        for solution in families:
            screen.paragraph(one_line(solution.name[translator.language], _NAME), indent=2)
            screen.paragraph(
                f"{solution.id} · {_traits(solution, translator)}", indent=4, style="dim"
            )
        screen.line()
    screen.paragraph(
        translator.plural("{n} family of solutions", "{n} families of solutions", len(solutions))
    )


def shown_solution(screen: Screen, solution: Solution, translator: Translator) -> None:
    """Print all that the library holds of a family, in the reader's language."""
    language = translator.language
    screen.paragraph(one_line(solution.name[language], _NAME), style="bold")
    about = f"{area_name(solution.area, translator)} · {_traits(solution, translator)}"
    screen.paragraph(f"{solution.id} · {about}", style="dim")
    screen.line()
    screen.paragraph(
        one_line(solution.sketch[language], _TEXT),
        label=translator.translate("As news would tell it:"),
    )
    _listed(screen, translator.translate("Problems it answers"), solution.problems[language])
    _listed(screen, translator.translate("Typical gains"), solution.gains[language])
    _listed(screen, translator.translate("Indicators"), solution.kpis[language])
    screen.line()
    words = ", ".join(solution.keywords[language])
    screen.paragraph(words, label=translator.translate("Keywords:"))


def shown_families(
    screen: Screen, families: Iterable[PlannedFamily], translator: Translator
) -> None:
    """Print families by falling weight, as bars; a tick marks those the company chose."""
    for family in families:
        bar = "█" * round(_BAR * family.weight) or "▏"
        share = weight_phrase(family.weight, translator)
        tick = "✓" if family.chosen else ""
        name = one_line(family.solution.name[translator.language], _NAME)
        screen.paragraph(
            f"{name} · {family.solution.id}",
            indent=_INDENT,
            margin=f"  {tick:<2}{bar:<{_BAR}} {share:>6}",
        )


def _traits(solution: Solution, translator: Translator) -> str:
    traits = (solution.kind, solution.maturity, solution.effort)
    return " · ".join(in_sentence(trait_name(trait, translator)) for trait in traits)


def _listed(screen: Screen, title: str, texts: Iterable[str]) -> None:
    screen.line()
    screen.paragraph(title, style="bold")
    for text in texts:
        screen.paragraph(one_line(text, _TEXT), indent=4, margin="  –")
