"""Weeks are those of the company's calendar, each exactly once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from watch.clock import FixedClock, SystemClock, iso_week

ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 30)


@pytest.mark.parametrize("zone", ZONES)
def test_iso_week_comes_once_in_seven_years(zone):
    """From 2024 to 2030 each week comes, in order, and never comes back."""
    start = datetime(2024, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = int((LAST - FIRST).days * 24)
    seen = [
        w
        for w, _ in groupby(iso_week(start + timedelta(hours=h), zone) for h in range(0, hours, 3))
    ]
    mondays = [FIRST + timedelta(weeks=n) for n in range((LAST - FIRST).days // 7)]
    expected = ["{}-W{:02d}".format(*day.isocalendar()[:2]) for day in mondays]
    assert seen == expected
    assert "2026-W53" in seen


@pytest.mark.parametrize("zone", ZONES)
def test_iso_week_changes_at_local_midnight_on_monday(zone):
    """The last second of Sunday and the first of Monday lie in different weeks."""
    for number in range(0, 366, 7):
        day = FIRST + timedelta(weeks=number)
        monday = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        year, week, _ = day.isocalendar()
        assert iso_week(monday, zone) == f"{year}-W{week:02d}"
        assert iso_week(monday - timedelta(seconds=1), zone) != f"{year}-W{week:02d}"


def test_system_clock_is_aware_and_fixed_clock_stands_still():
    """Both tell aware UTC; only one of them moves."""
    assert SystemClock().now().utcoffset() == timedelta(0)
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() is clock.now()
