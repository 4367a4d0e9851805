"""The solution library as vectors: computed once per machine and view, then read back.

Three things are needed of each family: its problems, to find the families that answer a
pain; its sketches, to find the articles that tell of it; and how a sketch differs from a
problem, which is the direction from "topic" to "opportunity".
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from watch.match.corpus import centred
from watch.model import LANGUAGES, ModelKey, Solution
from watch.protocols import Embedder, Matrix
from watch.text import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """The library seen by one model; language bias taken out of problems and sketches.

    Shapes:
        ``problems`` ``(families, problems of a family, dimension)``; ``sketches``
        ``(families, languages, dimension)``; ``solution_direction`` ``(dimension,)``;
        ``centres`` and ``spreads`` ``(families,)``: how near the other families are to each.
    """

    problems: Matrix
    sketches: Matrix
    problem_means: dict[str, Matrix]
    sketch_means: dict[str, Matrix]
    solution_direction: Matrix
    centres: Matrix
    spreads: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Families and their vectors in every view."""

    solutions: Sequence[Solution]
    views: dict[ModelKey, LibraryView]


def load_library(
    solutions: Sequence[Solution],
    embedders: Sequence[Embedder],
    folder: Path,
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> Library:
    """Return the library in every view, from the cache folder or computed into it.

    Args:
        solutions: Families; each has the same number of problems in each language.
        folder: Where vectors are kept; files carry the print of texts and model.
        advance: Told how many texts were embedded.
    """
    views = {e.key: _view(solutions, e, folder, advance) for e in embedders}
    return Library(solutions=solutions, views=views)


def _view(
    solutions: Sequence[Solution],
    embedder: Embedder,
    folder: Path,
    advance: Callable[[int], None],
) -> LibraryView:
    per_language = min(len(s.problems[lang]) for s in solutions for lang in LANGUAGES)
    problems = [
        text for s in solutions for lang in LANGUAGES for text in s.problems[lang][:per_language]
    ]
    sketches = [s.sketch[language] for s in solutions for language in LANGUAGES]
    stated = _vectors(embedder.queries, problems, embedder.key, "queries", folder, advance)
    told = _vectors(embedder.documents, sketches, embedder.key, "documents", folder, advance)
    plain = _vectors(
        embedder.documents, problems[::per_language], embedder.key, "documents", folder, advance
    )
    problem_tags = [lang for _ in solutions for lang in LANGUAGES for _ in range(per_language)]
    sketch_tags = list(LANGUAGES) * len(solutions)
    problem_means = _means(stated, problem_tags)
    sketch_means = _means(told, sketch_tags)
    direction = told.mean(axis=0) - plain.mean(axis=0)
    families, width = len(solutions), embedder.dimension
    sketches_ = centred(told, sketch_tags, sketch_means).reshape(families, -1, width)
    centres, spreads = _background(sketches_)
    return LibraryView(
        problems=centred(stated, problem_tags, problem_means).reshape(families, -1, width),
        sketches=sketches_,
        problem_means=problem_means,
        sketch_means=sketch_means,
        solution_direction=np.asarray(direction / np.linalg.norm(direction), dtype=np.float32),
        centres=centres,
        spreads=spreads,
    )


def _background(sketches: Matrix) -> tuple[Matrix, Matrix]:
    """Return median and spread of every family's nearness to all the others."""
    flat = sketches.reshape(-1, sketches.shape[-1])
    scales = [
        robust_scale((flat @ family.T).max(axis=1)[_others(position, sketches.shape)])
        for position, family in enumerate(sketches)
    ]
    found = np.asarray(scales, dtype=np.float32)
    return found[:, 0], found[:, 1]


def _others(position: int, shape: tuple[int, ...]) -> Matrix:
    rows = np.arange(shape[0] * shape[1])
    return rows[rows // shape[1] != position]


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
    return {language: matrix[tags == language].mean(axis=0) for language in LANGUAGES}


def _vectors(
    encode: Callable[[Sequence[str]], Matrix],
    texts: Sequence[str],
    key: ModelKey,
    role: str,
    folder: Path,
    advance: Callable[[int], None],
) -> Matrix:
    path = folder / f"{fingerprint(key, role, *texts)}.npy"
    try:
        held = np.load(path, allow_pickle=False)
        if held.ndim == 2 and len(held) == len(texts):
            advance(len(texts))
            return np.asarray(held, dtype=np.float32)
    except (OSError, ValueError):
        pass  # not there yet, or damaged: computed again below
    rows: list[Matrix] = []
    for start in range(0, len(texts), 64):
        rows.append(encode(texts[start : start + 64]))
        advance(len(rows[-1]))
    matrix = np.concatenate(rows)
    _keep(path, matrix)
    return matrix


def _keep(path: Path, matrix: Matrix) -> None:
    """Write beside, then rename; a cache that cannot be written is only slower."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}.npy")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(beside, matrix.astype(np.float16), allow_pickle=False)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
