"""The vocabulary of techwatch: one frozen type for each word of the glossary.

Moments are aware UTC and end in ``_at``; days end in ``_on``; quantities carry
their unit in the name. Nothing here does I/O, and nothing but these types
travels between stages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
PainId = NewType("PainId", str)
OpportunityId = NewType("OpportunityId", str)
ModelKey = NewType("ModelKey", str)
Week = NewType("Week", str)

LANGUAGES = ("fr", "en")
"""Languages served throughout: reading, matching, screens and mail."""

AREAS = (
    "production",
    "maintenance",
    "quality",
    "logistics",
    "transport",
    "supply_chain",
    "procurement",
    "energy",
    "sustainability",
    "hr",
    "safety",
    "customer_service",
    "sales",
    "product_development",
    "it",
    "cybersecurity",
    "data",
    "finance",
    "compliance",
    "facilities",
    "organisation",
)
"""Operational areas: a COO's remit laid over the APQC process framework."""


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
class Article:
    """An entry cleaned, dated, language-tagged and identified.

    ``effective_at`` is the earlier of publication and first sight: a feed cannot
    make an old text new. ``reprint_of`` names the article whose text this repeats.
    """

    id: ArticleId
    source_id: SourceId
    url: str
    title: str
    text: str
    language: str
    effective_at: datetime
    first_seen_at: datetime
    published_at: datetime | None = None
    title_fingerprint: str = ""
    text_fingerprint: str = ""
    reprint_of: ArticleId | None = None
    story_id: StoryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs, and the article whose text it repeats, if it does."""

    story_id: StoryId
    reprint_of: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """For whom we watch; applicability and wording depend on it."""

    name: str = ""
    sector: str = ""
    employees: int | None = None
    country: str = "FR"
    language: str = "fr"
    currency: str = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPoint:
    """An operational problem the company stated; only the title is required."""

    id: PainId
    title: str
    description: str = ""
    area: str = ""
    department: str = ""
    owner: str = ""
    kpi: str = ""
    yearly_cost: float | None = None
    importance: float = 7.0
    satisfaction: float = 3.0
    horizon_months: int = 12
    keywords: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    sketches: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A family of things a company can do, from the solution library."""

    id: str
    area: str
    kind: str
    maturity: str
    effort: str
    name: Mapping[str, str]
    problems: Mapping[str, tuple[str, ...]]
    sketch: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    gains: Mapping[str, tuple[str, ...]]
    kpis: Mapping[str, tuple[str, ...]]


class FacetKind(StrEnum):
    """What a facet says about its pain point."""

    PROBLEM = "problem"
    SKETCH = "sketch"
    KEYWORD = "keyword"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One text that stands for a pain point in search.

    ``solution_id`` names the library family a sketch or keyword came from; it is
    empty for what the company wrote itself.
    """

    kind: FacetKind
    text: str
    language: str = ""
    solution_id: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The verbatim sentence, link and date that support a match."""

    article_id: ArticleId
    sentence: str
    url: str
    source_name: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A story x pain point with its calibrated relevance, a probability."""

    story_id: StoryId
    article_id: ArticleId
    pain_id: PainId
    relevance: float
    dense: float
    lexical: float
    solution_bearing: float
    solution_id: str = ""
    evidence: Evidence


class EventKind(StrEnum):
    """What kind of development a story reports."""

    DEPLOYMENT = "deployment"
    PILOT = "pilot"
    LAUNCH = "launch"
    FUNDING = "funding"
    PARTNERSHIP = "partnership"
    RESEARCH = "research"
    REGULATION = "regulation"
    SCHEME = "scheme"
    INCIDENT = "incident"
    OPINION = "opinion"
    SURVEY = "survey"
    SETBACK = "setback"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader would underline in an article, each item verbatim."""

    event: EventKind = EventKind.OTHER
    gain: str = ""
    gain_sentence: str = ""
    adopter: str = ""
    promotional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about the same event; a reprint is counted once.

    ``owners`` are the independent publishers, in order of first telling.
    """

    id: StoryId
    articles: tuple[Article, ...]
    owners: tuple[str, ...]
    facts: Facts = Facts()

    @property
    def lead(self) -> Article:
        """The article that tells the story: the founding one."""
        return self.articles[0]


class Grade(StrEnum):
    """How sure we are, apart from how useful it would be."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    TO_CHECK = "to check"
    SINGLE_SOURCE = "single source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One ranking quantity in [0, 1], its weight and what it was read from."""

    name: str
    value: float
    weight: float
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A dated, revisable claim that a development could reduce a named pain.

    ``score`` is 0-100; its parts are ``need``, ``relevance``, ``signals`` and
    ``penalties`` (names of the factors applied).
    """

    id: OpportunityId
    pain_id: PainId
    pain_title: str
    area: str
    story_id: StoryId
    title: str
    language: str
    score: float
    grade: Grade
    need: float
    relevance: float
    signals: tuple[Signal, ...]
    penalties: tuple[str, ...]
    solution_id: str
    solution_name: Mapping[str, str] = field(default_factory=dict)
    event: EventKind
    gain: str
    evidence: tuple[Evidence, ...]
    owners: tuple[str, ...]
    effective_at: datetime
    first_seen_at: datetime
    other_pain_ids: tuple[PainId, ...] = ()
    weak_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A pain point for which nothing passed the bar this week, and why."""

    pain_id: PainId
    pain_title: str
    article_count: int
    source_count: int
    nearest_title: str = ""
    nearest_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The list of one ISO week, the same on screen, terminal and in the mail."""

    week: Week
    made_at: datetime
    company: Company
    opportunities: tuple[Opportunity, ...]
    silences: tuple[Silence, ...]
    article_count: int
    story_count: int
    source_count: int
    failed_source_count: int
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """What a search is restricted to; empty fields restrict nothing."""

    language: str = ""
    source_ids: Sequence[SourceId] = ()
    since_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found by a search: its best article, why, and how well."""

    story: Story
    article: Article
    source_name: str
    sentence: str
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did, and what it cost.

    Units:
        ``seconds`` per stage, wall clock; ``peak_memory_mb`` of this process, 0 where the
        system does not tell.
    """

    sources: Mapping[str, int]
    entries: int
    articles_new: int
    articles_updated: int
    articles_duplicate: int
    articles: int
    stories: int
    matches: int
    opportunities: int
    seconds: Mapping[str, float]
    peak_memory_mb: int
    stopped: bool = False

    @property
    def failed_sources(self) -> int:
        """How many sources are in a state of failure."""
        bad = (SourceState.FAILED, SourceState.FAILING, SourceState.GONE)
        return sum(self.sources.get(state.value, 0) for state in bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """A source, how its last poll ended, and how many articles it gave."""

    source: Source
    record: PollRecord
    article_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that ``techwatch doctor`` looked at; a fault carries its remedy."""

    subject: str
    ok: bool
    text: str
    hint: str = ""
