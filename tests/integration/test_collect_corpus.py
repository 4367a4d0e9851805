"""Real and hostile feeds of the shared corpus, over real HTTP through the whole poll."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser
import pytest
from fakes import serving

from watch.collect import poll
from watch.collect.documents.feed import Document, Feed, NotRead
from watch.collect.parser.pool import ParserPool
from watch.links import safe_link
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    Outcome,
    PollRecord,
    PollRequest,
    Source,
    SourceId,
)
from watch.settings import CollectSettings

GOOD = Document(body=b'<rss version="2.0"><channel><title>T</title></channel></rss>')
SETTINGS = CollectSettings(allow_hosts=("127.0.0.1",), per_host_rate=1000)
CONTENT_TYPES = {  # by the format that the manifest found
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "jsonfeed?": "application/feed+json",
    "": "text/html; charset=utf-8",
}
CAPTURED_NO_FEEDS = {  # the four captured files without entries, in which the manifest finds none
    # HTML of one entry, saved by the tests of feedjira: no feed around it
    "feedjira/TechCrunchFirstEntry.xml": FailureKind.NOT_A_FEED,
    "feedjira/TenderLovemakingFirstEntry.xml": FailureKind.NOT_A_FEED,
    # the page "Page introuvable" of BFMTV, sent with status 200
    "fr_2025_multisource/Flux_RSS_-_BFMTV_-_Strasbourg.xml": FailureKind.WEB_PAGE,
    # two XML declarations in one, attributes without quotes, every element in a prefix that
    # nothing declares: it holds entries, but no XML parser can say which
    "kagi_benchmark/7ef13a42fa7e177a.feed": FailureKind.UNREADABLE,
}
HANDMADE_NO_FEEDS = {  # made to be no feed, or broken before the first entry
    "feedjira/HREFConsideredHarmfulFirstEntry.xml": FailureKind.NOT_A_FEED,
    "feedjira/TechCrunchFirstEntryDescription.xml": FailureKind.NOT_A_FEED,
    "feedparser_tests/encoding__bozo_invalid-bytes-with-bom.xml": FailureKind.UNREADABLE,
    "feedparser_tests/illformed__aaa_illformed.xml": FailureKind.UNREADABLE,
    "feedparser_tests/illformed__rss_empty_document.xml": FailureKind.NOT_A_FEED,
    "kagi_integration/malformed_rss_namespaced.xml": FailureKind.UNREADABLE,
    "miniflux/xml_iso88591.xml": FailureKind.NOT_A_FEED,
    "miniflux/xml_iso88591_utf8_mismatch.xml": FailureKind.NOT_A_FEED,
}
SUITE_NO_FEEDS = {  # where feedparser returns an empty feed and we a failure: no entry is lost
    **dict.fromkeys(  # cut before the last ">": nobody knows what the server still had to say
        (
            "encoding/bozo_invalid-bytes-with-bom.xml",
            "entities/160.xml",
            "entities/732.xml",
            "entities/8216.xml",
            "entities/8217.xml",
            "entities/8220.xml",
            "entities/8221.xml",
            "entities/9830.xml",
            "entities/attr_amp.xml",
            "illformed/aaa_illformed.xml",
        ),
        FailureKind.UNREADABLE,
    ),
    "entities/query_variable_feed.xml": FailureKind.UNREADABLE,  # a stray "&" in an empty feed
    "http/http_status_302-no-location.xml": FailureKind.NOT_A_FEED,  # a comment and nothing else
    "illformed/rss_empty_document.xml": FailureKind.NOT_A_FEED,  # a comment and nothing else
}


@contextmanager
def corpus_server(folder: Path, content_types: dict[str, str]) -> Iterator[str]:
    """Serve the files of a folder, each under its content type; yields the base address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = unquote(self.path).lstrip("/")
            body = (folder / name).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", content_types[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as address:
        yield address


def content_type_of(row: dict[str, str]) -> str:
    name = row["format"]
    return CONTENT_TYPES.get(name) or CONTENT_TYPES[name.rstrip("0123456789u")]


def request_of(name: str, address: str) -> PollRequest:
    source_id = SourceId(name)
    source = Source(id=source_id, url=f"{address}/{quote(name)}", name=name, owner="")
    return PollRequest(source=source, record=PollRecord(source_id=source_id))


