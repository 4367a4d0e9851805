"""Dates in prose become days."""

from __future__ import annotations

from datetime import date

import pytest

from watch.understand.told_dates import told_dates

PUBLISHED_ON = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("le 1er janvier 2027", "2027-01-01"),
        ("au 1er janvier prochain", "2027-01-01"),
        ("on 31 March", "2027-03-31"),
        ("April 1, 2027", "2027-04-01"),
        ("the 12th of February 2027", "2027-02-12"),
        ("le 30/11/2027", "2027-11-30"),
        ("on 11/30/2027", "2027-11-30"),
        ("2027-02-28", "2027-02-28"),
        ("d'ici fin 2026", "2026-12-31"),
        ("by the end of March 2027", "2027-03-31"),
        ("fin juin 2028", "2028-06-30"),
        ("mi-mars 2027", "2027-03-15"),
        ("from January 2027", "2027-01-01"),
        ("by January 2027", "2027-01-31"),
        ("au deuxième trimestre 2027", "2027-04-01"),
        ("before the second quarter of 2027", "2027-06-30"),
        ("by Q1 2027", "2027-03-31"),
        ("à compter de décembre", "2026-12-01"),
        ("before the end of the year", "2026-12-31"),
    ],
)
def test_date_stands_for_one_day(told, day):
    """First day after "from", last after "by"; without a year, the next one."""
    assert [str(found.on) for found in told_dates(told, PUBLISHED_ON)] == [day]


@pytest.mark.parametrize("told", ["le 31 février 2027", "en 2027", "May be", "12 %", "the 3rd"])
def test_what_is_no_day_is_left(told):
    """Impossible days, bare years, and words that look like months."""
    assert list(told_dates(told, PUBLISHED_ON)) == []


def test_day_without_a_year_that_has_just_gone_by_is_left():
    """Published in October, "on 30 September" is rather the last one than the next."""
    assert list(told_dates("on 30 September", PUBLISHED_ON)) == []
    assert list(told_dates("on 30 September", None)) == []
