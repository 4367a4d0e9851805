"""What crosses the pipe arrives as it left, cut to size, and nothing else does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import Feed, FeedLinks, NotRead, PageText, Permission
from watch.collect.parser.messages import MAX_LINKS, decode, encode
from watch.model import Entry, FailureKind

MOMENT = datetime(2025, 1, 6, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "reply",
    [
        Feed(),
        Feed(title="é\ud800\x00", entries=(Entry(), Entry(guid="1", title="\U0001f600"))),
        Feed(entries=(Entry(published_at=MOMENT, updated_at=datetime(1, 1, 1, tzinfo=UTC)),)),
        PageText(),
        PageText(
            text="Un\ndeux\ud800", title="T", description="d", language="fr-FR",
            published_at=MOMENT, paywalled=True,
        ),
        PageText(closed_because="the publisher reserves text and data mining"),
        FeedLinks(),
        FeedLinks(urls=("https://a.example/feed", "https://a.example/é")),
        Permission(),
        Permission(allowed=False, crawl_delay_s=2.5),
        NotRead(kind=FailureKind.NOT_A_FEED, reason="the address answers a page"),
    ],
)  # fmt: skip
def test_reply_survives_the_pipe(reply):
    assert decode(encode(reply)) == reply


def test_texts_of_a_page_are_cut():
    found = decode(encode(PageText(text="x" * 200_000, title="t" * 9_000, language="l" * 99)))
    assert (len(found.text), len(found.title), len(found.language)) == (100_000, 2_000, 40)


def test_links_are_cut_in_number_and_length():
    found = decode(encode(FeedLinks(urls=tuple("u" * 9_000 for _ in range(500)))))
    assert len(found.urls) == MAX_LINKS
    assert {len(url) for url in found.urls} == {4_000}


def test_what_is_no_text_is_empty():
    fields = json.loads(encode(PageText()))
    found = decode(json.dumps({**fields, "text": 3, "title": ["x"]}).encode())
    assert found == PageText()


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"is": "Entry"}',
        b'{"is": "NotRead", "kind": "x", "reason": "y"}',
        b'{"is": "Feed", "title": ""}',
        b'{"is": "Permission", "allowed": true, "crawl_delay_s": "soon"}',
    ],
)
def test_improper_message_is_an_error(message):
    with pytest.raises((ValueError, KeyError, TypeError)):
        decode(message)
