"""Are the right families of solutions among those suggested for pain points nobody has seen?

    python -m benchmarks.families

Recall of the families that a reader of the library called right (tests/quality/unseen), among
the twelve that a plan holds; nothing but title, description and area is given, then no area.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import platformdirs

from benchmarks.graded_sets import QUALITY, held_back
from watch import match
from watch.config import read_solutions
from watch.model import PainId
from watch.protocols import Embedder
from watch.service.evaluation import read_graded
from watch.understand.embedding import load_view


def right_families() -> dict[PainId, list[str]]:
    """Return what a reader of the library would study first, where there is anything."""
    lines = (QUALITY / "unseen" / "families.jsonl").read_text(encoding="utf-8").splitlines()
    found = (json.loads(line) for line in lines)
    return {PainId(row["pain"]): row["right"] for row in found if row["right"]}


def recalls(
    embedders: Sequence[Embedder], *, areas: bool = True
) -> tuple[dict[PainId, float], Mapping[PainId, str]]:
    """Return the share of right families in each plan, and the language of each pain point.

    Args:
        areas: Whether the area of a pain point is told.
    """
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    library = match.load_library(read_solutions(), embedders, cache / "library")
    data = read_graded(QUALITY / "unseen")
    found: dict[PainId, float] = {}
    right = right_families()
    for pain in data.pains:
        if pain.id in right:
            told = pain if areas else replace(pain, area="")
            plan = match.plan(told, data.languages[pain.id], library, embedders)
            chosen = {solution.id for solution, _ in plan.families}
            found[pain.id] = len(chosen & set(right[pain.id])) / len(right[pain.id])
    return found, data.languages


def main() -> None:
    """Print the table."""
    embedders = [load_view("use"), load_view("e5")]
    for areas in (True, False):
        print("area told" if areas else "no area told")
        _print_table(*recalls(embedders, areas=areas))


def _print_table(found: Mapping[PainId, float], languages: Mapping[PainId, str]) -> None:
    groups: dict[str, Callable[[PainId], bool]] = {
        "all": lambda _: True,
        "not held back": lambda pain: not held_back(pain),
        "held back": held_back,
        "in French": lambda pain: languages[pain] == "fr",
        "in English": lambda pain: languages[pain] == "en",
    }
    for name, belongs in groups.items():
        shares = [share for pain, share in found.items() if belongs(pain)]
        error = np.std(shares) / len(shares) ** 0.5
        print(f"{name:16}{len(shares):3} pain points  R@12 {np.mean(shares):.3f} ± {error:.3f}")


if __name__ == "__main__":
    main()
