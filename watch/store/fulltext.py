"""Full-text search over stemmed, folded text: SQLite FTS5 with BM25 ranks.

Every token of a query is quoted, so no query text is ever FTS syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, text

from watch.model import LANGUAGES, Article, ArticleId
from watch.store import schema
from watch.text import stems, telling_stems

_CHUNK = 500

_TITLE_WEIGHT = 2.0
"""A word in the title counts twice: best of 1, 2, 4 on the labelled set."""


def save(connection: Connection, articles: Iterable[Article]) -> None:
    """Index or re-index the articles, with the text of their pages where it is known."""
    found = list(articles)
    if not found:
        return
    pages = _page_texts(connection, found)
    rows = [
        {
            "id": article.id,
            "title": " ".join(stems(article.title, article.language)),
            "body": " ".join(
                stems(f"{article.text} {pages.get(article.id, '')}", article.language)
            ),
        }
        for article in found
    ]
    connection.execute(text("DELETE FROM article_fts WHERE rowid = :id"), rows)
    connection.execute(
        text("INSERT INTO article_fts(rowid, title, body) VALUES (:id, :title, :body)"), rows
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
    expression = _expression(phrases)
    if not expression:
        return []
    rows = connection.execute(
        text(
            "SELECT rowid, -bm25(article_fts, :title, 1.0) AS weight FROM article_fts"
            " WHERE article_fts MATCH :query ORDER BY weight DESC, rowid LIMIT :limit"
        ),
        {"title": _TITLE_WEIGHT, "query": expression, "limit": limit},
    )
    return [(ArticleId(row[0]), float(row[1])) for row in rows]


def _page_texts(connection: Connection, articles: Sequence[Article]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for start in range(0, len(articles), _CHUNK):
        ids = [article.id for article in articles[start : start + _CHUNK]]
        query = select(schema.page.c.article_id, schema.page.c.text)
        texts |= dict(connection.execute(query.where(schema.page.c.article_id.in_(ids))).all())
    return texts


def _expression(phrases: Sequence[str]) -> str:
    quoted: dict[str, None] = {}
    for phrase in phrases:
        for language in LANGUAGES:
            tokens = telling_stems(phrase, language)
            if tokens:
                quoted[f'"{" ".join(tokens)}"'] = None
    return " OR ".join(quoted)
