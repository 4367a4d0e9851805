"""From similarities to a probability: is this article about the matter of the pain?

A pain point is two vectors in each view: its own words, and its *aim*, the weighted mean of the
sketches of its families. Each similarity is put on the scale of the solution library (how near
are the other families?), so that different models, loud and quiet pains and corpora of any size
share one set of coefficients, and an article's relevance does not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch.match.corpus import Corpus, centred, centred_products, unit
from watch.match.facets import Plan, keyword_weights, statement
from watch.match.lexical import Lexicon, keyword_terms, query_terms
from watch.match.library import Library, robust_scale
from watch.model import FacetKind
from watch.protocols import Embedder, Matrix

Vector = npt.NDArray[np.float64]

_DIRECTION_SPREAD = 0.087
"""Spread of news along the solution direction: .078 (``use``) and .097 (``e5``) on 13,503
articles."""

_OWN_KEYWORD_WEIGHT = 1.5
"""The COO's own keywords weigh more than any suggested one (at most 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known of each article for one pain, feature by feature.

    ``direction`` is the same for every pain: how far an article leans from the words of
    problems towards those of solutions.

    Shapes:
        every vector is ``(articles,)``.
    """

    statement: Vector
    aim: Vector
    statement_words: Vector
    keyword_words: Vector
    direction: Vector


class Relevance:
    """A corpus made ready for any number of pains: its words counted once."""

    def __init__(self, corpus: Corpus, library: Library, embedders: Sequence[Embedder]) -> None:
        self._embedders = embedders
        self._library = library
        self._corpus = corpus
        self._languages = [article.language for article in corpus.articles]
        self._lexicon = Lexicon(corpus.articles, corpus.kept_words)

    def features(self, plans: Sequence[Plan]) -> list[Features]:
        """Return the features of every article for each pain."""
        seen = np.mean([self._seen(plans, embedder) for embedder in self._embedders], axis=0)
        direction = seen[-1].astype(np.float64) / _DIRECTION_SPREAD
        stated = [query_terms(statement(plan.pain)) for plan in plans]
        words = np.log1p(self._lexicon.scores([*stated, *map(_keywords, plans)]))
        return [
            Features(
                statement=seen[n],
                aim=seen[len(plans) + n],
                statement_words=words[n],
                keyword_words=words[len(plans) + n],
                direction=direction,
            )
            for n in range(len(plans))
        ]

    def best_family(self, plan: Plan, rows: Sequence[int]) -> list[str]:
        """Return for each row the family of the plan whose sketch it resembles most."""
        chosen = self._library.positions([solution.id for solution, _ in plan.families])
        languages = [self._languages[row] for row in rows]
        total = np.zeros((len(rows), len(chosen)))
        for embedder in self._embedders:
            view = self._library.views[embedder.key]
            vectors = self._corpus.views[embedder.key][list(rows)]
            vectors = centred(vectors, languages, view.sketch_means)
            near = vectors @ view.sketches[chosen].transpose(0, 2, 1)
            total += near.max(axis=-1).T
        weights = np.asarray([weight for _, weight in plan.families])
        best = np.argmax(total * weights**0.5, axis=1)
        return [plan.families[position][0].id for position in best]

    def _seen(self, plans: Sequence[Plan], embedder: Embedder) -> Matrix:
        """Return nearness to the statements, to the aims, and along the solution direction.

        Shapes:
            ``(2 * plans + 1, articles)``; nearness in spreads above the middle of the library.
        """
        view = self._library.views[embedder.key]
        asked = embedder.queries([statement(plan.pain) for plan in plans])
        asked = centred(asked, [plan.language for plan in plans], view.problem_means)
        aims = unit(np.stack([self._aim(plan, embedder) for plan in plans]))
        vectors = np.concatenate([asked, aims])
        scales = [*(robust_scale(view.solutions @ v) for v in vectors), (0.0, 1.0)]
        middle, spread = np.asarray(scales, dtype=np.float32).T[:, :, np.newaxis]
        products = centred_products(
            self._corpus.views[embedder.key],
            self._languages,
            view.sketch_means,
            np.concatenate([vectors, view.solution_direction[np.newaxis]]),
        )
        return np.asarray((products - middle) / spread)

    def _aim(self, plan: Plan, embedder: Embedder) -> Matrix:
        """Return the weighted sum of the plan's sketches; the COO's own weigh 1."""
        view = self._library.views[embedder.key]
        chosen = self._library.positions([solution.id for solution, _ in plan.families])
        weights = np.asarray([weight for _, weight in plan.families], dtype=np.float32)
        aim = weights @ view.solutions[chosen]
        own = [f.text for f in plan.facets if f.kind is FacetKind.SKETCH and not f.solution_id]
        if own:
            aim = aim + view.of_any_language(embedder.documents(own)).sum(axis=0)
        return np.asarray(aim)


def _keywords(plan: Plan) -> dict[str, float]:
    return keyword_terms(keyword_weights(plan.facets, _OWN_KEYWORD_WEIGHT))
