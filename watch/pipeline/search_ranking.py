"""A query → articles, by what they mean, by what explains it and by their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch import store
from watch.match import Expansion
from watch.model import ArticleId, ModelKey
from watch.pipeline.nearness import Ids, View, open_view, within
from watch.pipeline.search_filters import read_around
from watch.protocols import Matrix
from watch.settings import Home
from watch.store import Connection
from watch.store.glances import Glance, Glimpse

Weights = npt.NDArray[np.float64]

_POOL = 100
"""Articles taken from each language of each view before they are ranked together."""

_BY_WORDS = 300
"""Articles taken from the full-text index: common words say nothing of language or sense."""

_BY_WORDS_RESTRICTED = 3_000
"""Taken from it where a search is restricted, so that a restriction finds its own."""

WORDS = 0.3
VIEWS: Mapping[str, float] = {}
"""Weights of the words and of each view by its name, 1 for a view not named, before they are
made to sum to one. More weight on e5 finds more of the long statements that
``python -m benchmarks.pairs`` searches for, but worse lists for a topic in a few words, which
is what people type (docs/decisions/0010-topic-search-by-whitened-views.md)."""

_MIN_COSINE = 0.2
"""Of the first view, for an article that shares no word with the query: nine in ten pairs of
unrelated texts are below it, so a search may come back empty. A whitened cosine has no such
fixed level: it depends on how many articles there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, and its vector in each view; the first view tells what is near at all.

    ``expansion`` is what the solution library adds, where the query is in a person's words.
    """

    text: str
    vectors: Mapping[ModelKey, Matrix]
    expansion: Expansion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that answers a query.

    Attributes:
        dense_rank: Its place by meaning, none when it is not near.
        lexical_rank: Its place by words, none when it shares none.

    Units:
        ``score`` above 0 to 1: 1 would say the same in every view and hold the best words.
    """

    article: Glimpse
    score: float
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each candidate of a query.

    Attributes:
        said: BM25 over the best.
        cosine: Plain cosine in the first view; says whether an article is near at all.
        nearness: Whitened cosine in each view.
        explained: Mean whitened cosine to the expansion of the query, and its weight.

    Shapes:
        each ``(articles,)``, at most 1.
    """

    articles: Sequence[Glimpse]
    said: Weights
    cosine: Weights
    nearness: Mapping[ModelKey, Weights]
    explained: Weights
    explained_weight: float = 0.0


def gather_evidence(
    connection: Connection,
    home: Home,
    asked: Asked,
    restrictions: Sequence[Ids | None] = (None,),
    glance: Glance | None = None,
) -> Evidence:
    """Return the candidates of every view and language and of the full-text index, weighed.

    Args:
        restrictions: Ascending ids; as many candidates are looked for under each.
        glance: Of the state that the connection sees, where it is known already.
    """
    views = {key: open_view(connection, home, key) for key in asked.vectors}
    free = all(among is None for among in restrictions)
    limit = _BY_WORDS if free else _BY_WORDS_RESTRICTED
    words = dict(store.fulltext.search(connection, asked.text.split(), limit=limit))
    pool = _by_words(list(words), restrictions)
    for key, vector in asked.vectors.items():
        pool |= views[key].candidates(vector, _POOL, restrictions)
    glance = glance or read_around(connection).glance
    found = glance.of(np.asarray(sorted(pool), dtype=np.int64))
    ids = np.asarray([article.id for article in found], dtype=np.int64)
    nearness = {
        key: np.maximum(views[key].nearness(vector, ids), 0.0)
        for key, vector in asked.vectors.items()
    }
    first, vector = next(iter(asked.vectors.items()))
    cosine = views[first].cosines(vector, ids)
    expansion = asked.expansion
    return Evidence(
        articles=found,
        said=_said(found, words),
        cosine=cosine,
        nearness=nearness,
        explained=_explained(views, expansion, ids),
        explained_weight=expansion.weight if expansion else 0.0,
    )


def _explained(views: Mapping[ModelKey, View], expansion: Expansion | None, ids: Ids) -> Weights:
    if expansion is None or not expansion.weight:
        return np.zeros(len(ids))
    near = [views[key].nearness_along(one, ids) for key, one in expansion.directions.items()]
    return np.asarray(np.maximum(np.mean(near, axis=0), 0.0))


def _by_words(found: Sequence[ArticleId], restrictions: Sequence[Ids | None]) -> set[ArticleId]:
    """Return the best by words under each restriction."""
    ids = np.asarray(found, dtype=np.int64)
    pool: set[ArticleId] = set()
    for among in restrictions:
        kept = ids if among is None else ids[within(ids, among)]
        pool.update(ArticleId(article) for article in kept[:_BY_WORDS].tolist())
    return pool


def in_order(evidence: Evidence) -> list[Found]:
    """Return what is near or shares words, by falling weighted mean, ties by id."""
    shares = {key: VIEWS.get(key.partition("@")[0], 1.0) for key in evidence.nearness}
    total = sum(shares.values())
    total += evidence.explained_weight
    meaning = evidence.explained_weight / total * evidence.explained
    for key, near in evidence.nearness.items():
        meaning += shares[key] / total * near
    scores = (WORDS * evidence.said + total * meaning) / (WORDS + total)
    by_meaning = _places(meaning, evidence.cosine >= _MIN_COSINE)
    by_words = _places(evidence.said, evidence.said > 0)
    return [
        Found(
            article=evidence.articles[row],
            score=float(scores[row]),
            dense_rank=by_meaning.get(row),
            lexical_rank=by_words.get(row),
        )
        for row in np.argsort(-scores, kind="stable").tolist()
        if row in by_meaning or row in by_words
    ]


def _said(articles: Sequence[Glimpse], words: Mapping[ArticleId, float]) -> Weights:
    """Return BM25 over the best."""
    best = max(words.values(), default=1.0)
    return np.asarray([words.get(article.id, 0.0) / best for article in articles])


def _places(weights: Weights, counted: npt.NDArray[np.bool_]) -> dict[int, int]:
    """Return the place of each row that counts, the heaviest first."""
    order = [row for row in np.argsort(-weights, kind="stable").tolist() if counted[row]]
    return {row: place for place, row in enumerate(order, start=1)}
