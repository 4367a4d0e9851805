"""When the list of a week is open and when it is closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from week_bounds import week_bounds

from watch.model import Week
from watch.review.calendar import (
    closing,
    freeze_at,
    freezes_now,
    next_week,
    open_week,
    week_at,
)
from watch.settings import ReviewSettings

PARIS = "Europe/Paris"
FRIDAY_EVENING = ReviewSettings()
W47, W48, W49 = Week("2026-W47"), Week("2026-W48"), Week("2026-W49")


def utc(*reading):
    return datetime(*reading, tzinfo=UTC)


def on(day, clock):
    return ReviewSettings(freeze_day=day, freeze_time=clock)


@pytest.mark.parametrize(
    ("week", "following"),
    [
        ("2026-W47", "2026-W48"),
        ("2026-W52", "2026-W53"),
        ("2026-W53", "2027-W01"),
        ("2027-W52", "2028-W01"),
        ("2020-W53", "2021-W01"),
    ],
)
def test_weeks_follow_one_another_over_the_year(week, following):
    """A year has 53 weeks when ISO 8601 says so."""
    assert next_week(Week(week)) == following


def test_week_of_a_moment_depends_on_the_zone():
    """Sunday night in Paris is Monday morning in Auckland."""
    moment = utc(2026, 11, 22, 20)
    assert week_at(moment, PARIS) == "2026-W47"
    assert week_at(moment, "Pacific/Auckland") == "2026-W48"


def test_usual_freeze_is_friday_evening():
    """18:00 on the clock of the company, winter and summer."""
    assert freeze_at(W47, PARIS, FRIDAY_EVENING) == utc(2026, 11, 20, 17)
    assert freeze_at(Week("2026-W30"), PARIS, FRIDAY_EVENING) == utc(2026, 7, 24, 16)


def test_skipped_clock_time_is_as_long_after_the_change():
    """On 29 March 2026 Paris has no 02:30: the list is closed at 03:30."""
    moment = freeze_at(Week("2026-W13"), PARIS, on("sunday", "02:30"))
    assert moment.astimezone(ZoneInfo(PARIS)).isoformat() == "2026-03-29T03:30:00+02:00"


def test_clock_time_that_comes_twice_is_meant_the_first_time():
    """On 25 October 2026 Paris has 02:30 twice: summer time's comes first."""
    moment = freeze_at(Week("2026-W43"), PARIS, on("sunday", "02:30"))
    assert moment.astimezone(ZoneInfo(PARIS)).isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("frozen", "expected"),
    [((), W47), ((Week("2026-W46"),), W47), ((W47,), W48), ((W47, W48), W49)],
)
def test_run_works_for_the_first_week_not_frozen(frozen, expected):
    """The week of the run, unless it is closed already."""
    assert open_week(utc(2026, 11, 21, 9), PARIS, frozen) == expected


def test_run_closes_its_list_from_the_freeze_moment_on():
    """A minute before it does not; the list of the next week stays open."""
    freeze = freeze_at(W47, PARIS, FRIDAY_EVENING)
    assert not freezes_now(W47, freeze - timedelta(minutes=1), PARIS, FRIDAY_EVENING)
    assert freezes_now(W47, freeze, PARIS, FRIDAY_EVENING)
    assert not freezes_now(W48, freeze, PARIS, FRIDAY_EVENING)


def test_weeks_that_are_over_are_closed_oldest_first():
    """The present week and those to come stay open."""
    monday = week_bounds(W48, PARIS)[0]
    stored = [W48, W47, Week("2025-W52"), W49]
    assert closing(stored, monday, PARIS) == ["2025-W52", "2026-W47"]
    assert closing(stored, monday - timedelta(seconds=1), PARIS) == ["2025-W52"]


@pytest.mark.parametrize(
    ("moment", "frozen", "week"),
    [
        (utc(2026, 11, 4, 9), [], "2026-W48"),
        (utc(2026, 11, 27, 9), [], "2026-W48"),
        (utc(2026, 11, 28, 9), ["2026-W48"], "2026-W53"),
        (utc(2026, 12, 31, 9), [], "2026-W53"),
    ],
)
def test_monthly_reader_has_a_list_in_the_last_week_of_the_month(moment, frozen, week):
    """The Thursday of a week tells its month."""
    assert open_week(moment, PARIS, [Week(name) for name in frozen], monthly=True) == week
