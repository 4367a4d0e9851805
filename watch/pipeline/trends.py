"""Stored articles → the family of each story → what grows and what fades."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

import numpy as np

from watch import match, review, store, understand
from watch.model import ModelKey, StoryId, Trends
from watch.store import Connection
from watch.store.tellings import Telling


def read_trends(
    connection: Connection,
    library: match.Library,
    key: ModelKey,
    now: datetime,
    *,
    zone: tzinfo,
    advance: Callable[[int], object] = lambda _: None,
) -> Trends:
    """Return the trends of the last weeks, from the vectors that are stored.

    Args:
        library: Seen by the view of ``key``.
        zone: Whose days name the weeks.
        advance: Told how many articles were looked at.
    """
    oldest = now - timedelta(weeks=review.TREND_WEEKS)
    found = store.tellings.since(connection, oldest - understand.WINDOW)
    ids, matrix = store.vectors.read(connection, key)
    view = library.views[key]
    told = [one for one in found if one[3] in view.sketch_means]
    rows = np.searchsorted(ids, [one[0] for one in told])
    held = [n for n, row in enumerate(rows) if row < len(ids) and ids[row] == told[n][0]]
    told = [told[n] for n in held]
    places, near = match.nearest_families(
        matrix[rows[held]], [language for *_, language in told], view, advance
    )
    families = [
        library.solutions[place].id if nearness >= match.ABOUT else ""
        for place, nearness in zip(places.tolist(), near.tolist(), strict=True)
    ]
    stories = _stories(told, families, near.tolist())
    known = {solution.id: solution for solution in library.solutions}
    return review.trends(stories, known, now.astimezone(zone))


def _stories(
    told: Sequence[Telling], families: Sequence[str], nearness: Sequence[float]
) -> Iterator[tuple[datetime, str]]:
    """Yield when each story began, and the family of its article that is nearest to one."""
    began: dict[StoryId, datetime] = {}
    best: dict[StoryId, tuple[float, str]] = {}
    for (_, story, at, _), family, near in zip(told, families, nearness, strict=True):
        began[story] = min(at, began.get(story, at))
        best[story] = max((near, family), best.get(story, (near, family)))
    for story, at in began.items():
        yield at, best[story][1]
