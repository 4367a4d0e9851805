"""The sentence of each article found that answers a query best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from watch.model import Article
from watch.pipeline.search_ranking import Asked
from watch.protocols import Embedder, Matrix
from watch.text import boilerplate, sentences, stems

_MAX_SENTENCES = 12

_PER_WORD = 0.1
"""What a word in common is worth, in cosines."""


def quotes(articles: Sequence[Article], asked: Asked, embedder: Embedder | None) -> list[str]:
    """Return a sentence of each article: near to the query, or sharing its words.

    Args:
        embedder: The view that judges what is near; without one, words alone do.
    """
    pools = [
        [s for s in sentences(a.text) if not boilerplate(s)][:_MAX_SENTENCES] or [a.title]
        for a in articles
    ]
    chosen = [pool for pool in pools if len(pool) > 1]  # no model is asked about a lone sentence
    near = _near([sentence for pool in chosen for sentence in pool], asked, embedder)
    found: list[str] = []
    start = 0
    for article, pool in zip(articles, pools, strict=True):
        if len(pool) == 1:
            found += pool
            continue
        words = set(stems(asked.text, article.language))
        shared = [len(words & set(stems(sentence, article.language))) for sentence in pool]
        scores = near[start : start + len(pool)] + _PER_WORD * np.asarray(shared)
        found.append(pool[int(np.argmax(scores))])
        start += len(pool)
    return found


def _near(flat: Sequence[str], asked: Asked, embedder: Embedder | None) -> Matrix:
    if embedder is None or not flat:
        return np.zeros(len(flat), dtype=np.float32)
    return np.asarray(embedder.documents(flat) @ asked.vectors[embedder.key])
