"""The text of article pages: searched, never shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from watch.model import ArticleId, Page
from watch.store import articles, fulltext, schema

_CHUNK = 500


def save(connection: Connection, pages: Sequence[Page], now: datetime) -> None:
    """Keep what was read, and make it findable; a later reading replaces an earlier one."""
    table = schema.page
    for page in pages:
        connection.execute(delete(table).where(table.c.article_id == page.article_id))
        connection.execute(
            insert(table).values(
                article_id=page.article_id,
                state=page.state.value,
                reason=page.reason,
                text=page.text,
                read_at=now,
            )
        )
    with_text = [page.article_id for page in pages if page.text]
    fulltext.save(connection, articles.existing(connection, with_text).values())


def unread(connection: Connection, ids: Iterable[ArticleId]) -> list[ArticleId]:
    """Return those of the articles whose page was never asked for, in their order."""
    wanted = list(ids)
    known: set[int] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        query = select(schema.page.c.article_id).where(schema.page.c.article_id.in_(chunk))
        known |= set(connection.execute(query).scalars())
    return [article_id for article_id in wanted if article_id not in known]
