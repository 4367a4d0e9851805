"""Odd dates never raise and never depend on today."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from watch.collect.documents.dates import DateReader, from_struct

MOMENT = datetime(2025, 2, 12, 8, 30, tzinfo=UTC)
DAY = datetime(2025, 2, 12, tzinfo=UTC)


def as_feedparser_reads(text: str) -> datetime | None:
    """Read a date as a feed's, with what feedparser makes of it."""
    import feedparser

    body = f'<rss version="2.0"><channel><item><pubDate>{text}</pubDate></item></channel></rss>'
    (entry,) = feedparser.parse(body.encode(), sanitize_html=False).entries
    return DateReader().read(entry["published"], dict.get(entry, "published_parsed"))


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


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("mar. 12 févr. 2025 à 08h30", MOMENT),  # it was a Wednesday: the weekday does not count
        ("mercredi 12 février 2025 08:30", MOMENT),
        ("12 févr. 2025 à 8 h 30", MOMENT),
        ("Publié le 12 février 2025 à 08h30", MOMENT),
        ("12 février 2025", DAY),
        ("12 FÉVRIER 2025", DAY),
        ("12 fevrier 2025", DAY),
        ("le 1er août 2024 à 7h", datetime(2024, 8, 1, 7, tzinfo=UTC)),
        ("Mer, 12 Fév 2025 09:30:00 +0100", MOMENT),
    ],
)
def test_french_dates_are_read(text, moment):
    assert as_feedparser_reads(text) == moment


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Wed, 12 Feb 25 08:30:00 GMT", 2025),
        ("Fri, 12 Feb 99 08:30:00 GMT", 1999),
        ("12/02/25", 2025),
    ],
)
def test_two_digit_years_are_read(text, year):
    found = as_feedparser_reads(text)
    assert (found.year, found.month, found.day) == (year, 2, 12)


@pytest.mark.parametrize(
    "zone",
    ["+0000", "GMT", "Z", "XYZ", "+9999", "+25:00", "-9900"],
)
def test_zone_that_no_place_has_counts_as_utc(zone):
    assert as_feedparser_reads(f"Wed, 12 Feb 2025 08:30:00 {zone}") == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 12 Feb 2025 09:30:00 CET",
        "Wed, 12 Feb 2025 10:30:00 CEST",
        "Wed, 12 Feb 2025 09:30:00 +1:00",
        "Wed, 12 Feb 2025 09:30:00 GMT+01:00",
        "Wed, 12 Feb 2025 09:30:00 +0100 (CET)",
        "Wed, 12 Feb 2025 03:30:00 EST",
        "Wed, 12 Feb 2025 22:30:00 +1400",
        "2025-02-12T09:30:00+01:00[Europe/Paris]",
        "2025-02-12T08:30:00+99:00",
        "Mi, 12 Feb 2025 09:30:00 +0100",
    ],
)
def test_zones_in_odd_spellings_are_read(text):
    assert as_feedparser_reads(text) == MOMENT


def test_first_moment_of_the_calendar_does_not_overflow():
    first = (1, 1, 1, 0, 30, 0)
    assert DateReader().read("Mon, 01 Jan 0001 00:30:00 CET", first) is None


@pytest.mark.parametrize("text", ["2025/02/12", "2025/02/12 00:00", "2025.02.12", "20250212"])
def test_year_first_is_read_whole_and_not_completed_with_today(text):
    assert as_feedparser_reads(text) == DAY


@pytest.mark.parametrize("text", ["2025", "1736155800", "décembre 2024"])
def test_date_without_a_month_and_a_day_is_no_date(text):
    assert as_feedparser_reads(text) is None


@pytest.mark.parametrize(
    "zeros", ["0000-00-00 00:00:00", "-0001-11-30", "Wed, 30 Nov -0001 00:00:00 +0000"]
)
def test_zeros_of_an_empty_field_are_no_date(zeros):
    assert as_feedparser_reads(zeros) is None


@pytest.mark.parametrize(
    "text",
    ["2025-02-12T09:30:00+01:00", "2025-02-12T08:30:00Z", "2025-02-12 08:30", "20250212T0830Z"],
)
def test_iso_dates_are_read_without_feedparser(text):
    assert DateReader().read(text) == MOMENT


def test_number_of_slow_lookups_is_bounded():
    reader = DateReader()
    dates = [f"{day} mars {year}" for year in range(2000, 2010) for day in range(1, 29)]
    found = [reader.read(date) for date in dates]
    assert all(found[:200])
    assert not any(found[200:])
    assert reader.read(dates[0]) == found[0]
