"""Replies of the parser child ⇄ JSON. Nothing that crosses the pipe is trusted to fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from watch.collect.documents.feed import (
    ENTRY_TEXTS,
    MAX_ENTRIES,
    Feed,
    FeedLinks,
    NotRead,
    PageText,
    Permission,
    Reply,
    entry_of,
    moment_of,
    text_of,
)
from watch.model import Entry, FailureKind

MAX_LINKS = 100  # a page that lists all feeds of a large publisher names about 60
_FEED_TITLE = 500
_REASON = 500
_PAGE_TEXTS = {  # characters; the longest of 20 captured articles has 60,000
    "text": 100_000,
    "title": 2_000,
    "description": 5_000,
    "language": 40,
    "closed_because": _REASON,
}
_URL = 4_000


def encode(reply: Reply) -> bytes:
    """Return the JSON of a reply; lone surrogates survive as escapes."""
    return json.dumps({"is": type(reply).__name__, **_fields(reply)}).encode("ascii")


def decode(message: bytes) -> Reply:
    """Return what ``encode`` was given, every text cut to its limit.

    Raises:
        ValueError, KeyError, TypeError: If the message is not such JSON.
    """
    found = json.loads(message)
    return _READERS[found["is"]](found)


def _fields(reply: Reply) -> dict[str, Any]:
    if isinstance(reply, Feed):
        return {"title": reply.title, "entries": [_entry_fields(e) for e in reply.entries]}
    if isinstance(reply, PageText):
        texts = {name: getattr(reply, name) for name in _PAGE_TEXTS}
        published = reply.published_at.isoformat() if reply.published_at else None
        return {**texts, "published_at": published, "paywalled": reply.paywalled}
    if isinstance(reply, FeedLinks):
        return {"urls": reply.urls}
    if isinstance(reply, Permission):
        return {"allowed": reply.allowed, "crawl_delay_s": reply.crawl_delay_s}
    return {"kind": reply.kind.value, "reason": reply.reason}


def _entry_fields(entry: Entry) -> dict[str, str]:
    """Return the fields that say something; most feeds leave half of them empty."""
    fields = {name: getattr(entry, name) for name in ENTRY_TEXTS}
    moments = {"published_at": entry.published_at, "updated_at": entry.updated_at}
    fields |= {name: moment.isoformat() for name, moment in moments.items() if moment}
    return {name: value for name, value in fields.items() if value}


def _feed(found: Mapping[str, Any]) -> Feed:
    entries = tuple(entry_of(fields) for fields in found["entries"][:MAX_ENTRIES])
    return Feed(title=text_of(found["title"], _FEED_TITLE), entries=entries)


def _page_text(found: Mapping[str, Any]) -> PageText:
    texts = {name: text_of(found[name], limit) for name, limit in _PAGE_TEXTS.items()}
    published_at = moment_of(found["published_at"])
    return PageText(**texts, published_at=published_at, paywalled=bool(found["paywalled"]))


def _feed_links(found: Mapping[str, Any]) -> FeedLinks:
    urls = tuple(text_of(url, _URL) for url in found["urls"][:MAX_LINKS])
    return FeedLinks(urls=tuple(filter(None, urls)))


def _permission(found: Mapping[str, Any]) -> Permission:
    return Permission(allowed=bool(found["allowed"]), crawl_delay_s=float(found["crawl_delay_s"]))


def _not_read(found: Mapping[str, Any]) -> NotRead:
    return NotRead(kind=FailureKind(found["kind"]), reason=text_of(found["reason"], _REASON))


_READERS: dict[str, Callable[[Mapping[str, Any]], Reply]] = {
    "Feed": _feed,
    "PageText": _page_text,
    "FeedLinks": _feed_links,
    "Permission": _permission,
    "NotRead": _not_read,
}
