"""When a list is open and when it is closed: ISO weeks in the company's time zone.

A run makes the list of the open week. At or after the freeze moment it closes that list at once,
and later runs of the same calendar week work for the next one. A week that ended unfrozen is
closed as last stored by the first run after it; a week for which no run worked has no edition.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from watch.clock import iso_week
from watch.model import Week
from watch.settings import DAYS, ReviewSettings


def week_at(moment: datetime, timezone: str) -> Week:
    """Return the ISO week of a moment in a time zone."""
    return Week(iso_week(moment, timezone))


def next_week(week: Week) -> Week:
    """Return the week after; a year has 52 weeks or 53."""
    return _week_of(_monday(week) + timedelta(weeks=1))


def freeze_at(week: Week, timezone: str, settings: ReviewSettings) -> datetime:
    """Return when the list of a week is closed, aware UTC.

    On the day that clocks change, a clock time that comes twice is meant the first time, and
    one that is skipped is as long after the change as it would have been without it.
    """
    day = _monday(week) + timedelta(days=DAYS.index(settings.freeze_day))
    return _moment(day, time.fromisoformat(settings.freeze_time), timezone)


def open_week(
    now: datetime, timezone: str, frozen: Collection[Week], *, monthly: bool = False
) -> Week:
    """Return the week that a run works for: the present one, or the first not frozen after it.

    Args:
        monthly: Work for the last week of a month only; its Thursday tells the month, as it
            tells the year of a week.
    """
    week = week_at(now, timezone)
    while week in frozen or (monthly and not _ends_month(week)):
        week = next_week(week)
    return week


def freezes_now(week: Week, now: datetime, timezone: str, settings: ReviewSettings) -> bool:
    """Return whether a run closes the list of this week as soon as it has made it."""
    return now >= freeze_at(week, timezone, settings)


def believable(now: datetime) -> datetime:
    """Return until when a list can have been made that is there now: the end of tomorrow, UTC.

    What was made later is of a clock that was wrong, and has been put right since; a clock that
    is put back by hours hides nothing. It is the same all day, so that answers can be kept.
    """
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=2), time.min, UTC)


def closing(stored_open: Collection[Week], now: datetime, timezone: str) -> list[Week]:
    """Return the weeks that are over and were never closed, oldest first.

    Args:
        stored_open: Weeks with a stored list that is not frozen.
    """
    present = _monday(week_at(now, timezone))
    return sorted((week for week in stored_open if _monday(week) < present), key=_monday)


def _ends_month(week: Week) -> bool:
    thursday = _monday(week) + timedelta(days=3)
    return (thursday + timedelta(weeks=1)).month != thursday.month


def _monday(week: Week) -> date:
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _week_of(day: date) -> Week:
    return week_at(datetime.combine(day, time.min, UTC), "UTC")


def _moment(day: date, clock: time, timezone: str) -> datetime:
    """Return the moment of a clock reading; Python's own choice where clocks change (PEP 495)."""
    return datetime.combine(day, clock, ZoneInfo(timezone)).astimezone(UTC)
