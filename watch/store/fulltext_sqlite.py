"""Full text on SQLite: FTS5, which ranks by BM25 itself.

Every phrase of a query is quoted, so no query text is ever FTS syntax.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from watch.model import Article
from watch.store.bm25 import TITLE_WEIGHT


def replace(
    connection: Connection, rows: Sequence[tuple[Article, Sequence[str], Sequence[str]]]
) -> None:
    """Index articles by the tokens of their titles and bodies, in place of what was there."""
    found = [
        {"id": article.id, "title": " ".join(title), "body": " ".join(body)}
        for article, title, body in rows
    ]
    connection.execute(text("DELETE FROM article_fts WHERE rowid = :id"), found)
    connection.execute(
        text("INSERT INTO article_fts(rowid, title, body) VALUES (:id, :title, :body)"), found
    )


def best(
    connection: Connection, phrases: Sequence[Sequence[str]], limit: int
) -> list[tuple[int, float]]:
    """Return the articles that hold any of the phrases, best first, with their weight."""
    rows = connection.execute(
        text(
            "SELECT rowid, -bm25(article_fts, :title, 1.0) AS weight FROM article_fts"
            " WHERE article_fts MATCH :query ORDER BY weight DESC, rowid LIMIT :limit"
        ),
        {"title": TITLE_WEIGHT, "query": expression(phrases), "limit": limit},
    )
    return [(int(row[0]), float(row[1])) for row in rows]


def expression(phrases: Sequence[Sequence[str]]) -> str:
    """Return phrases in FTS5's syntax, any of which may match."""
    return " OR ".join(f'"{" ".join(tokens)}"' for tokens in phrases)
