"""Every article without its words, in columns: what filters and counts look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from watch.model import ArticleId, SourceId, StoryId
from watch.store import schema
from watch.store.articles import newest_change, story_total
from watch.store.database import database_id

Column = npt.NDArray[np.int64]

State = tuple[str, int, int, int, int, int]
"""What a glance depends on: the database, its newest change, how its stories are cut."""

_MIXED = 1_000_003
"""A prime: the rests of the stories' ids add up to another number when one article moves."""

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """An article without its words.

    Attributes:
        story_id: Its own id where it is in no story yet.

    Units:
        ``moment`` in microseconds since 1970, UTC.
    """

    id: ArticleId
    story_id: StoryId
    language: str
    source_id: SourceId
    moment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What every article is but for its words, row by row, by rising id.

    Attributes:
        stories: An article in no story yet is its own.
        languages: Places in ``language_names``.
        sources: Places in ``source_names``.

    Units:
        ``moments`` in microseconds since 1970, UTC.

    Shapes:
        every column ``(articles,)``.
    """

    ids: Column
    stories: Column
    languages: Column
    sources: Column
    moments: Column
    language_names: Sequence[str]
    source_names: Sequence[str]

    def of(self, ids: Column) -> list[Glimpse]:
        """Return those of some articles that there are, in their order.

        Args:
            ids: Ascending.
        """
        if not len(self.ids):
            return []
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        rows = rows[self.ids[rows] == ids]
        columns = (self.ids, self.stories, self.languages, self.sources, self.moments)
        return [
            Glimpse(
                id=ArticleId(name),
                story_id=StoryId(story),
                language=self.language_names[language],
                source_id=SourceId(self.source_names[source]),
                moment=moment,
            )
            for name, story, language, source, moment in zip(
                *(column[rows].tolist() for column in columns), strict=True
            )
        ]


def stamp(connection: Connection) -> tuple[int, int] | None:
    """Return what stays the same on one connection until anything is written; SQLite alone knows.

    Source:
        SQLite, PRAGMA data_version: the commits of all other connections. Those of this one are
        in ``total_changes``.
    """
    if connection.dialect.name != "sqlite":
        return None
    version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    driver: Any = connection.connection.driver_connection
    return int(version), int(driver.total_changes)


def state(connection: Connection) -> State:
    """Return what a glance depends on."""
    story = schema.article.c.story_id
    query = select(func.max(story), func.count(story), func.sum(story % _MIXED))
    newest, placed, mixed = connection.execute(query).one()
    return (
        database_id(connection),
        newest_change(connection),
        story_total(connection),
        int(newest or 0),
        placed,
        int(mixed or 0),
    )


def openings(
    connection: Connection, ids: Sequence[ArticleId], length: int
) -> dict[ArticleId, tuple[str, str]]:
    """Return the title and the first characters of the text of articles."""
    table = schema.article.c
    found: dict[ArticleId, tuple[str, str]] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(table.id, table.title, func.substr(table.text, 1, length))
        rows = connection.execute(query.where(table.id.in_(ids[start : start + _CHUNK])))
        found |= {ArticleId(name): (title, text) for name, title, text in rows}
    return found


def read(connection: Connection) -> Glance:
    """Return the columns of every article: half a second for 100,000."""
    table = schema.article
    query = select(
        table.c.id, table.c.story_id, table.c.language, table.c.source_id, table.c.effective_at
    ).order_by(table.c.id)
    rows = connection.execute(query).all()
    languages, language_names = _coded([row[2] for row in rows])
    sources, source_names = _coded([row[3] for row in rows])
    return Glance(
        ids=_column([row[0] for row in rows]),
        stories=_column([row[1] or row[0] for row in rows]),
        languages=languages,
        sources=sources,
        moments=_column([int(row[4].timestamp() * 1e6) for row in rows]),
        language_names=language_names,
        source_names=source_names,
    )


def _column(values: Sequence[int]) -> Column:
    return np.asarray(values, dtype=np.int64)


def _coded(values: Sequence[str]) -> tuple[Column, list[str]]:
    names = sorted(set(values))
    place = {name: n for n, name in enumerate(names)}
    return _column([place[value] for value in values]), names
