"""Odd dates never raise and never depend on today."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from watch.collect.dates import DateReader, from_struct


def test_struct_becomes_an_aware_moment():
    assert from_struct(time.gmtime(0)) == datetime(1970, 1, 1, tzinfo=UTC)


def test_leap_second_is_kept_in_its_minute():
    assert from_struct((2016, 12, 31, 23, 59, 60)) == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd", [None, (), (2020,), (0, 1, 1, 0, 0, 0), (2020, 2, 31, 0, 0, 0), "x"]
)
def test_odd_struct_is_no_moment(odd):
    assert from_struct(odd) is None


@pytest.mark.parametrize("odd", [None, 3, "", "hier", "il y a 2 jours", "2 hours ago", "14:30"])
def test_relative_and_partial_dates_are_refused(odd):
    assert DateReader().read(odd) is None


def test_day_comes_before_month():
    assert DateReader().read("03/04/2025") == datetime(2025, 4, 3, tzinfo=UTC)


def test_number_of_slow_lookups_is_bounded():
    reader = DateReader()
    dates = [f"{day} mars {year}" for year in range(2000, 2010) for day in range(1, 29)]
    found = [reader.read(date) for date in dates]
    assert all(found[:200])
    assert not any(found[200:])
    assert reader.read(dates[0]) == found[0]
