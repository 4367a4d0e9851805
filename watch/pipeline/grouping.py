"""Stored articles → stories, by the one definition of "same story" and by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np

from watch import store, understand
from watch.errors import UsageError
from watch.model import Article, ArticleId, Placement, StoryId
from watch.protocols import Embedder
from watch.store import Connection, Database
from watch.text import number_id


def group_new(database: Database, views: Callable[[], Sequence[Embedder]]) -> int:
    """Put each article that has no story into one; return how many there were.

    Args:
        views: Gives the embedding views; asked only when there is something to group.
    """
    with database.read() as connection:
        waiting = store.articles.without_story(connection)
        if not waiting:
            return 0
        near = store.articles.within(connection, windows(waiting))
        vectors = [store.vectors.read(connection, view.key) for view in views()]
        apart = store.ties.apart(connection)
    held = set.intersection(*(set(ids.tolist()) for ids, _ in vectors))
    articles = [article for article in near if article.id in held]
    wanted = store.articles.ids(articles)
    rows = [matrix[np.searchsorted(ids, wanted)] for ids, matrix in vectors]
    placements = understand.group(articles, rows, apart)
    with database.write() as connection:
        store.articles.place(connection, placements)
    return len(placements)


def windows(articles: Sequence[Article]) -> list[tuple[datetime, datetime]]:
    """Return the spans of time in which articles, oldest first, can have companions."""
    spans: list[tuple[datetime, datetime]] = []
    for article in articles:
        first = article.effective_at - understand.WINDOW
        last = article.effective_at + understand.WINDOW
        if spans and first <= spans[-1][1]:
            first = spans.pop()[0]
        spans.append((first, last))
    return spans


def merge(database: Database, one: StoryId, other: StoryId) -> StoryId:
    """Make two stories one, called after the older; return its id.

    Raises:
        UsageError: If one of them does not exist.
    """
    with database.write() as connection:
        stories = {story_id: members(connection, story_id) for story_id in (one, other)}
        kept, moved = sorted(stories, key=lambda s: (stories[s][0].effective_at, s))
        store.ties.rejoin(connection, store.articles.ids([*stories[one], *stories[other]]))
        placements = {
            article.id: Placement(story_id=kept, reprint_of=article.reprint_of)
            for article in stories[moved]
        }
        store.articles.place(connection, placements)
    return kept


def split(database: Database, article_id: ArticleId) -> StoryId:
    """Take an article out of its story for good; return the id of its own.

    Raises:
        UsageError: If there is no such article, or nothing else in its story.
    """
    with database.write() as connection:
        article = store.articles.existing(connection, [article_id]).get(article_id)
        if article is None or article.story_id is None:
            message = f"there is no article {article_id} in any story"
            raise UsageError(message, hint="`techwatch search --json` shows the ids")
        others = [a for a in members(connection, article.story_id) if a.id != article_id]
        if not others:
            message = f"article {article_id} is alone in its story"
            raise UsageError(message, hint="there is nothing to split")
        own = StoryId(number_id("split", str(article_id)))
        store.ties.part(connection, article_id, store.articles.ids(others))
        store.articles.place(connection, {article_id: Placement(story_id=own)})
    return own


def members(connection: Connection, story_id: StoryId) -> list[Article]:
    """Return the articles of a story.

    Raises:
        UsageError: If there is no such story.
    """
    found = store.articles.of_stories(connection, [story_id])
    if not found:
        message = f"there is no story {story_id}"
        raise UsageError(message, hint="`techwatch search --json` shows the ids")
    return found
