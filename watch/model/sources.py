"""Sources and what a poll of one brings: entries, outcomes, standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.articles import Article
from watch.model.names import PainId, SourceId


class Reliability(StrEnum):
    """How far a source's word is trusted before anyone else confirms it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SourceKind(StrEnum):
    """Who speaks in a source; vendors and blogs weigh less as confirmation.

    An aggregator (a search engine's news feed) repeats what others publish: the
    publisher that its entries name is the owner of what they say.
    """

    PRESS = "press"
    TRADE = "trade"
    VENDOR = "vendor"
    INSTITUTION = "institution"
    REGULATOR = "regulator"
    RESEARCH = "research"
    BLOG = "blog"
    FUNDING = "funding"
    AGGREGATOR = "aggregator"


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


def owner_of(article: Article, source: Source | None) -> str:
    """Return who answers for an article: its publisher, else the owner of its source."""
    return article.publisher or (source.owner if source else "")


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

    NO_ADDRESS = "no web address"
    REFUSED = "refused address"
    NO_HOST = "no such host"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    MISSING = "not found"
    FORBIDDEN = "access denied"
    BUSY = "asked to wait"
    HTTP = "http error"
    GONE = "gone"
    TOO_LARGE = "too large"
    ENCODING = "unsupported encoding"
    WEB_PAGE = "web page"
    BOT_WALL = "bot wall"
    NOT_A_FEED = "not a feed"
    UNREADABLE = "unreadable feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """HTTP validators of the copy we hold, sent back on the next poll."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One element of a feed as published: untrusted, possibly incomplete.

    ``publisher`` is who the feed says the text comes from: an address or a name.
    """

    guid: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    language: str = ""
    publisher: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A poll that returned a feed.

    ``permanent_url`` is where the address has moved for good; empty when it has not.
    ``wire_bytes`` came over the network, before unpacking.
    """

    source_id: SourceId
    entries: tuple[Entry, ...]
    validators: Validators = Validators()
    final_url: str = ""
    permanent_url: str = ""
    feed_title: str = ""
    body_fingerprint: str = ""
    wire_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A poll answered "not modified", or by the very bytes we already read."""

    source_id: SourceId
    validators: Validators = Validators()
    permanent_url: str = ""


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
class Move:
    """A permanent redirect seen again and again: where to, how often, when last counted."""

    url: str
    sightings: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """The standing of one source: what happened last and when to ask again.

    ``due_at`` is when the schedule asks again; before ``not_before_at`` nobody does,
    because the server asked us to wait. ``failure`` is set while the last poll failed.
    """

    source_id: SourceId
    state: SourceState = SourceState.NEVER
    failure: FailureKind | None = None
    reason: str = ""
    validators: Validators = Validators()
    body_fingerprint: str = ""
    polled_at: datetime | None = None
    ok_at: datetime | None = None
    due_at: datetime | None = None
    not_before_at: datetime | None = None
    failing_since_at: datetime | None = None
    failure_count: int = 0
    entry_count: int = 0
    newest_entry_at: datetime | None = None
    move: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRequest:
    """A source to poll now, with what we remember of its last answer."""

    source: Source
    record: PollRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a source has given so far.

    Units:
        ``articles_per_week`` over the last eight weeks, or since the first article when
        that is later; ``undated_share`` and ``duplicate_share`` in [0, 1] of all that it
        carried, a duplicate being what another source told first or a reprint;
        ``opportunities`` counts those that one of its articles supports.
    """

    articles: int = 0
    articles_per_week: float = 0.0
    undated_share: float = 0.0
    duplicate_share: float = 0.0
    opportunities: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """A source, how its last poll ended, and what it has given."""

    source: Source
    record: PollRecord
    harvest: Harvest = Harvest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed found behind the address of a page: its title, how much it holds, how new."""

    url: str
    title: str = ""
    entry_count: int = 0
    newest_entry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The feeds behind an address, the best first; where there is none, why.

    Attributes:
        reason: In words, with the particulars.
        kind: What failed; nothing where a page was read that has no feed.
    """

    feeds: tuple[FoundFeed, ...] = ()
    reason: str = ""
    kind: FailureKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Sources that belong together and are switched on and off together.

    ``names`` holds the name in each language served, ``sectors`` the industries for
    which it was made (none: for everybody).
    """

    id: str
    names: Mapping[str, str]
    sectors: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many sources that answer write about the area of a pain point.

    ``packs`` are switched off and would add ``sources_to_gain`` more.
    """

    pain_id: PainId
    area: str
    sources: int
    packs: tuple[str, ...] = ()
    sources_to_gain: int = 0
