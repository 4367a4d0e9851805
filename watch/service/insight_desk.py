"""Insight: what is told more and more, and the opportunities seen from above."""

from __future__ import annotations

import threading
from datetime import date, datetime
from zoneinfo import ZoneInfo

from watch import review, store
from watch.match import Library
from watch.model import Radar, Trends
from watch.pipeline import read_trends
from watch.pipeline.listing import load_solutions
from watch.protocols import Progress, SilentProgress
from watch.service.kept import Kept
from watch.service.open_home import OpenHome
from watch.store import Connection

_State = tuple[str, int, int, date]
"""What trends depend on: the database, its newest change, how its stories are cut, the day."""


class InsightDesk:
    """What can be read from everything collected and decided, for those who steer."""

    def __init__(self, home: OpenHome, kept: Kept) -> None:
        self._home = home
        self._kept = kept
        self._library: Library | None = None
        self._trends: tuple[_State, Trends] | None = None
        self._at_work = threading.Lock()

    def ready(self) -> bool:
        """Tell whether the trends can be had at once, because nothing has changed since."""
        return self._trends is not None and self._trends[0] == self._state()

    def trends(self, progress: Progress | None = None) -> Trends:
        """Return which families and areas are told more often, or less.

        The first time, and after each run, every article of the last weeks is looked at:
        seconds. Then the answer is kept.

        Raises:
            ModelMissing: If no embedding model can be loaded.
        """
        progress = progress or SilentProgress()
        with self._at_work:
            state = self._state()
            if self._trends is None or self._trends[0] != state:
                with self._home.database().read() as connection:
                    self._trends = (state, self._read(connection, progress))
            return self._trends[1]

    def radar(self) -> Radar:
        """Return where every open opportunity stands, to the hour, and where it did a month ago."""
        hour = self._home.clock.now().replace(minute=0, second=0, microsecond=0)
        return self._kept.answer("radar", lambda c: _radar(c, hour), hour)

    def _read(self, connection: Connection, progress: Progress) -> Trends:
        view = self._home.first_view()
        if self._library is None:
            self._library = load_solutions([view])
        progress.start("trends", store.articles.total(connection))
        zone = ZoneInfo(self._home.settings.timezone)
        now = self._home.clock.now()
        return read_trends(
            connection, self._library, view.key, now, zone=zone, advance=progress.advance
        )

    def _state(self) -> _State:
        zone = ZoneInfo(self._home.settings.timezone)
        today = self._home.clock.now().astimezone(zone).date()
        return (*self._kept.answer("what was read", _read_so_far), today)


def _radar(connection: Connection, now: datetime) -> Radar:
    return review.radar(
        store.opportunities.cards(connection).values(),
        store.ledger.every(connection),
        store.editions.first_listed(connection),
        store.past_scores.as_of(connection, now - review.MONTH),
        now,
    )


def _read_so_far(connection: Connection) -> tuple[str, int, int]:
    return (
        store.database_id(connection),
        store.articles.newest_change(connection),
        store.articles.story_total(connection),
    )
