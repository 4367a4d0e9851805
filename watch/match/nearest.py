"""Articles → the family of solutions that each is nearest to by meaning, and how near."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from watch.match.corpus import centred, centred_products, unit
from watch.match.library import LibraryView
from watch.protocols import Matrix

ABOUT = 0.26
"""Nearness from which an article is about the matter of a family. Of 5,235 captured articles,
hardly any about operations, 4 % pass, of 418 written about operations 41 %. Of the opportunities
among those, 48 % have a family that a reader called right or useful for their pain point and 59 %
an area of such a family, among 496 and 21 (tests/quality/unseen, view ``use``). At .22 it is 14 %,
72 %, 42 % and 53 %; at .30 it is 1 %, 16 %, 68 % and 66 %."""

_FEW = 30
"""Articles of a language that weigh as much as knowing nothing, as in ``index.whitening``."""

_BATCH = 8_192
"""Rows looked at together: 16 MB for 500 families."""


def nearest_families(
    matrix: Matrix,
    languages: Sequence[str],
    view: LibraryView,
    advance: Callable[[int], object] = lambda _: None,
) -> tuple[npt.NDArray[np.int64], Matrix]:
    """Return the place of the nearest family of each article, and how near it is.

    Nearness is the mean cosine to the family's sketches and to its problems, less that of the
    usual article of the same language: what half the press writes about is near to nothing.

    Args:
        matrix: Unit rows, of the view that ``view`` is.
        languages: Of the rows.
        advance: Told how many rows were looked at.

    Shapes:
        both ``(len(matrix),)``.
    """
    sides = _sides(view)
    tags = np.asarray(languages)
    usual = {
        language: np.mean([_usual(matrix[tags == language], language, *side) for side in sides], 0)
        for language in set(languages)
    }
    places = np.zeros(len(matrix), dtype=np.int64)
    nearest = np.zeros(len(matrix), dtype=np.float32)
    for start in range(0, len(matrix), _BATCH):
        rows = slice(start, start + _BATCH)
        near = nearness(matrix[rows], languages[rows], view).T
        near = near - np.stack([usual[language] for language in languages[rows]])
        places[rows] = near.argmax(axis=1)
        nearest[rows] = near.max(axis=1)
        advance(len(near))
    return places, nearest


def nearness(matrix: Matrix, languages: Sequence[str], view: LibraryView) -> Matrix:
    """Return the mean cosine of texts to each family's sketches and to its problems.

    Args:
        matrix: Unit rows, of the view that ``view`` is.
        languages: Of the rows.

    Shapes:
        ``(families, len(matrix))``.
    """
    found = [centred_products(matrix, languages, means, vectors) for vectors, means in _sides(view)]
    return np.asarray(np.mean(found, axis=0), dtype=np.float32)


def _sides(view: LibraryView) -> tuple[tuple[Matrix, Mapping[str, Matrix]], ...]:
    """Return what a family is about, by its solution and by its problems."""
    stated = unit(view.problems.mean(axis=1))
    return (view.solutions, view.sketch_means), (stated, view.problem_means)


def _usual(matrix: Matrix, language: str, vectors: Matrix, means: Mapping[str, Matrix]) -> Matrix:
    """Return how near the mean article of a language is to each family."""
    total = np.zeros(matrix.shape[1], dtype=np.float32)
    for start in range(0, len(matrix), _BATCH):
        part = matrix[start : start + _BATCH]
        total += centred(part, [language] * len(part), means).sum(axis=0)
    return np.asarray(vectors @ total / (len(matrix) + _FEW))
