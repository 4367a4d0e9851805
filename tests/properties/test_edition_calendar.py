"""2024 to 2030 in five time zones: whenever runs happen, each edition is frozen exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
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

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "America/Sao_Paulo",
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BEGIN = datetime(2024, 1, 1, 12, tzinfo=UTC)
"""A moment of 2024-W01 in every zone."""

END = datetime(2031, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)

review_settings = st.builds(
    ReviewSettings,
    freeze_day=st.sampled_from(DAYS),
    freeze_time=st.times().map(lambda clock: clock.strftime("%H:%M")),
)


class Desk:
    """Makes and freezes lists as a run does; keeps every freeze in its order."""

    def __init__(self, timezone: str, said: ReviewSettings) -> None:
        self.timezone = timezone
        self.settings = said
        self.open: dict[Week, datetime] = {}
        self.frozen: dict[Week, datetime] = {}

    def run(self, now: datetime) -> None:
        for week in closing(self.open, now, self.timezone):
            self.freeze(week, now)
        week = open_week(now, self.timezone, self.frozen)
        self.open[week] = now
        if freezes_now(week, now, self.timezone, self.settings):
            self.freeze(week, now)

    def freeze(self, week: Week, now: datetime) -> None:
        assert week not in self.frozen
        del self.open[week]
        self.frozen[week] = now


def worked(timezone: str, said: ReviewSettings, runs: Iterable[datetime]) -> Desk:
    desk = Desk(timezone, said)
    for now in runs:
        desk.run(now)
        assert len(desk.open) <= 1
    return desk


def every(step: timedelta, begin: datetime = BEGIN) -> Iterator[datetime]:
    now = begin
    while now < END:
        yield now
        now += step


def weekly(timezone: str, first: timedelta) -> Iterator[datetime]:
    """Yield a moment a week as people and cron have it: the same time on the clock of the place.

    A week of 168 hours may pass over a whole week, where clocks change on the night of a Sunday.
    """
    for now in every(WEEK, BEGIN + WEEK + first):
        yield now.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def calendar_weeks(timezone: str) -> list[Week]:
    """Return the ISO weeks from the first moment to the last, counted day by day."""
    days = every(timedelta(days=1))
    return list(dict.fromkeys(week_at(day, timezone) for day in days))


@pytest.mark.parametrize("zone", ZONES)
def test_hourly_runs_freeze_each_week_at_its_moment(zone):
    """Weeks follow one another, 53-week years included; none waits an hour for its freeze."""
    said = ReviewSettings()
    desk = worked(zone, said, every(HOUR))
    frozen = list(desk.frozen)
    assert frozen == calendar_weeks(zone)[: len(frozen)]
    assert len(frozen) >= 365
    assert {"2026-W53", "2027-W01", "2030-W52"} <= set(frozen)
    for week, moment in desk.frozen.items():
        assert timedelta(0) <= moment - freeze_at(week, zone, said) < HOUR
        assert week_at(moment, zone) == week


@settings(max_examples=60)
@given(st.sampled_from(ZONES), review_settings, st.timedeltas(timedelta(0), WEEK))
@example("Europe/Paris", ReviewSettings(), timedelta(days=6, hours=11))
def test_one_run_a_week_gives_one_edition_a_week(zone, said, first):
    """On whatever day it falls, before the freeze or after: no week is lost, none comes twice."""
    desk = worked(zone, said, weekly(zone, first))
    weeks = [*desk.frozen, *desk.open]
    assert all(next_week(one) == other for one, other in pairwise(weeks))
    assert len(weeks) >= 364


@settings(max_examples=60)
@given(
    st.sampled_from(ZONES),
    review_settings,
    st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None)),
    st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=20)), max_size=60),
)
def test_irregular_runs_freeze_each_week_that_had_a_list_once(zone, said, first, gaps):
    """A week has an edition when a run made its list; it is frozen when over, if not before."""
    runs = [first.replace(tzinfo=UTC)]
    for gap in gaps:
        runs.append(runs[-1] + gap)
    desk = worked(zone, said, runs)
    visited = {week_at(now, zone) for now in runs}
    early = {
        next_week(week_at(now, zone))
        for before, now in pairwise(runs)
        if week_at(now, zone) == week_at(before, zone)
        and before >= freeze_at(week_at(before, zone), zone, said)
    }
    assert {*desk.frozen, *desk.open} == visited | early
    assert list(desk.frozen) == sorted(desk.frozen)
    for week in desk.open:
        assert week_bounds(week, zone)[1] > runs[-1]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_freeze_moment_lies_in_its_week(zone, day):
    """Early or late on any day of any week, days when clocks change included."""
    for week in calendar_weeks(zone):
        start, end = week_bounds(week, zone)
        for clock in ("00:00", "00:30", "02:30", "23:45"):
            moment = freeze_at(week, zone, ReviewSettings(freeze_day=day, freeze_time=clock))
            assert start <= moment < end


@pytest.mark.parametrize("zone", ZONES)
def test_weeks_leave_no_gap(zone):
    """Each begins when the one before ends, and is 168 hours long but where clocks change."""
    weeks = calendar_weeks(zone)
    bounds = [week_bounds(week, zone) for week in weeks]
    assert all(one[1] == other[0] for one, other in pairwise(bounds))
    assert {end - start for start, end in bounds} <= {WEEK - HOUR, WEEK, WEEK + HOUR}
    assert all(week_at(start, zone) == week for week, (start, _) in zip(weeks, bounds, strict=True))
