"""Quarters: written, read, and which days they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from watch.model import Quarter


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_quarter_holds_its_days_and_no_other(number):
    quarter = Quarter(2028, number)
    assert quarter.first_on in quarter
    assert quarter.last_on in quarter
    assert quarter.first_on - timedelta(days=1) not in quarter
    assert quarter.last_on + timedelta(days=1) not in quarter
    assert Quarter.of(quarter.first_on) == Quarter.of(quarter.last_on) == quarter


def test_quarter_is_read_as_it_is_written():
    assert Quarter.read(str(Quarter.of(date(2026, 11, 23)))) == Quarter(2026, 4)
    assert Quarter.read(" 2026-t1 ") == Quarter(2026, 1)


@pytest.mark.parametrize("written", ["", "2026", "2026-Q5", "2026-Q0", "0000-Q1", "26-Q1", "x"])
def test_what_is_no_quarter_is_not_read(written):
    assert Quarter.read(written) is None