@pytest.fixture(scope="module")
def manifest(shared_data) -> dict[str, dict[str, str]]:
    """The rows of the manifest by the name of their file: 437 lines, the first of them the head."""
    with (shared_data / "feeds/manifest.csv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def outcomes(shared_data, manifest) -> dict[str, Outcome]:
    """What one crawl over loopback brings of every file of the manifest."""
    types = {name: content_type_of(row) for name, row in manifest.items()}
    with corpus_server(shared_data / "feeds", types) as address:
        requests = [request_of(name, address) for name in manifest]
        return {outcome.source_id: outcome for outcome in poll(requests, SETTINGS)}


@pytest.fixture
def captured_entries(manifest, outcomes) -> dict[str, tuple[Entry, ...]]:
    captured = (name for name, row in manifest.items() if row["kind"] == "captured")
    return {n: outcomes[n].entries for n in captured if isinstance(outcomes[n], Fetched)}


@pytest.mark.slow
def test_every_file_has_an_outcome_and_none_an_error_of_ours(manifest, outcomes):
    assert len(manifest) == 436
    assert outcomes.keys() == manifest.keys()
    reasons = [o.reason for o in outcomes.values() if isinstance(o, Failed)]
    ours = [r for r in reasons if "techwatch itself" in r or "damaged beyond" in r or "parser" in r]
    assert ours == []


@pytest.mark.slow
def test_every_captured_feed_has_the_entries_of_the_manifest(captured_entries, manifest):
    captured = {name: row for name, row in manifest.items() if row["kind"] == "captured"}
    expected = {n: int(row["items"]) for n, row in captured.items() if n not in CAPTURED_NO_FEEDS}
    assert {name: len(entries) for name, entries in captured_entries.items()} == expected
    assert (len(captured), sum(expected.values())) == (273, 6759)


@pytest.mark.slow
def test_every_json_feed_is_read(manifest, outcomes):
    rows = [row for row in manifest.values() if row["format"] == "jsonfeed?"]
    found = {row["file"]: len(outcomes[row["file"]].entries) for row in rows}
    assert found == {row["file"]: int(row["items"]) for row in rows}
    assert len(found) == 9


@pytest.mark.slow
def test_what_is_no_feed_fails_under_its_own_name(manifest, outcomes):
    failed = {n: o.kind for n, o in outcomes.items() if isinstance(o, Failed)}
    assert failed == CAPTURED_NO_FEEDS | HANDMADE_NO_FEEDS
    assert all(manifest[name]["items"] == "0" for name in failed)


@pytest.mark.slow
def test_every_handmade_feed_has_the_entries_of_the_manifest(manifest, outcomes):
    handmade = {name: row for name, row in manifest.items() if row["kind"] == "handmade"}
    found = {n: len(outcomes[n].entries) for n in handmade if isinstance(outcomes[n], Fetched)}
    expected = {n: int(row["items"]) for n, row in handmade.items() if n not in HANDMADE_NO_FEEDS}
    assert found == expected


@pytest.mark.slow
def test_dates_are_found_wherever_a_captured_feed_has_them(captured_entries, manifest):
    for name, entries in captured_entries.items():
        undated = [e for e in entries if not (e.published_at or e.updated_at)]
        assert len(undated) <= int(manifest[name]["items_without_date"]), name


@pytest.mark.slow
def test_links_are_found_wherever_a_captured_feed_has_them(captured_entries):
    assert all(safe_link(e.url) == e.url for entries in captured_entries.values() for e in entries)
    without = {name: sum(not e.url for e in entries) for name, entries in captured_entries.items()}
    assert {name: count for name, count in without.items() if count} == {
        "kagi_benchmark/cc314ce5dfbb3adc.feed": 1046,  # titles and texts, nothing else
        "ruby_feedparser/linuxsoft-invalidutf8.xml": 6,  # the same
        "ruby_feedparser/rss1_normalization.xml": 3,  # the same
    }


@pytest.mark.proof
@pytest.mark.slow
def test_every_crasher_and_staller_ends_in_time_and_the_next_feed_parses(shared_data, proof):
    files = sorted((shared_data / "hostile/own").glob("fee*/*.xml"))
    assert len(files) == proof.count(30, 30)
    longest = 0.0
    with ParserPool(1, 10.0) as pool:
        for file in files:
            began = time.monotonic()
            found = pool.parse(Document(body=file.read_bytes()))
            longest = max(longest, time.monotonic() - began)
            assert isinstance(found, Feed | NotRead)
            assert "root:" not in repr(found)
            assert pool.parse(GOOD) == Feed(title="T")
    proof.state(
        "feeds: crashers and stallers",
        measured=f"the longest {longest:.1f} s, every next feed read",
        target="each ≤ 10.5 s, the next feed is read",
        holds=longest <= 10.5,
    )


@pytest.mark.proof
@pytest.mark.slow
def test_suite_of_feedparser_gives_the_entries_that_feedparser_gives(shared_data, proof):
    folder = shared_data / "hostile/feedparser/tests"
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.xml")}
    assert len(files) == proof.count(2242, 2242)
    with ParserPool(1, 10.0) as pool:
        found = {name: pool.parse(Document(body=body)) for name, body in files.items()}
    refused = {name: reply.kind for name, reply in found.items() if isinstance(reply, NotRead)}
    surprises = sum(SUITE_NO_FEEDS.get(name) is not kind for name, kind in refused.items())
    proof.state(
        "feeds: suite of feedparser",
        measured=f"{surprises} uncaught or unforeseen, {len(found) - len(refused)} read",
        target="0 uncaught",
        holds=not surprises,
    )
    assert refused == SUITE_NO_FEEDS
    expected = {name: len(feedparser.parse(BytesIO(body)).entries) for name, body in files.items()}
    assert {name: len(getattr(reply, "entries", ())) for name, reply in found.items()} == expected


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
