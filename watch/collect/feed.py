"""What the parser child hands back: a feed or a reason, as JSON both ends understand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from watch.model import Entry, FailureKind

MAX_ENTRIES = 2_000  # the longest of 400 captured feeds has 1,157
_TEXT_FIELDS = {  # characters; ten times the longest of the captured feeds, or nearly
    "guid": 2_000,
    "url": 4_000,
    "title": 2_000,
    "summary": 20_000,
    "content": 200_000,
    "author": 500,
    "language": 40,
}
_MOMENT_FIELDS = ("published_at", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as published: its title and entries, in document order."""

    title: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """Why a document gave no feed."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A body to parse, with what its server said about it."""

    body: bytes
    content_type: str = ""
    url: str = ""


def entry_of(fields: dict[str, Any]) -> Entry:
    """Return an entry with every text cut to its limit; what is no text is empty."""
    texts = {name: _text(fields.get(name), limit) for name, limit in _TEXT_FIELDS.items()}
    return Entry(
        **texts,
        published_at=_moment(fields.get("published_at")),
        updated_at=_moment(fields.get("updated_at")),
    )


def encode(parsed: Feed | NotRead) -> bytes:
    """Return the JSON of a parser's result; lone surrogates survive as escapes."""
    if isinstance(parsed, NotRead):
        return json.dumps({"kind": parsed.kind.value, "reason": parsed.reason}).encode("ascii")
    entries = [_entry_fields(entry) for entry in parsed.entries]
    return json.dumps({"title": parsed.title, "entries": entries}).encode("ascii")


def decode(reply: bytes) -> Feed | NotRead:
    """Return what ``encode`` was given.

    Raises:
        ValueError: If the reply is not such JSON.
    """
    found = json.loads(reply)
    if "reason" in found:
        return NotRead(kind=FailureKind(found["kind"]), reason=str(found["reason"]))
    entries = tuple(entry_of(fields) for fields in found["entries"][:MAX_ENTRIES])
    return Feed(title=_text(found["title"], 500), entries=entries)


def _entry_fields(entry: Entry) -> dict[str, str]:
    """Return the fields that say something; most feeds leave half of them empty."""
    fields = {name: getattr(entry, name) for name in _TEXT_FIELDS}
    moments = {name: getattr(entry, name) for name in _MOMENT_FIELDS}
    fields |= {name: moment.isoformat() for name, moment in moments.items() if moment}
    return {name: value for name, value in fields.items() if value}


def _text(value: object, limit: int) -> str:
    return value[:limit] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else None
