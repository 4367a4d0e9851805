"""Real and hostile feeds of the shared corpus, through the whole poll."""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from watch.collect import poll
from watch.collect.answers import Answer
from watch.collect.feed import Document, Feed, NotRead
from watch.collect.parser_pool import ParserPool
from watch.model import (
    Failed,
    FailureKind,
    Fetched,
    PollRecord,
    PollRequest,
    Source,
    SourceId,
)
from watch.settings import CollectSettings

GOOD = Document(body=b'<rss version="2.0"><channel><title>T</title></channel></rss>')
NO_FEEDS = {  # README of the data: fragments of feeds, and a feed whose XML is beyond repair
    "feedjira/TechCrunchFirstEntry.xml": FailureKind.NOT_A_FEED,
    "feedjira/TenderLovemakingFirstEntry.xml": FailureKind.NOT_A_FEED,
    "kagi_benchmark/7ef13a42fa7e177a.feed": FailureKind.UNREADABLE,
}


@dataclass
class FolderFetcher:
    """Answers a source with the file of that name."""

    folder: Path

    async def fetch(self, request: PollRequest) -> Answer:
        return Answer(body=(self.folder / request.source.id).read_bytes())

    async def aclose(self) -> None:
        pass


def request_of(row: dict) -> PollRequest:
    source_id = SourceId(row["file"])
    source = Source(id=source_id, url=row["url"] or "http://a.example/", name="", owner="")
    return PollRequest(source=source, record=PollRecord(source_id=source_id))


@pytest.fixture
def feeds(shared_data) -> Path:
    return shared_data / "feeds"


def rows_of(feeds: Path, kind: str) -> list[dict]:
    with (feeds / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        return [row for row in csv.DictReader(manifest) if row["kind"] == kind]


@pytest.mark.slow
def test_every_captured_feed_is_read_and_every_page_is_named(feeds):
    rows = {row["file"]: row for row in rows_of(feeds, "captured")}
    settings = CollectSettings(per_host=32)
    requests = [request_of(row) for row in rows.values()]
    outcomes = {o.source_id: o for o in poll(requests, settings, fetcher=FolderFetcher(feeds))}
    assert outcomes.keys() == rows.keys()
    for name, outcome in outcomes.items():
        row = rows[name]
        if name in NO_FEEDS:
            assert outcome.kind is NO_FEEDS[name]
        elif not row["format"]:
            assert isinstance(outcome, Failed), name
            assert outcome.kind is FailureKind.NOT_A_FEED
            assert "HTML page" in outcome.reason or "Cloudflare" in outcome.reason
        else:
            assert isinstance(outcome, Fetched), (name, outcome)
            assert len(outcome.entries) == int(row["items"])


@pytest.mark.slow
def test_dates_are_found_wherever_the_feed_has_them(feeds):
    rows = {row["file"]: row for row in rows_of(feeds, "captured") if int(row["items"] or 0)}
    requests = [request_of(row) for row in rows.values()]
    for outcome in poll(requests, CollectSettings(per_host=32), fetcher=FolderFetcher(feeds)):
        undated = [e for e in outcome.entries if not (e.published_at or e.updated_at)]
        assert len(undated) <= int(rows[outcome.source_id]["items_without_date"]), outcome.source_id


def test_handmade_feeds_never_crash_the_poll(feeds):
    requests = [request_of(row) for row in rows_of(feeds, "handmade")]
    outcomes = list(poll(requests, CollectSettings(per_host=32), fetcher=FolderFetcher(feeds)))
    assert len(outcomes) == len(requests)
    assert not [o for o in outcomes if isinstance(o, Failed) and "techwatch itself" in o.reason]


@pytest.mark.slow
def test_every_crasher_and_staller_ends_in_time_and_the_next_feed_parses(shared_data):
    files = sorted((shared_data / "hostile/own").glob("fee*/*.xml"))
    assert len(files) == 30
    with ParserPool(1, 10.0) as pool:
        for file in files:
            began = time.monotonic()
            found = pool.parse(Document(body=file.read_bytes()))
            assert time.monotonic() - began <= 10.5, file.name
            assert isinstance(found, Feed | NotRead)
            assert "root:" not in repr(found)
            assert pool.parse(GOOD) == Feed(title="T")


@pytest.mark.slow
def test_suite_of_feedparser_crashes_nothing(shared_data):
    files = sorted((shared_data / "hostile/feedparser").rglob("*.xml"))
    assert len(files) > 2000
    with ParserPool(1, 10.0) as pool:
        found = [pool.parse(Document(body=file.read_bytes())) for file in files]
    crashed = [r.reason for r in found if isinstance(r, NotRead) and "parser" in r.reason]
    assert crashed == []


def test_feed_of_ten_thousand_items_is_read_within_its_limits():
    item = (
        b"<item><title>T %d</title><link>https://a.example/%d</link><guid>%d</guid><pubDate>Mon, 01"
        b" Jan 2024 12:00:00 GMT</pubDate><description>"
        + b"lorem ipsum " * 100
        + b"</description></item>"
    )
    items = b"".join(item.replace(b"%d", str(number).encode()) for number in range(10_000))
    body = b'<rss version="2.0"><channel><title>x</title>' + items + b"</channel></rss>"
    with ParserPool(1, 10.0) as pool:
        began = time.monotonic()
        found = pool.parse(Document(body=body))
        assert time.monotonic() - began < 10
    assert isinstance(found, Feed)
    assert len(found.entries) == 2000
