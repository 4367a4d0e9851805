"""Article pages: the full text behind an entry, kept for indexing only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import ArticleId


class PageState(StrEnum):
    """What came of reading an article's page."""

    READ = "read"
    PAYWALLED = "paywalled"
    CLOSED = "closed to robots"
    EMPTY = "no article text"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """An article whose page is to be read."""

    article_id: ArticleId
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of an article says, or why it could not be read.

    ``text`` is plain text, never shown and never mailed: it serves to find the
    article, whose rights stay with its publisher. It is empty unless the state is
    ``READ``, or ``PAYWALLED`` with the stub before the wall. ``title``,
    ``description``, ``language`` and ``published_at`` are what the page itself declares.
    """

    article_id: ArticleId
    state: PageState
    reason: str = ""
    text: str = ""
    title: str = ""
    description: str = ""
    language: str = ""
    published_at: datetime | None = None
