"""Every article without its words, in columns: what filters and counts look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from watch.store import schema
from watch.store.articles import newest_change, story_total
from watch.store.database import database_id

Column = npt.NDArray[np.int64]

State = tuple[str, int, int, int]
"""What a glance depends on: the database, its newest change, how its stories are cut."""


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


def state(connection: Connection) -> State:
    """Return what a glance depends on."""
    newest_story = connection.execute(select(func.max(schema.article.c.story_id))).scalar() or 0
    return (
        database_id(connection),
        newest_change(connection),
        story_total(connection),
        int(newest_story),
    )


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
