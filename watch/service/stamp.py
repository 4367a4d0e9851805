"""What tells that something in the database has changed, without reading it again."""

from __future__ import annotations

from datetime import datetime

from watch import store
from watch.store import Connection

Stamp = tuple[object, ...]


def stamp(connection: Connection, now: datetime) -> Stamp:
    """Return what differs after each run, decision or hour; some milliseconds.

    The hour is in it because a harvest is counted over the weeks up to now.
    """
    last = next(iter(store.runs.latest(connection, 1)), None)
    return (
        last and (last.number, last.ended_at),
        store.articles.newest_change(connection),
        store.counts.decisions(connection),
        store.counts.editions(connection),
        store.counts.sightings(connection),
        now.replace(minute=0, second=0, microsecond=0),
    )
