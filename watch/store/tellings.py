"""When each story was told and in which language, without its words: a glance over all of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from watch.model import ArticleId, StoryId
from watch.store import schema

Telling = tuple[ArticleId, StoryId, datetime, str]
"""An article, the story that it tells, when, and the language that it is written in."""


def since(connection: Connection, moment: datetime) -> list[Telling]:
    """Return the tellings that count as of ``moment`` or later, by article id.

    A reprint tells nothing of its own; an article in no story yet is its own.
    """
    table = schema.article
    query = (
        select(table.c.id, table.c.story_id, table.c.effective_at, table.c.language)
        .where(table.c.effective_at >= moment, table.c.reprint_of.is_(None))
        .order_by(table.c.id)
    )
    return [
        (ArticleId(article), StoryId(story or article), at, language)
        for article, story, at, language in connection.execute(query)
    ]
