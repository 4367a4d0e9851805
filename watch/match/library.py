"""The solution library as vectors: computed once per machine and view, then read back.

Three things are needed of each view: the families' problems, to find those that answer a pain;
their sketches, to find the articles that tell of them; and how a sketch differs from a problem,
which is the direction from "topic" to "opportunity".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from watch.match.corpus import centred, unit
from watch.match.kept_vectors import kept_vectors
from watch.match.lexical import TermIndex, term_index
from watch.model import LANGUAGES, ModelKey, Solution
from watch.protocols import Embedder, Matrix
from watch.text import stems

_SAMPLE = 3
"""Every third family is enough for the mean of all problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """The library seen by one model; language bias taken out of problems and sketches.

    Shapes:
        ``problems`` and ``sketches`` ``(families, languages, dimension)``;
        ``solutions`` ``(families, dimension)``: each family's sketches made one;
        ``solution_direction`` ``(dimension,)``.
    """

    problems: Matrix
    sketches: Matrix
    solutions: Matrix
    problem_means: dict[str, Matrix]
    sketch_means: dict[str, Matrix]
    solution_direction: Matrix

    def of_any_language(self, vectors: Matrix) -> Matrix:
        """Return vectors of texts, their language not told, made comparable with the sketches."""
        return unit(vectors - np.mean(list(self.sketch_means.values()), axis=0))


@dataclass(frozen=True, kw_only=True)
class Library:
    """Families, the index of their words, and their vectors in every view."""

    solutions: Sequence[Solution]
    words: TermIndex
    views: dict[ModelKey, LibraryView]

    def positions(self, ids: Sequence[str]) -> list[int]:
        """Return the places of families, in the order asked."""
        return [self._places[name] for name in ids]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {solution.id: place for place, solution in enumerate(self.solutions)}


def load_library(
    solutions: Sequence[Solution],
    embedders: Sequence[Embedder],
    folder: Path,
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> Library:
    """Return the library in every view, from the cache folder or computed into it.

    Args:
        solutions: Families, in a fixed order.
        folder: Where vectors are kept; files carry the print of texts and model.
        advance: Told how many texts were embedded.
    """
    views = {e.key: _view(solutions, e, folder, advance) for e in embedders}
    words = term_index(_words(solution) for solution in solutions)
    return Library(solutions=solutions, words=words, views=views)


def _words(solution: Solution) -> list[str]:
    """Return the stemmed words of a family; its problems count twice."""
    found: list[str] = []
    for language in LANGUAGES:
        texts = [
            *solution.problems[language] * 2,
            *solution.keywords[language],
            *solution.kpis[language],
            solution.name[language],
            solution.sketch[language],
        ]
        found += [term for text in texts for term in stems(text, language)]
    return found


def _view(
    solutions: Sequence[Solution],
    embedder: Embedder,
    folder: Path,
    advance: Callable[[int], None],
) -> LibraryView:
    problems = [" ".join(s.problems[language]) for s in solutions for language in LANGUAGES]
    sketches = [s.sketch[language] for s in solutions for language in LANGUAGES]
    sample = [s.problems[lang][0] for s in solutions[::_SAMPLE] for lang in LANGUAGES]
    keep = partial(kept_vectors, folder=folder, key=embedder.key, advance=advance)
    stated = keep(embedder.queries, problems, role="queries")
    told = keep(embedder.documents, sketches, role="documents")
    tags = list(LANGUAGES) * len(solutions)
    problem_means, sketch_means = _means(stated, tags), _means(told, tags)
    shape = (len(solutions), len(LANGUAGES), embedder.dimension)
    sketched = centred(told, tags, sketch_means)
    plain = keep(embedder.documents, sample, role="documents")
    direction = told.mean(axis=0) - plain.mean(axis=0)
    return LibraryView(
        problems=centred(stated, tags, problem_means).reshape(shape),
        sketches=sketched.reshape(shape),
        solutions=unit(sketched.reshape(shape).mean(axis=1)),
        problem_means=problem_means,
        sketch_means=sketch_means,
        solution_direction=np.asarray(direction / np.linalg.norm(direction), dtype=np.float32),
    )


def robust_scale(values: Matrix) -> tuple[float, float]:
    """Return the median of values and their spread, 1.4826 times the MAD.

    Source:
        Rousseeuw & Croux 1993: a few near neighbours must not move the scale that makes
        them stand out.
    """
    centre = float(np.median(values))
    return centre, max(1.4826 * float(np.median(np.abs(values - centre))), 1e-6)


def _means(matrix: Matrix, languages: Sequence[str]) -> dict[str, Matrix]:
    tags = np.asarray(languages)
    return {language: np.asarray(matrix[tags == language].mean(axis=0)) for language in LANGUAGES}
