"""What people have said of stories: these articles tell different events."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from watch.model import ArticleId
from watch.store import schema


def part(connection: Connection, article: ArticleId, others: Iterable[ArticleId]) -> None:
    """Note that an article tells another event than others; once is enough."""
    table = schema.apart
    known = {tuple(row) for row in connection.execute(select(table.c.one, table.c.other))}
    wanted = {(min(article, other), max(article, other)) for other in others} - {(article, article)}
    rows = [{"one": one, "other": other} for one, other in sorted(wanted - known)]
    if rows:
        connection.execute(insert(table), rows)


def rejoin(connection: Connection, articles: Iterable[ArticleId]) -> None:
    """Forget that any two of the articles were said to tell different events."""
    table, ids = schema.apart, list(articles)
    connection.execute(delete(table).where(table.c.one.in_(ids), table.c.other.in_(ids)))


def apart(connection: Connection) -> list[tuple[ArticleId, ArticleId]]:
    """Return the pairs of articles said to tell different events."""
    table = schema.apart
    rows = connection.execute(select(table.c.one, table.c.other).order_by(table.c.one))
    return [(ArticleId(one), ArticleId(other)) for one, other in rows]
