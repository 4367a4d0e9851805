"""The graded sets that the ranking is developed and judged on.

Development: 20 pain points over real articles, graded with the shared data, and further grades of
ours (tests/quality/more_grades.tsv). Unseen: 72 pain points of our own (tests/quality/unseen)
over the same articles and 418 written ones; a third of them is held back from every choice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from watch.model import PainId
from watch.service.evaluation import GradedSet, read_graded

SHARED = Path(os.environ.get("TECHWATCH_SHARED", Path(__file__).parents[2] / "shared"))
QUALITY = Path(__file__).parents[1] / "tests" / "quality"


def development() -> GradedSet:
    """Return the 20 pain points of the shared set, with our further grades."""
    data = read_graded(SHARED / "data" / "relevance" / "painpoints_dev")
    return _graded_further(data)


def unseen(known: GradedSet) -> GradedSet:
    """Return our 72 pain points over the articles of the shared set and those written for them."""
    own = read_graded(QUALITY / "unseen")
    first = len(known.articles)
    shifted = {
        pain: {first + row: grade for row, grade in found.items()}
        for pain, found in own.grades.items()
    }
    joined = replace(
        own,
        articles=[*known.articles, *own.articles],
        given_ids=[*known.given_ids, *own.given_ids],
        grades=shifted,
        present_at=max(known.present_at, own.present_at),
    )
    return _graded_further(joined)


def held_back(pain: PainId) -> bool:
    """Tell whether nothing may be chosen by an unseen pain point: every third is held back."""
    return int(pain[1:]) % 3 == 0


def only(data: GradedSet, wanted: Callable[[PainId], bool]) -> GradedSet:
    """Return a set with some of its pain points."""
    return replace(data, pains=[pain for pain in data.pains if wanted(pain.id)])


def _graded_further(data: GradedSet) -> GradedSet:
    rows = {given: row for row, given in enumerate(data.given_ids)}
    pains = {pain.id for pain in data.pains}
    grades = {pain: dict(data.grades.get(pain, {})) for pain in pains}
    for pain, article, grade in _further():
        if pain in pains:
            grades[pain].setdefault(rows[article], grade)
    return replace(data, grades=grades)


def _further() -> Iterator[tuple[PainId, str, int]]:
    lines = (QUALITY / "more_grades.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        pain, article, grade = line.split("\t")
        yield PainId(pain), article, int(grade)
