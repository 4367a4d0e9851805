"""A topic in any words, in either language → stories, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from watch import store, understand
from watch.model import (
    Article,
    Hit,
    Reliability,
    SearchFilter,
    Source,
    SourceId,
    StoryId,
)
from watch.pipeline.search_ranking import Asked, Found, ranked_articles
from watch.protocols import Embedder, Matrix
from watch.settings import Home
from watch.store import Database
from watch.text import boilerplate, sentences, stems

_MAX_SENTENCES = 12

_DOUBTFUL = 0.4
"""Weight of a source marked unreliable: found when nothing better is, never first."""

_PER_SOURCE = 4
"""Stories of one source before the others' turn: one feed must not fill a page."""


def find_stories(
    query: str,
    database: Database,
    home: Home,
    views: Sequence[Embedder],
    *,
    chosen: SearchFilter,
    limit: int,
) -> list[Hit]:
    """Return the stories nearest to a query by meaning and by words.

    Args:
        views: The embedding views that search; the first also chooses the sentence shown.
    """
    asked = Asked(text=query, vectors={view.key: view.queries([query])[0] for view in views})
    with database.read() as connection:
        among = store.articles.chosen_ids(connection, chosen)
        ranked = ranked_articles(connection, home, asked, among)
        sources = store.sources.every(connection)
        leads = _varied(_weighed(ranked, sources))[:limit]
        found = store.articles.of_stories(connection, [_story_id(f.article) for f, _ in leads])
    waiting = [f.article for f, _ in leads if f.article.story_id is None]
    stories = understand.gather([*found, *waiting], sources)
    first = views[0]
    quotes = _quotes([f.article for f, _ in leads], query, asked.vectors[first.key], first)
    return [
        Hit(
            story=stories[_story_id(lead.article)],
            article=lead.article,
            source_name=_name(lead.article, sources),
            sentence=quote,
            score=score,
            dense_rank=lead.dense_rank,
            lexical_rank=lead.lexical_rank,
        )
        for (lead, score), quote in zip(leads, quotes, strict=True)
    ]


def _weighed(
    ranked: Sequence[Found], sources: Mapping[SourceId, Source]
) -> list[tuple[Found, float]]:
    """Return the ranking with the word of doubtful sources counting less."""

    def weight(found: Found) -> float:
        source = sources.get(found.article.source_id)
        return _DOUBTFUL if source and source.reliability is Reliability.LOW else 1.0

    weighed = [(found, found.score * weight(found)) for found in ranked]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0].article.id))


def _varied(ranked: Sequence[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Return one article per story, those of a source beyond its share after the others."""
    best: dict[StoryId, tuple[Found, float]] = {}
    for found, score in ranked:
        best.setdefault(_story_id(found.article), (found, score))
    taken: Counter[SourceId] = Counter()
    first: list[tuple[Found, float]] = []
    later: list[tuple[Found, float]] = []
    for found, score in best.values():
        source_id = found.article.source_id
        taken[source_id] += 1
        (first if taken[source_id] <= _PER_SOURCE else later).append((found, score))
    return first + later


def _quotes(
    articles: Sequence[Article], query: str, vector: Matrix, embedder: Embedder
) -> list[str]:
    """Return the sentence of each article that answers the query best."""
    pools = [
        [s for s in sentences(a.text) if not boilerplate(s)][:_MAX_SENTENCES] or [a.title]
        for a in articles
    ]
    flat = [sentence for pool in pools for sentence in pool]
    if not flat:
        return []
    near = embedder.documents(flat) @ vector
    quotes: list[str] = []
    start = 0
    for article, pool in zip(articles, pools, strict=True):
        asked = set(stems(query, article.language))
        shared = [len(asked & set(stems(sentence, article.language))) for sentence in pool]
        scores = near[start : start + len(pool)] + 0.1 * np.asarray(shared)
        quotes.append(pool[int(np.argmax(scores))])
        start += len(pool)
    return quotes


def _story_id(article: Article) -> StoryId:
    return article.story_id or StoryId(article.id)


def _name(article: Article, sources: Mapping[SourceId, Source]) -> str:
    source = sources.get(article.source_id)
    return article.publisher or (source.name if source else article.source_id)
