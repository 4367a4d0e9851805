"""Full-text search over stemmed, folded text, ranked by BM25: one door for both engines.

Each engine holds the tokens that ``watch.text.stems`` makes: accents are folded and words stemmed
as French or English before a text, or a query, reaches the database. So both find the same
articles; PostgreSQL's own ``unaccent`` and stemmers would find slightly different ones
(docs/decisions/0015-postgresql.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import ModuleType

from sqlalchemy import Connection, select

from watch.model import LANGUAGES, Article, ArticleId
from watch.store import fulltext_postgres, fulltext_sqlite, schema
from watch.text import stems, telling_stems

_CHUNK = 500

_TOKEN = re.compile("[a-z0-9]+")
"""What FTS5 makes of stems: a number is cut at its point or comma."""


def save(connection: Connection, articles: Iterable[Article]) -> None:
    """Index or re-index the articles, with the text of their pages where it is known."""
    found = list(articles)
    if not found:
        return
    pages = _page_texts(connection, found)
    _engine(connection).replace(
        connection,
        [
            (
                article,
                _tokens(stems(article.title, article.language)),
                _tokens(stems(f"{article.text} {pages.get(article.id, '')}", article.language)),
            )
            for article in found
        ],
    )


def search(
    connection: Connection, phrases: Sequence[str], *, limit: int
) -> list[tuple[ArticleId, float]]:
    """Return articles that hold any of the phrases, best first, with their BM25 weight.

    Args:
        phrases: Words or phrases in French or English. A phrase of several words must
            stand in the text in that order; single words count on their own, and function
            words do not count.
        limit: How many articles at most.

    Units:
        The weight is positive and unbounded; only its order within one query means
        anything.
    """
    wanted = _wanted(phrases)
    if not wanted:
        return []
    found = _engine(connection).best(connection, wanted, limit)
    return [(ArticleId(article), weight) for article, weight in found]


def _engine(connection: Connection) -> ModuleType:
    return fulltext_sqlite if connection.dialect.name == "sqlite" else fulltext_postgres


def _page_texts(connection: Connection, articles: Sequence[Article]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for start in range(0, len(articles), _CHUNK):
        ids = [article.id for article in articles[start : start + _CHUNK]]
        query = select(schema.page.c.article_id, schema.page.c.text)
        texts |= dict(connection.execute(query.where(schema.page.c.article_id.in_(ids))).all())
    return texts


def _wanted(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the tokens of each phrase in each language, every sequence once."""
    found: dict[tuple[str, ...], None] = {}
    for phrase in phrases:
        for language in LANGUAGES:
            tokens = _tokens(telling_stems(phrase, language))
            if tokens:
                found[tuple(tokens)] = None
    return list(found)


def _tokens(found: Sequence[str]) -> list[str]:
    return _TOKEN.findall(" ".join(found))
