"""The sentence of each article found that answers a query best."""

from __future__ import annotations

from collections.abc import Sequence

from watch.model import Article
from watch.pipeline.search_ranking import Asked
from watch.protocols import Embedder
from watch.text import boilerplate, sentences, telling_stems

_MAX_SENTENCES = 12


def quotes(articles: Sequence[Article], asked: Asked, embedder: Embedder | None) -> list[str]:
    """Return a sentence of each article: the one that shares most words with the query.

    Among equals, as where nothing is shared because the article is in the other language, the
    nearest in meaning. So the model reads three sentences in five, and six in seven quotes are
    those that meaning and words added up would give (441 articles of the shared graded set).

    Args:
        embedder: The view that judges what is near; without one, the first of equals is taken.
    """
    pools = [_sharing_most(article, asked.text) for article in articles]
    unsure = [sentence for pool in pools if len(pool) > 1 for sentence in pool]
    near = _near(unsure, asked, embedder)
    return [max(pool, key=lambda sentence: near.get(sentence, 0.0)) for pool in pools]


def _sharing_most(article: Article, query: str) -> list[str]:
    """Return the sentences that hold the most words of a query, all if none does."""
    pool = [one for one in sentences(article.text) if not boilerplate(one)][:_MAX_SENTENCES]
    pool = pool or [article.title]
    words = set(telling_stems(query, article.language))
    shared = [len(words.intersection(telling_stems(one, article.language))) for one in pool]
    most = max(shared)
    return [one for one, count in zip(pool, shared, strict=True) if count == most]


def _near(texts: Sequence[str], asked: Asked, embedder: Embedder | None) -> dict[str, float]:
    """Return how near each text is to the query."""
    if embedder is None or not texts:
        return {}
    products = embedder.documents(texts) @ asked.vectors[embedder.key]
    return dict(zip(texts, products.tolist(), strict=True))
