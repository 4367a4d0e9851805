"""From similarities to a probability: is this article one the COO would want to study?

Five features. Each similarity is put on the scale of the solution library (how near are
the other families?), so that different models, loud and quiet pains and corpora of any size
share one set of coefficients, and an article's relevance does not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch.match.corpus import Corpus, centred, unit
from watch.match.facets import Plan, keyword_weights, statement
from watch.match.lexical import Lexicon, keyword_terms, query_terms
from watch.match.library import Library, robust_scale
from watch.model import Facet, FacetKind, ModelKey
from watch.protocols import Embedder, Matrix

Vector = npt.NDArray[np.float64]

COEFFICIENTS: Mapping[str, float] = {
    "statement": 0.89,
    "sketch": 1.19,
    "direction": 0.84,
    "statement_words": 0.32,
    "keyword_words": 1.24,
}
INTERCEPT = -8.8
"""Logistic regression on grade >= 2 over 20 graded pains; reproduced by
``python -m benchmarks.ranking --fit`` (docs/ranking.md gives the leave-one-pain-out
figures, which are the honest ones)."""

_DIRECTION_SPREAD = 0.087
"""Spread of news along the solution direction: .078 (``use``) and .097 (``e5``) on 13,503
articles."""

_OWN_KEYWORD_WEIGHT = 1.5
"""The COO's own keywords weigh more than any suggested one (at most 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known of each article for one pain, feature by feature.

    Shapes:
        every vector is ``(articles,)``.
    """

    statement: Vector
    sketch: Vector
    direction: Vector
    statement_words: Vector
    keyword_words: Vector

    def probability(self) -> Vector:
        """Return P(relevant) of each article, in [0, 1]."""
        logit = INTERCEPT + sum(
            weight * getattr(self, name) for name, weight in COEFFICIENTS.items()
        )
        return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)


class Relevance:
    """A corpus made ready for any number of pains: centred once, weighed once."""

    def __init__(self, corpus: Corpus, library: Library, embedders: Sequence[Embedder]) -> None:
        self._embedders = embedders
        self._library = library
        self._lexicon = Lexicon(corpus.articles)
        languages = [article.language for article in corpus.articles]
        self._views: dict[ModelKey, Matrix] = {}
        directions: list[Matrix] = []
        for embedder in embedders:
            view = library.views[embedder.key]
            articles = centred(corpus.views[embedder.key], languages, view.sketch_means)
            self._views[embedder.key] = articles
            directions.append(articles @ view.solution_direction / _DIRECTION_SPREAD)
        self._direction = _mean(directions)

    def features(self, plan: Plan) -> Features:
        """Return the features of every article for one pain."""
        words = self._lexicon.score(query_terms(statement(plan.pain)))
        keywords = self._lexicon.score(
            keyword_terms(keyword_weights(plan.facets, _OWN_KEYWORD_WEIGHT))
        )
        return Features(
            statement=_mean([self._statement(plan, embedder) for embedder in self._embedders]),
            sketch=_mean([self._sketch(plan, embedder) for embedder in self._embedders]),
            direction=self._direction,
            statement_words=np.log1p(words),
            keyword_words=np.log1p(keywords),
        )

    def best_family(self, plan: Plan, rows: Sequence[int]) -> list[str]:
        """Return for each row the family of the plan whose sketch it resembles most."""
        chosen = self._positions(plan)
        total = np.zeros((len(rows), len(chosen)))
        for embedder in self._embedders:
            sketches = self._library.views[embedder.key].sketches[chosen]
            near = self._views[embedder.key][list(rows)] @ sketches.transpose(0, 2, 1)
            total += near.max(axis=-1).T
        weights = np.asarray([weight for _, weight in plan.families])
        best = np.argmax(total * weights**0.25, axis=1)
        return [plan.families[position][0].id for position in best]

    def _statement(self, plan: Plan, embedder: Embedder) -> Matrix:
        """Return nearness to the pain's own words."""
        view = self._library.views[embedder.key]
        asked = embedder.queries([statement(plan.pain)])
        asked = centred(asked, [plan.language], view.problem_means)[0]
        centre, spread = robust_scale(view.sketches @ asked)
        near = (self._views[embedder.key] @ asked - centre) / spread
        return np.asarray(near, dtype=np.float32)

    def _sketch(self, plan: Plan, embedder: Embedder) -> Matrix:
        """Return nearness to the plan's sketches: per family the better language, weighted."""
        view = self._library.views[embedder.key]
        articles = self._views[embedder.key]
        near = [
            ((articles @ view.sketches[family].T).max(axis=1) - view.centres[family])
            / view.spreads[family]
            for family in self._positions(plan)
        ]
        weights = [weight for _, weight in plan.families]
        own = [facet.text for facet in plan.facets if _is_own_sketch(facet)]
        if own:
            mean = np.mean(list(view.sketch_means.values()), axis=0)
            sketches = unit(embedder.documents(own) - mean)
            centre, spread = robust_scale(view.sketches @ sketches.T)
            near.append(((articles @ sketches.T).max(axis=1) - centre) / spread)
            weights.append(1.0)
        return np.asarray(np.average(near, axis=0, weights=weights), dtype=np.float32)

    def _positions(self, plan: Plan) -> list[int]:
        wanted = {solution.id for solution, _ in plan.families}
        at = {s.id: n for n, s in enumerate(self._library.solutions) if s.id in wanted}
        return [at[solution.id] for solution, _ in plan.families]


def _mean(views: Sequence[Matrix]) -> Vector:
    return np.asarray(np.mean(views, axis=0), dtype=np.float64)


def _is_own_sketch(facet: Facet) -> bool:
    return facet.kind is FacetKind.SKETCH and not facet.solution_id
