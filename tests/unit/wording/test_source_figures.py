"""Figures of a source are written as the reader writes them, and nothing is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fakes import source

from watch.model import Harvest, PollRecord, SourceId, SourceStanding, SourceState
from watch.wording import Translator, figures

FR = Translator("fr")
EN = Translator("en")
LATE = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)


def standing(harvest=None, **fields):
    record = PollRecord(source_id=SourceId("press"), state=SourceState.OK, **fields)
    return SourceStanding(source=source(), record=record, harvest=harvest or Harvest())


def test_figures_are_written_in_the_readers_language():
    harvest = Harvest(
        articles=1319,
        articles_per_week=24.26,
        undated_share=0.004,
        duplicate_share=0.311,
        opportunities=6,
    )
    given = standing(harvest, ok_at=LATE, newest_entry_at=LATE, entry_count=1200)
    french, english = figures(given, FR), figures(given, EN)
    assert (french.articles, french.weekly) == ("1\u202f319", "24,3")
    assert (english.articles, english.weekly) == ("1,319", "24.3")
    assert (french.undated, french.duplicates) == ("0\u202f%", "31\u202f%")
    assert (english.undated, english.duplicates) == ("0%", "31%")
    assert (english.opportunities, english.entries) == ("6", "1,200")
    assert (french.succeeded, english.newest) == ("30 nov. 2026", "30 Nov 2026")


def test_days_are_those_of_the_readers_zone():
    assert figures(standing(ok_at=LATE), FR, ZoneInfo("Europe/Paris")).succeeded == "1er déc. 2026"


def test_source_that_gave_nothing_shows_dashes_not_percentages():
    nothing = figures(standing(), EN)
    assert (nothing.succeeded, nothing.newest) == ("—", "—")
    assert (nothing.undated, nothing.duplicates) == ("—", "—")
    assert (nothing.articles, nothing.weekly, nothing.opportunities) == ("0", "0", "0")


def test_source_that_only_repeats_others_shows_its_duplicates():
    assert figures(standing(Harvest(duplicate_share=1.0)), EN).duplicates == "100%"
