"""Sources and what a poll of one brings: entries, outcomes, standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import SourceId


class Reliability(StrEnum):
    """How far a source's word is trusted before anyone else confirms it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SourceKind(StrEnum):
    """Who speaks in a source; vendors and blogs weigh less as confirmation."""

    PRESS = "press"
    TRADE = "trade"
    VENDOR = "vendor"
    INSTITUTION = "institution"
    REGULATOR = "regulator"
    RESEARCH = "research"
    BLOG = "blog"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something in ``sources.yaml`` that we poll."""

    id: SourceId
    url: str
    name: str
    owner: str
    kind: SourceKind = SourceKind.PRESS
    language: str = ""
    reliability: Reliability = Reliability.MEDIUM
    topics: tuple[str, ...] = ()
    pack: str = ""
    enabled: bool = True


class SourceState(StrEnum):
    """What the last poll of a source found, in words a person understands."""

    NEVER = "never polled"
    OK = "ok"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    UNDATED = "undated"
    STALE = "stale"
    FAILED = "failed"
    FAILING = "failing"
    GONE = "gone"
    OFF = "off"


class FailureKind(StrEnum):
    """Why a poll failed; the reason text beside it carries the particulars."""

    REFUSED = "refused address"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    HTTP = "http error"
    TOO_LARGE = "too large"
    ENCODING = "unsupported encoding"
    NOT_A_FEED = "not a feed"
    UNREADABLE = "unreadable feed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """HTTP validators of the copy we hold, sent back on the next poll."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One element of a feed as published: untrusted, possibly incomplete."""

    guid: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    language: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A poll that returned a feed."""

    source_id: SourceId
    entries: tuple[Entry, ...]
    validators: Validators = Validators()
    final_url: str = ""
    permanent_url: str = ""
    feed_title: str = ""
    body_fingerprint: str = ""
    byte_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A poll answered "not modified", or by the very bytes we already read."""

    source_id: SourceId
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A poll that brought nothing: an expected event, never an exception."""

    source_id: SourceId
    kind: FailureKind
    reason: str
    status: int = 0
    retry_after_s: float | None = None


Outcome = Fetched | Unchanged | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """The standing of one source: what happened last and when to ask again."""

    source_id: SourceId
    state: SourceState = SourceState.NEVER
    reason: str = ""
    validators: Validators = Validators()
    body_fingerprint: str = ""
    polled_at: datetime | None = None
    ok_at: datetime | None = None
    due_at: datetime | None = None
    failing_since_at: datetime | None = None
    failure_count: int = 0
    entry_count: int = 0
    newest_entry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRequest:
    """A source to poll now, with what we remember of its last answer."""

    source: Source
    record: PollRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """A source, how its last poll ended, and how many articles it gave."""

    source: Source
    record: PollRecord
    article_count: int = 0
