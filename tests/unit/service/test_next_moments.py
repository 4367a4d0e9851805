"""The moments of the schedule: each week exactly once, also where clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from watch.clock import iso_week
from watch.deliver import outbox
from watch.review.calendar import freezes_now
from watch.service.schedule import health, next_moments
from watch.service.weekly_trigger import WeeklyTrigger
from watch.settings import DeliverSettings, ReviewSettings, Settings

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Santiago",
)
START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
TIMES = ("18:00", "00:00", "02:30", "23:59", "01:45")


def of(zone: str, day: str, clock: str) -> Settings:
    return Settings(
        timezone=zone,
        review=ReviewSettings(freeze_day=day, freeze_time=clock),
        deliver=DeliverSettings(send_day=day, send_time=clock),
    )


def chain(settings: Settings, name: str) -> list[datetime]:
    """Follow the moments from one to the next over seven years."""
    moment, found = START, []
    while moment < END:
        moment = getattr(next_moments(settings, moment), name)
        found.append(moment)
    return found[:-1]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["sunday", "friday", "monday"])
@pytest.mark.parametrize("clock", TIMES)
def test_each_week_has_each_moment_exactly_once(zone, day, clock):
    """Sundays at 01:45 and 02:30 fall into the gaps and folds of these zones."""
    settings = of(zone, day, clock)
    for name in ("freeze_at", "send_at"):
        moments = chain(settings, name)
        weeks = [iso_week(moment, zone) for moment in moments]
        first = date.fromisocalendar(*_numbers(weeks[0]), 1)
        expected = [_week(first + timedelta(weeks=n)) for n in range(len(weeks))]
        assert weeks == expected
        assert len(weeks) in {364, 365, 366}


def _numbers(week: str) -> tuple[int, int]:
    year, _, number = week.partition("-W")
    return int(year), int(number)


def _week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


@pytest.mark.parametrize("zone", ZONES)
def test_moment_is_the_clock_time_but_in_a_gap(zone):
    moments = chain(of(zone, "sunday", "02:30"), "freeze_at")
    told = [f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" for moment in moments]
    assert set(told) <= {"02:30", "03:00", "03:30"}
    assert told.count("02:30") >= len(told) - 8


def test_time_that_comes_twice_is_meant_the_first_time():
    settings = of("Europe/Paris", "sunday", "02:30")
    before = datetime(2026, 10, 24, tzinfo=UTC)
    moment = next_moments(settings, before).freeze_at
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_moments(settings, moment).freeze_at == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", TIMES)
def test_run_at_the_moment_freezes_and_one_before_does_not(zone, clock):
    settings = of(zone, "friday", clock)
    for moment in chain(settings, "freeze_at")[::13]:
        week = iso_week(moment, zone)
        assert freezes_now(week, moment, zone, settings.review)
        assert not freezes_now(week, moment - timedelta(seconds=1), zone, settings.review)


@pytest.mark.parametrize("zone", ZONES)
def test_digest_is_sent_at_a_moment_of_the_schedule(zone):
    """What the outbox holds due, and what the schedule wakes up for, are the same moments."""
    settings = replace(of(zone, "friday", "18:00"), deliver=DeliverSettings())
    sends = set(chain(settings, "send_at"))
    for frozen_at in chain(settings, "freeze_at")[:-1]:
        assert outbox.send_at(frozen_at, settings.deliver, zone) in sends


def test_trigger_goes_on_from_the_moment_that_has_come():
    trigger = WeeklyTrigger(lambda at: next_moments(Settings(), at).freeze_at)
    now = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    first = trigger.get_next_fire_time(None, now)
    assert first == datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(first, now) == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "ok"), [(0, True), (26, True), (26.1, False), (500, False)])
def test_home_is_well_while_its_last_good_run_is_recent(hours, ok):
    found = health(END - timedelta(hours=hours), 26.0, END)
    assert (found.ok, found.hours) == (ok, hours)


def test_home_that_never_ran_is_not_well():
    assert not health(None, 26.0, END).ok
