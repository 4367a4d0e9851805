"""A moment that comes once a week, told to the scheduler."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from apscheduler.triggers.base import BaseTrigger


class WeeklyTrigger(BaseTrigger):  # type: ignore[misc] # the library has no types
    """Fires at a moment of the company's clock, as everything else here reckons it.

    The library's own cron trigger has other rules for the days on which clocks change.

    Args:
        following: Gives the first moment after another, by the settings of the hour.
    """

    __slots__ = ("_following",)

    def __init__(self, following: Callable[[datetime], datetime]) -> None:
        self._following = following

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the moment after the one that has come, or after now."""
        return self._following(previous_fire_time or now)
