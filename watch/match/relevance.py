"""From similarities to a probability: is this article one the COO would want to study?

Five features, each robustly standardised so that views of different models, small and
large corpora and loud and quiet pains can share one set of coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch.match.corpus import Corpus, centred, language_means, unit
from watch.match.facets import Plan, keyword_weights, statement
from watch.match.lexical import Lexicon, keyword_terms, query_terms
from watch.match.library import Library
from watch.model import Facet, FacetKind, ModelKey
from watch.protocols import Embedder, Matrix

Vector = npt.NDArray[np.float64]

COEFFICIENTS: Mapping[str, float] = {
    "statement": 0.85,
    "sketch": 0.40,
    "direction": 0.63,
    "statement_words": 0.19,
    "keyword_words": 1.22,
}
INTERCEPT = -10.36
"""Logistic regression on grade >= 2 over 20 graded pains; reproduced by
``python -m benchmarks.ranking --fit`` (docs/ranking.md gives the leave-one-pain-out
figures, which are the honest ones)."""

_PRIOR_ROWS = 300
_PRIOR_SPREAD = {"statement": 0.07, "sketch": 0.062, "direction": 0.087}
"""Spread of centred cosines on 13,503 articles, equal within 15 % for both views; a small
corpus is shrunk towards it, so ten articles cannot make one of them an outlier."""

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
        directions: list[Vector] = []
        for embedder in embedders:
            view = library.views[embedder.key]
            raw = corpus.views[embedder.key]
            means = language_means(raw, languages, view.sketch_means)
            self._views[embedder.key] = centred(raw, languages, means)
            along = self._views[embedder.key] @ view.solution_direction
            directions.append(standardised(along, _PRIOR_SPREAD["direction"]))
        self.direction = _rescaled(directions)

    def features(self, plan: Plan) -> Features:
        """Return the features of every article for one pain."""
        stated: list[Vector] = []
        sketched: list[Vector] = []
        for embedder in self._embedders:
            stated.append(self._statement(plan, embedder))
            sketched.append(self._sketch(plan, embedder))
        words = self._lexicon.score(query_terms(statement(plan.pain)))
        keywords = self._lexicon.score(
            keyword_terms(keyword_weights(plan.facets, _OWN_KEYWORD_WEIGHT))
        )
        return Features(
            statement=np.mean(stated, axis=0),
            sketch=_rescaled(sketched),
            direction=self.direction,
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

    def _statement(self, plan: Plan, embedder: Embedder) -> Vector:
        view = self._library.views[embedder.key]
        asked = embedder.queries([statement(plan.pain)])
        asked = centred(asked, [plan.language], view.problem_means)
        return standardised((self._views[embedder.key] @ asked.T)[:, 0], _PRIOR_SPREAD["statement"])

    def _sketch(self, plan: Plan, embedder: Embedder) -> Vector:
        """Return nearness to the plan's sketches: per family the better language, weighted."""
        view = self._library.views[embedder.key]
        articles = self._views[embedder.key]
        near = [
            (articles @ view.sketches[position].T).max(axis=1) for position in self._positions(plan)
        ]
        weights = [weight for _, weight in plan.families]
        own = [facet.text for facet in plan.facets if _is_own_sketch(facet)]
        if own:
            mean = np.mean(list(view.sketch_means.values()), axis=0)
            near.append((articles @ unit(embedder.documents(own) - mean).T).max(axis=1))
            weights.append(1.0)
        scaled = np.stack([standardised(row, _PRIOR_SPREAD["sketch"]) for row in near])
        return np.asarray(np.average(scaled, axis=0, weights=weights), dtype=np.float64)

    def _positions(self, plan: Plan) -> list[int]:
        wanted = {solution.id for solution, _ in plan.families}
        at = {s.id: n for n, s in enumerate(self._library.solutions) if s.id in wanted}
        return [at[solution.id] for solution, _ in plan.families]


def standardised(values: npt.NDArray[np.floating], prior_spread: float) -> Vector:
    """Return robust z-scores, shrunk towards a prior on small corpora.

    Source:
        Median and 1.4826 MAD (Rousseeuw & Croux 1993): a few relevant articles must not
        move the scale that makes them stand out.
    """
    if not len(values):
        return np.zeros(0)
    share = len(values) / (len(values) + _PRIOR_ROWS)
    centre = float(np.median(values))
    spread = 1.4826 * float(np.median(np.abs(values - centre)))
    mixed = share * spread + (1 - share) * prior_spread
    return np.asarray((values - share * centre) / max(mixed, 1e-6), dtype=np.float64)


def _rescaled(parts: Sequence[Vector]) -> Vector:
    """Return the mean of several views' z-scores, itself on the scale of one."""
    return standardised(np.mean(parts, axis=0), 1.0)


def _is_own_sketch(facet: Facet) -> bool:
    return facet.kind is FacetKind.SKETCH and not facet.solution_id
