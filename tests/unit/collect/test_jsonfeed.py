"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import Document, NotRead
from watch.collect.documents.jsonfeed import parse_json_feed
from watch.model import FailureKind

URL = "https://a.example/feed.json"
V11 = "https://jsonfeed.org/version/1.1"


def read(found: object):
    return parse_json_feed(Document(body=json.dumps(found).encode(), url=URL))


def first(**item):
    return read({"version": V11, "title": "T", "language": "fr", "items": [item]}).entries[0]


def test_item_is_read():
    entry = first(
        id="1", url="/a", title="Titre", summary="S", content_html="<p>x</p>", content_text="x",
        authors=[{"name": "A"}, {"name": "B"}], language="en",
        date_published="2025-01-06T09:30:00+01:00", date_modified="2025-01-07T09:30:00Z",
    )  # fmt: skip
    assert (entry.guid, entry.url, entry.title) == ("1", "https://a.example/a", "Titre")
    assert (entry.summary, entry.content, entry.author) == ("S", "<p>x</p>", "A, B")
    assert entry.language == "en"
    assert entry.published_at == datetime(2025, 1, 6, 8, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 1, 7, 9, 30, tzinfo=UTC)


def test_version_one_has_one_author_and_number_ids():
    feed = read(
        {
            "version": "https://jsonfeed.org/version/1",
            "author": {"name": "Rédaction"},
            "items": [{"id": 7, "content_text": "x"}],
        }
    )
    assert (feed.entries[0].guid, feed.entries[0].author) == ("7", "Rédaction")
    assert feed.entries[0].content == "x"


def test_language_of_the_feed_is_the_default():
    assert first(id="1").language == "fr"


def test_external_address_and_whole_id_serve_as_link():
    assert first(external_url="https://b.example/").url == "https://b.example/"
    assert first(id="https://c.example/1").url == "https://c.example/1"
    audio = [7, {"url": "https://cdn.example/3.mp3", "mime_type": "audio/mpeg"}]
    assert first(id="1", attachments=audio).url == "https://cdn.example/3.mp3"
    assert first(id="1", attachments="x").url == ""
    assert first(id="1", url="javascript:x").url == ""
    assert first(id="1", url="http://[x").url == ""


@pytest.mark.parametrize("date", ["2025-13-45", "soon", 5, None, ["2025"]])
def test_odd_date_is_no_date(date):
    assert first(date_published=date).published_at is None


def test_date_without_offset_counts_as_utc():
    assert first(date_published="2025-01-06T09:30:00").published_at.hour == 9


@pytest.mark.parametrize(
    "found", [{}, {"version": "2"}, [], "x", None, {"version": None, "items": [{}]}]
)
def test_other_json_is_no_json_feed(found):
    assert read(found) is None


@pytest.mark.parametrize("items", [None, {}, "x", [1, None, "x"]])
def test_odd_items_give_an_empty_feed(items):
    assert read({"version": V11, "items": items}).entries == ()


@pytest.mark.parametrize("version", [V11, V11.replace("/", "\\/"), V11.replace("1.1", "1")])
def test_json_feed_cut_short_is_unreadable(version):
    body = f'{{"version": "{version}", "items": [{{"id": "1"'.encode()
    found = parse_json_feed(Document(body=body))
    assert found == NotRead(kind=FailureKind.UNREADABLE, reason="the JSON is broken")


@pytest.mark.parametrize("body", [b"{", b"{" * 100_000, b'{"a":' * 50_000, b"\xff\xfe{", b""])
def test_damaged_json_is_no_json_feed(body):
    assert parse_json_feed(Document(body=body)) is None


def test_wrong_types_never_raise():
    odd = {
        key: [1]
        for key in [
            "id",
            "url",
            "title",
            "summary",
            "content_html",
            "authors",
            "author",
            "language",
        ]
    }
    assert first(**odd).title == ""
