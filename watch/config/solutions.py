"""The solution library: what a company can do about a problem, one file per area."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import cast

from watch.config.forms import LibraryForm, SolutionForm
from watch.config.yaml_file import check, read_yaml
from watch.model import Solution


@cache
def read_solutions() -> tuple[Solution, ...]:
    """Return every family of the library that comes with techwatch, ordered by id.

    Raises:
        ConfigError: If a file of the library has a mistake.
    """
    folder = Path(str(resources.files("watch.config"))) / "solution_library"
    found: list[Solution] = []
    for path in sorted(folder.glob("*.yaml")):
        form = cast("LibraryForm", check(read_yaml(path), LibraryForm))
        found += [_solution(item, form.area) for item in form.families]
    return tuple(sorted(found, key=lambda solution: solution.id))


def _solution(item: SolutionForm, area: str) -> Solution:
    lists = {
        name: {
            language: tuple(texts) for language, texts in getattr(item, name).model_dump().items()
        }
        for name in ("problems", "keywords", "gains", "kpis")
    }
    return Solution(
        id=item.id,
        area=area,
        kind=item.kind,
        maturity=item.maturity,
        effort=item.effort,
        name=item.name.model_dump(),
        sketch=item.sketch.model_dump(),
        **lists,
    )
