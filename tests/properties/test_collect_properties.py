"""Claims that hold for any text, any bytes and any history of polls."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watch.collect.documents.aggregators import headline, unwrapped
from watch.collect.documents.charset import settled
from watch.collect.documents.dates import DateReader
from watch.collect.documents.feed import Document, Feed, NotRead
from watch.collect.documents.joined import joined
from watch.collect.documents.parse import parse
from watch.collect.parser.messages import decode, encode
from watch.collect.schedule import after, due
from watch.collect.web.unpack import Unpacker, Unreceived
from watch.links import canonical_url, host_of, registrable_domain, safe_link, source_id
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    PollRecord,
    SourceId,
    SourceState,
    Unchanged,
)
from watch.settings import CollectSettings

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "http://",
        "https://",
        "a.example",
        "//",
        "/",
        "?",
        "#",
        "&",
        "=",
        "utm_source=x",
        "%2f",
        "%",
        "@",
        ":",
        "é",
        "..",
        "&amp;",
        "http://b.example/",
        "[",
        "]",
        ":80",
        "xn--",
        "a=1",
        "。",
        " ",
    ]
)
ADDRESSES = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))
MARKUP = st.lists(
    st.sampled_from(
        [
            '<rss version="2.0">',
            "<channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "<pubDate>",
            "2025-01-01",
            "<guid>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "&#xD800;",
            "&#0;",
            "\x00",
            "<entry>",
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            "<!DOCTYPE a [",
            "é",
            "http://a/b",
            "<media:description>",
            '<source url="http://a/">',
            " - Le Quai",
            "<html>",
            "<urlset>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "<news:title>",
            "</news:title>",
            "&amp;",
            "&",
            '{"version": "https://jsonfeed.org/version/1", "items": [',
            '{"url": "http://a/b", "date_published": "2025-01-01"}',
            "]}",
        ]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())
DATES = st.one_of(
    st.text(max_size=90),
    st.lists(
        st.sampled_from(
            "12 99 2025 0000 9999 févr. Feb 1er - / à 8h30 08:30:00 T Z +0100 +99:99 CET ٣".split()
        ),
        max_size=9,
    ).map(" ".join),
)


@given(ADDRESSES)
def test_canonical_address_is_safe_and_canonical(text):
    found = canonical_url(text)
    assert canonical_url(found) == found
    assert safe_link(found) == found
    assert "#" not in found
    assert "utm_source" not in urlsplit(found).query


@given(ADDRESSES)
def test_no_address_makes_a_function_raise(text):
    assert urlsplit(safe_link(text)).scheme in ("", "http", "https")
    assert host_of(text) == host_of(text).lower()
    assert isinstance(registrable_domain(text), str)
    assert 0 < len(source_id(text)) <= 60


@given(st.binary(max_size=5000), st.integers(1, 500), st.integers(0, 6000))
def test_gzip_gives_all_or_refuses(data, step, limit):
    packed = gzip.compress(data)
    unpacker = Unpacker("gzip", 10_000, limit)
    try:
        for start in range(0, len(packed), step):
            unpacker.feed(packed[start : start + step])
        assert unpacker.body() == data
        assert len(data) <= limit
    except Unreceived:
        assert len(data) > limit


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(MARKUP, st.binary(max_size=500)))
def test_no_document_makes_the_parser_raise(body):
    found = parse(Document(body=body, url="https://a.example/feed"))
    assert isinstance(found, Feed | NotRead)
    assert decode(encode(found)) == found
    if isinstance(found, Feed):
        for entry in found.entries:
            assert safe_link(entry.url) == entry.url
            assert all(m is None or m.tzinfo is UTC for m in (entry.published_at, entry.updated_at))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DATES, st.none() | st.tuples(*[st.integers(-1, 10_000)] * 6))
def test_no_date_makes_the_reader_raise(text, parsed):
    found = DateReader().read(text, parsed)
    assert found is None or found.tzinfo is UTC


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_with_a_mark_or_in_utf8_is_never_misread(text, encoding):
    text = text.encode("utf-8", "ignore").decode()
    found = settled(Document(body=f"<t>{text}</t>".encode(encoding), content_type="text/xml"))
    assert found.body.decode("utf-8-sig") == f"<t>{text}</t>"


@given(ADDRESSES, ADDRESSES)
def test_no_wrapping_hides_an_unsafe_address(target, text):
    for counter in ("https://www.bing.com/news/apiclick.aspx?url=", "https://google.fr/url?q="):
        found = unwrapped(safe_link(counter + quote(target, safe="")))
        assert safe_link(found) == found
    assert safe_link(joined(target, text)) == joined(target, text)


@given(st.text(), st.text())
def test_headline_loses_nothing_but_the_name_of_its_publisher(title, publisher):
    whole = f"{title} - {publisher}"
    assert headline(whole, publisher).strip() in (title.strip(), whole.strip())


def outcomes(source_id: SourceId):
    ages = st.none() | st.integers(-1000, 100_000).map(lambda hours: NOW - timedelta(hours=hours))
    entries = st.lists(ages.map(lambda at: Entry(published_at=at)), max_size=4).map(tuple)
    return st.one_of(
        entries.map(lambda found: Fetched(source_id=source_id, entries=found)),
        st.just(Unchanged(source_id=source_id)),
        st.builds(
            Failed,
            source_id=st.just(source_id),
            kind=st.sampled_from(FailureKind),
            reason=st.just("because"),
            retry_after_s=st.none() | st.floats(0, 604_800),
        ),
    )


@given(st.lists(st.tuples(outcomes(SourceId("s")), st.integers(0, 500)), max_size=30))
def test_any_history_leaves_a_source_that_is_due_some_day_unless_it_is_gone(history):
    record, now, limits = PollRecord(source_id=SourceId("s")), NOW, CollectSettings()
    for outcome, hours in history:
        now += timedelta(hours=hours)
        record = after(record, outcome, now, limits)
        assert record.polled_at == now
        assert record.reason
        assert record.failure_count >= 0
        assert (record.failure_count == 0) == (record.failing_since_at is None)
        gone = record.state is SourceState.GONE
        assert due(record, now + timedelta(days=8)) is not gone
        assert gone or now <= record.due_at <= now + timedelta(days=7.7)
