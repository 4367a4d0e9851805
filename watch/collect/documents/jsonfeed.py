"""JSON Feed 1.0 and 1.1 → feed. feedparser 6 does not read it.

Source:
    https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from watch.collect.documents.dates import DateReader
from watch.collect.documents.feed import MAX_ENTRIES, Document, Feed, NotRead, entry_of
from watch.collect.documents.joined import joined
from watch.model import FailureKind

_VERSION = "jsonfeed.org/version/1"
_HEAD_BYTES = 1_000  # the specification wants the version at the top


def parse_json_feed(document: Document) -> Feed | NotRead | None:
    """Return the feed of a JSON Feed document, or None if it is something else."""
    if document.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    try:
        found = json.loads(document.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        begun = _VERSION.encode() in document.body[:_HEAD_BYTES].replace(b"\\/", b"/")
        return NotRead(kind=FailureKind.UNREADABLE, reason="the JSON is broken") if begun else None
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


def _fields(
    item: Mapping[str, Any], feed: Mapping[str, Any], base: str, dates: DateReader
) -> dict[str, Any]:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    return {
        "guid": _guid(item.get("id")),
        "url": next(filter(None, (joined(base, link) for link in _links(item))), ""),
        "title": _text(item, "title"),
        "summary": _text(item, "summary"),
        "content": html or text,
        "author": _author(item) or _author(feed),
        "language": _text(item, "language") or _text(feed, "language"),
        "published_at": dates.read(item.get("date_published")),
        "updated_at": dates.read(item.get("date_modified")),
    }


def _guid(found: object) -> str:
    """Return an id as text; version 1.0 lets publishers write numbers."""
    number = isinstance(found, int | float) and not isinstance(found, bool)
    return str(found) if isinstance(found, str) or number else ""


def _links(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield what may be the address of an item, the best first."""
    yield _text(item, "url")
    yield _text(item, "external_url")
    guid = _text(item, "id")
    yield guid if "://" in guid else ""  # an id is an address only when it is a whole one
    attached = item.get("attachments")
    for attachment in attached if isinstance(attached, list) else []:
        if isinstance(attachment, Mapping):
            yield _text(attachment, "url")


def _author(found: Mapping[str, Any]) -> str:
    """Return the names of the authors; 1.0 has one ``author``, 1.1 ``authors``."""
    listed = found.get("authors")
    authors = listed if isinstance(listed, list) else [found.get("author")]
    names = (_text(author, "name") for author in authors[:10] if isinstance(author, Mapping))
    return ", ".join(name for name in names if name)


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
