"""Entries become articles: dated, identified, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import MOMENT
from hypothesis import given
from hypothesis import strategies as st

from watch.model import Entry, SourceId
from watch.text import clean_text
from watch.understand import read
from watch.understand.reading import credible_date, text_fingerprint

PRESS = SourceId("press")
LONG = "The plant has cut its stoppages with forty sensors and one simple rule that people follow."


def entry(number=1, /, **fields):
    usual = {
        "guid": f"guid-{number}",
        "url": f"https://press.example/{number}",
        "title": f"Title {number}",
        "summary": f"{LONG} {number}",
        "published_at": MOMENT - timedelta(days=1),
    }
    return Entry(**usual | fields)


def only(*entries, now=MOMENT, source_id=PRESS):
    (found,) = read(entries, source_id, now)
    return found


def test_article_keeps_what_the_entry_says():
    """Title, text, link, date and language, in plain text."""
    found = only(entry(title="<b>Fewer</b> stoppages &amp; costs"))
    assert found.title == "Fewer stoppages & costs"
    assert found.text == f"{LONG} 1"
    assert found.url == "https://press.example/1"
    assert found.language == "en"
    assert found.published_at == found.effective_at == MOMENT - timedelta(days=1)
    assert found.first_seen_at == MOMENT


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        (None, None),
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (datetime(1989, 12, 31, tzinfo=UTC), None),
        (datetime(1990, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)),
        (MOMENT + timedelta(hours=23), MOMENT + timedelta(hours=23)),
        (MOMENT + timedelta(days=2), None),
        (datetime(2099, 1, 1, tzinfo=UTC), None),
    ],
)
def test_date_is_believed_from_1990_to_a_day_ahead(published, kept):
    """Zeros, template dates and the far future are no date; the article counts from first sight."""
    found = only(entry(published_at=published))
    assert found.published_at == kept
    assert found.effective_at == min(kept or MOMENT, MOMENT)


def test_update_date_stands_in_for_a_missing_publication_date():
    """A feed with update dates only is dated by them."""
    found = only(entry(published_at=None, updated_at=MOMENT - timedelta(days=3)))
    assert found.published_at == MOMENT - timedelta(days=3)


@given(st.datetimes(timezones=st.just(UTC)) | st.none())
def test_article_is_never_dated_after_now(published):
    """No feed can make its text newer than the present."""
    found = only(entry(published_at=published))
    assert found.effective_at <= MOMENT
    assert found.effective_at.year >= 1990
    assert credible_date(found.published_at, MOMENT) == found.published_at


def test_same_guid_twice_is_one_article_in_its_newest_form():
    """An update inside one feed replaces the earlier version, whatever their order."""
    old = entry(title="First version", updated_at=MOMENT - timedelta(hours=5))
    new = entry(title="Second version", updated_at=MOMENT - timedelta(hours=1))
    assert only(old, new) == only(new, old)
    assert only(old, new).title == "Second version"


def test_updated_title_at_the_same_address_is_the_same_article():
    """Between two polls the words may change; the article stays."""
    assert only(entry(title="Before")).id == only(entry(title="After")).id


def test_same_address_in_two_feeds_is_the_same_article():
    """Tracking parameters and the feed it came by do not matter."""
    other = entry(guid="another", url="https://press.example/1?utm_source=rss#top")
    assert only(entry()).id == only(other, source_id=SourceId("other")).id


def test_entries_that_share_a_home_page_are_told_apart():
    """When every entry links to the front page, the feed's own ids count."""
    entries = [entry(n, url="https://press.example/") for n in (1, 2, 3)]
    found = read(entries, PRESS, MOMENT)
    assert len({a.id for a in found}) == 3
    assert {a.id for a in read(entries[::-1], PRESS, MOMENT)} == {a.id for a in found}


def test_entries_without_link_or_guid_are_told_apart_by_title():
    """The poorest feeds still give one article for each entry."""
    entries = [entry(n, url="", guid="") for n in (1, 2)]
    assert len({a.id for a in read(entries, PRESS, MOMENT)}) == 2
    assert only(entries[0]).id != only(entries[0], source_id=SourceId("other")).id


def test_missing_title_is_made_from_the_text():
    """A title is never empty, and is short."""
    found = only(entry(title=" ", summary=LONG * 3))
    assert found.title
    assert len(found.title) <= 90
    assert LONG.startswith(found.title.rstrip("…").rstrip())


def test_entry_without_any_text_is_dropped():
    """A picture alone is no article."""
    assert read([entry(title="<img src=x>", summary="<p> </p>", content="")], PRESS, MOMENT) == []


def test_title_alone_is_an_article():
    """A headline without a body is kept."""
    found = only(entry(summary=""))
    assert (found.title, found.text) == ("Title 1", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://user@evil.example/", "/relative", ""]
)
def test_unsafe_link_is_not_kept(url):
    """An address nobody may click on is left out; the article stays."""
    assert only(entry(url=url)).url == ""


def test_longer_of_summary_and_content_is_the_text():
    """Full text where the feed has it; a repeated title is not part of it."""
    found = only(entry(summary="Short.", content=f"<p>Title 1</p><p>{LONG}</p>"))
    assert found.text == LONG


def test_articles_come_newest_first():
    """The newest are taken when a feed is cut."""
    entries = [entry(n, published_at=MOMENT - timedelta(days=n)) for n in (2, 1, 3)]
    assert [a.title for a in read(entries, PRESS, MOMENT)] == ["Title 1", "Title 2", "Title 3"]


def test_reprints_share_their_print_and_others_do_not():
    """The same opening under another title and case is the same text."""
    text = f"{LONG} {LONG} {LONG}"
    assert text_fingerprint("One title", text) == text_fingerprint("Another", text.upper() + "!")
    assert text_fingerprint("One", text) != text_fingerprint("One", text[40:])
    assert text_fingerprint("Photo", "Read more") == ""


@given(
    st.builds(
        Entry,
        guid=st.text(st.characters(), max_size=8),
        url=st.text(st.characters(), max_size=20) | st.just("https://a.example/ü?x=\ud800"),
        title=st.text(st.characters(), max_size=30),
        summary=st.text(st.characters(), max_size=60),
        content=st.text(st.characters(), max_size=60),
        published_at=st.datetimes(timezones=st.just(UTC)) | st.none(),
        updated_at=st.datetimes(timezones=st.just(UTC)) | st.none(),
    )
)
def test_reading_is_total_and_repeatable(found):
    """Any entry gives the same clean article on every poll, or none."""
    once = read([found, found], PRESS, MOMENT)
    again = read([found], PRESS, MOMENT + timedelta(hours=1))
    assert [a.id for a in once] == [a.id for a in again]
    for one in once:
        assert len(once) == 1
        assert clean_text(one.title) == one.title != ""
        assert clean_text(one.text) == one.text


def test_reading_two_different_feeds_mixes_nothing():
    """What is said of an entry never depends on its neighbours."""
    entries = [entry(n) for n in range(1, 6)]
    apart = [only(e) for e in entries]
    assert sorted(read(entries, PRESS, MOMENT), key=lambda a: a.title) == apart
    assert only(replace(entries[0], author="someone")) == apart[0]
