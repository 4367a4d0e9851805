"""JSON Feed 1.0 and 1.1 → feed. feedparser 6 does not read it.

Source:
    https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from watch.collect.dates import DateReader
from watch.collect.feed import MAX_ENTRIES, Document, Feed, entry_of
from watch.links import safe_link

_VERSION = "jsonfeed.org/version/1"


def parse_json_feed(document: Document) -> Feed | None:
    """Return the feed of a JSON Feed document, or None if it is something else."""
    found = _load(document.body)
    if not isinstance(found, Mapping) or _VERSION not in str(found.get("version", "")):
        return None
    items = found.get("items")
    listed = items if isinstance(items, list) else []
    dates = DateReader()
    entries = (
        entry_of(_fields(item, found, document.url, dates))
        for item in listed[:MAX_ENTRIES]
        if isinstance(item, Mapping)
    )
    return Feed(title=_text(found, "title")[:500], entries=tuple(entries))


def _load(body: bytes) -> object:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    try:
        return json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None


def _fields(
    item: Mapping[str, Any], feed: Mapping[str, Any], base: str, dates: DateReader
) -> dict[str, Any]:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    return {
        "guid": _guid(item.get("id")),
        "url": _link(item, base),
        "title": _text(item, "title"),
        "summary": _text(item, "summary"),
        "content": html or text,
        "author": _author(item) or _author(feed),
        "language": _text(item, "language") or _text(feed, "language"),
        "published_at": _moment(_text(item, "date_published"), dates),
        "updated_at": _moment(_text(item, "date_modified"), dates),
    }


def _guid(found: object) -> str:
    """Return an id as text; version 1.0 lets publishers write numbers."""
    number = isinstance(found, int | float) and not isinstance(found, bool)
    return str(found) if isinstance(found, str) or number else ""


def _link(item: Mapping[str, Any], base: str) -> str:
    for name in ("url", "external_url", "id"):
        link = _text(item, name)
        if name == "id" and "://" not in link:
            continue  # an id is an address only when it is a whole one
        try:
            found = safe_link(urljoin(base, link)) if link else ""
        except ValueError:
            continue
        if found:
            return found
    return ""


def _author(found: Mapping[str, Any]) -> str:
    """Return the names of the authors; 1.0 has one ``author``, 1.1 ``authors``."""
    listed = found.get("authors")
    authors = listed if isinstance(listed, list) else [found.get("author")]
    names = (_text(author, "name") for author in authors[:10] if isinstance(author, Mapping))
    return ", ".join(name for name in names if name)


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _moment(text: str, dates: DateReader) -> datetime | None:
    """Return the moment of an RFC 3339 date; without an offset it counts as UTC."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return dates.read(text)
