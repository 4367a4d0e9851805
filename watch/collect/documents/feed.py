"""What goes to the parser child, and what can come back; ``messages`` carries both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from watch.model import Entry, FailureKind

MAX_ENTRIES = 2_000  # the longest of 400 captured feeds has 1,157
ENTRY_TEXTS = {  # characters; ten times the longest of the captured feeds, or nearly
    "guid": 2_000,
    "url": 4_000,
    "title": 2_000,
    "summary": 20_000,
    "content": 200_000,
    "author": 500,
    "language": 40,
    "publisher": 300,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as published: its title and entries, in document order."""

    title: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """Why a document gave nothing."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """An article page: its main text, and what it says about itself.

    Where the publisher does not want the page to be mined, ``closed_because`` says
    so and all else is empty: the text has not left the child.
    """

    text: str = ""
    title: str = ""
    description: str = ""
    language: str = ""
    published_at: datetime | None = None
    paywalled: bool = False
    closed_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinks:
    """Addresses at which a page says, or lets guess, that its feeds are; the likeliest first."""

    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether a file of rules lets us read an address, and how long to wait between two."""

    allowed: bool = True
    crawl_delay_s: float = 0.0


Reply = Feed | PageText | FeedLinks | Permission | NotRead


class Reading(StrEnum):
    """As what a document is to be read."""

    FEED = "feed"
    PAGE = "page"
    LINKS = "links"
    ROBOTS = "robots.txt"
    RESERVATIONS = "tdmrep.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A body to parse, with what its server said about it, and as what.

    For a file of rules (``ROBOTS``, ``RESERVATIONS``) the address is the one to judge.
    """

    body: bytes
    content_type: str = ""
    url: str = ""
    reading: Reading = Reading.FEED


def entry_of(fields: dict[str, Any]) -> Entry:
    """Return an entry with every text cut to its limit; what is no text is empty."""
    texts = {name: text_of(fields.get(name), limit) for name, limit in ENTRY_TEXTS.items()}
    return Entry(
        **texts,
        published_at=moment_of(fields.get("published_at")),
        updated_at=moment_of(fields.get("updated_at")),
    )


def text_of(value: object, limit: int) -> str:
    """Return a text cut to its limit; what is no text is empty."""
    return value[:limit] if isinstance(value, str) else ""


def moment_of(value: object) -> datetime | None:
    """Return an aware moment in UTC, from one or from its ISO form; a naive one is none.

    Raises:
        ValueError: If a text is no such form.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else None
