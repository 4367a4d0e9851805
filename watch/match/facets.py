"""What stands for a pain point in search: its own words, and those of its solutions.

The pain's own words find articles about the problem; the words of solutions find
opportunities. The families of the library that answer the pain are found here, offline,
for a pain nobody has seen before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch.match.corpus import unit
from watch.match.lexical import query_terms
from watch.match.library import Library
from watch.model import LANGUAGES, Facet, FacetKind, PainPoint, Solution
from watch.protocols import Embedder

FAMILIES = 12
"""Families kept for a pain: nDCG@10 .481, .474, .499 for 6, 8, 12 (leave-one-pain-out)."""

_TEMPERATURE = 5.0
"""Softness of the families' weights: .465, .474, .513 for 2, 3, 5 on the same measure."""

_SKETCH_SHARE = 0.5
"""Weight of pain-to-sketch beside pain-to-problem similarity when choosing families."""

_WORDS_SHARE = 1.5
"""Weight of the words in common beside each view's similarity."""

_AREA_BONUS = 3.5
"""Spreads by which a family of the pain's own area is ahead: of the right families of 48 unseen
pains .62 are among the twelve without it, .70 with it (docs/ranking.md)."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one pain point is searched for: shown to the COO, used as it is shown.

    ``families`` are ordered, those that the COO chose first, with weights in (0, 1]; those
    refused have no place. ``facets`` say the same in texts.
    """

    pain: PainPoint
    language: str
    families: tuple[tuple[Solution, float], ...]
    facets: tuple[Facet, ...]


def statement(pain: PainPoint) -> str:
    """Return the pain as one text."""
    return f"{pain.title}. {pain.description}" if pain.description else pain.title


def plan(pain: PainPoint, language: str, library: Library, embedders: Sequence[Embedder]) -> Plan:
    """Return how a pain is searched for, from its own words and the library.

    Args:
        language: Language of the pain's text.
    """
    scores = _WORDS_SHARE * _lexical_scores(pain, library)
    for embedder in embedders:
        scores += _dense_scores(pain, language, library, embedder)
    scores += _AREA_BONUS * _of_the_area(pain.area, scores, library)
    chosen = np.asarray([solution.id in pain.solutions for solution in library.solutions])
    ranked = np.lexsort((-scores, ~chosen))
    order = [p for p in ranked if library.solutions[p].id not in pain.refused][:FAMILIES]
    suggested = [scores[p] for p in order if not chosen[p]]
    best = max(suggested, default=0.0)
    weights = np.where(chosen[order], 1.0, np.exp((scores[order] - best) / _TEMPERATURE))
    families = tuple(
        (library.solutions[position], float(weight))
        for position, weight in zip(order, weights, strict=True)
    )
    return Plan(
        pain=pain, language=language, families=families, facets=_facets(pain, language, families)
    )


def _dense_scores(pain: PainPoint, language: str, library: Library, embedder: Embedder) -> Vector:
    view = library.views[embedder.key]
    texts = embedder.queries([statement(pain), pain.title])
    asked = unit(texts - view.problem_means.get(language, view.problem_means[LANGUAGES[0]]))
    to_problems = (view.problems @ asked.T).mean(axis=(1, 2))
    to_sketches = (view.sketches @ asked.T).mean(axis=-1).max(axis=1)
    return _standard(to_problems) + _SKETCH_SHARE * _standard(to_sketches)


def _lexical_scores(pain: PainPoint, library: Library) -> Vector:
    """Return BM25 of the pain's words over the families' own texts, standardised."""
    wanted = query_terms(f"{statement(pain)} {' '.join(pain.keywords)}")
    return _standard(library.words.score(wanted))


def _of_the_area(area: str, scores: Vector, library: Library) -> Vector:
    """Return how surely each family is of the pain's area.

    Where none is named, an area is as likely as its families are among all, by their scores:
    a problem of the warehouse has its likeliest families there, and a stray one elsewhere.
    """
    areas, of_area = np.unique([one.area for one in library.solutions], return_inverse=True)
    if area in areas:
        return np.asarray(areas[of_area] == area, dtype=np.float64)
    likely = np.exp(scores - scores.max())
    return np.asarray(np.bincount(of_area, likely)[of_area] / likely.sum())


def _standard(values: npt.NDArray[np.floating]) -> Vector:
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread, dtype=np.float64)


def _facets(
    pain: PainPoint, language: str, families: Sequence[tuple[Solution, float]]
) -> tuple[Facet, ...]:
    own = [Facet(kind=FacetKind.PROBLEM, text=statement(pain), language=language)]
    own += [Facet(kind=FacetKind.SKETCH, text=text) for text in pain.sketches]
    own += [Facet(kind=FacetKind.KEYWORD, text=text) for text in pain.keywords]
    own += [Facet(kind=FacetKind.EXCLUSION, text=text) for text in pain.exclusions]
    return (*own, *(facet for item in families for facet in _family_facets(*item)))


def _family_facets(solution: Solution, weight: float) -> list[Facet]:
    def facet(kind: FacetKind, text: str, language: str) -> Facet:
        return Facet(
            kind=kind, text=text, language=language, solution_id=solution.id, weight=weight
        )

    sketches = [
        facet(FacetKind.SKETCH, solution.sketch[language], language) for language in LANGUAGES
    ]
    keywords = [
        facet(FacetKind.KEYWORD, text, language)
        for language in LANGUAGES
        for text in (solution.name[language], *solution.keywords[language])
    ]
    return sketches + keywords


def keyword_weights(facets: Sequence[Facet], own_weight: float) -> list[tuple[str, str, float]]:
    """Return ``(keyword, language, weight)``; the COO's own words weigh ``own_weight``."""
    return [
        (facet.text, facet.language, facet.weight if facet.solution_id else own_weight)
        for facet in facets
        if facet.kind is FacetKind.KEYWORD
    ]
