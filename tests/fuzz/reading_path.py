"""Bytes from the web → articles, pages, links and permissions, by the way the product takes.

An input is one byte that says as what the rest is read, then the body. Whatever it holds,
``check`` may only fail by an ``AssertionError``: each is a claim of the product that is false.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from watch.collect.documents.feed import Feed, FeedLinks, PageText, Permission, Reading, Reply
from watch.collect.page_reader import page_of
from watch.collect.parser import child
from watch.collect.parser.messages import decode
from watch.model import Article, ArticleId, Page, PageRequest, SourceId
from watch.understand import read

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
ADDRESS = "https://press.example/news/feed"
REQUEST = PageRequest(article_id=ArticleId(1), url=ADDRESS)

AS_WHAT = (
    (Reading.FEED, ""),
    (Reading.FEED, "application/rss+xml"),
    (Reading.FEED, "text/xml; charset=utf-8"),
    (Reading.FEED, "text/xml; charset=iso-8859-1"),
    (Reading.FEED, "application/feed+json"),
    (Reading.FEED, "text/html; charset=windows-1252"),
    (Reading.LINKS, "text/html"),
    (Reading.ROBOTS, "text/plain"),
    (Reading.RESERVATIONS, "application/json"),
    (Reading.PAGE, "text/html; charset=utf-8"),
)
"""What the first byte of an input stands for; six in ten are feeds."""

_TAG = re.compile(r"<[a-zA-Z/!?]")
_BIDI = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_MARKS = frozenset("\u200e\u200f\u061c\ufeff")


def check(data: bytes) -> None:
    """Read an input as the product does, and claim what holds for all that comes of it."""
    reading, content_type = AS_WHAT[(data[0] if data else 0) % len(AS_WHAT)]
    reply = answered(reading, content_type, data[1:])
    if isinstance(reply, Feed):
        _check_articles(read(reply.entries, SourceId("press"), NOW))
    elif isinstance(reply, PageText):
        _check_page(page_of(REQUEST, reply))
    elif isinstance(reply, FeedLinks):
        assert all(_is_web_address(url) for url in reply.urls)
    elif isinstance(reply, Permission):
        assert reply.crawl_delay_s == reply.crawl_delay_s  # not "not a number"


def answered(reading: Reading, content_type: str, body: bytes) -> Reply:
    """Return what the parser child answers, as it arrives on the other side of the pipe."""
    header = {"content_type": content_type, "url": ADDRESS, "reading": reading.value}
    return decode(child._reply(json.dumps(header).encode("ascii"), body))


def flaw(text: str) -> str:
    """Return what is wrong with a cleaned text on one line, or nothing.

    Said with the tables of Unicode, not with the expressions that the product cleans with.
    """
    for sign in text:
        number = ord(sign)
        if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}:
            return f"a control or half a character (U+{number:04X})"
        if unicodedata.bidirectional(sign) in _BIDI or sign in _MARKS:
            return f"a mark of direction (U+{number:04X})"
        if number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF:
            return f"no character (U+{number:04X})"
    return "" if unicodedata.is_normalized("NFC", text) else "not in NFC"


def _check_articles(articles: list[Article]) -> None:
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert 0 < article.id < 2**63
        assert article.title
        for text in (article.title, article.text, article.publisher):
            assert not flaw(text), flaw(text)
            assert not _TAG.search(text), f"a tag in {text[:200]!r}"
        assert len(article.title) <= 300
        assert len(article.text) <= 20_000
        assert not article.url or _is_web_address(article.url), article.url
        assert article.published_at is None or _is_credible(article.published_at)
        assert _is_credible(article.effective_at)
        assert article.effective_at <= NOW
        assert article.language.isascii()


def _check_page(page: Page) -> None:
    for text in (*page.text.split("\n"), page.title, page.description, page.language):
        assert not flaw(text), flaw(text)
    assert page.published_at is None or page.published_at.tzinfo is UTC


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    plain = not any(
        c.isspace()
        or unicodedata.category(c) in {"Cc", "Cs"}
        or c in _MARKS
        or unicodedata.bidirectional(c) in _BIDI
        for c in url
    )
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_credible(moment: datetime) -> bool:
    return EARLIEST <= moment <= NOW + timedelta(days=1)
