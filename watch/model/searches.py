"""Topic searches: what is asked, what answers, and the searches that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from watch.model.articles import Article, EventKind, Story
from watch.model.names import OpportunityId, PainId, SourceId
from watch.model.reviews import Status
from watch.model.topics import Phase

PERIODS = (7, 30, 91, 365)
"""Days back from today that a search is restricted to: a week, a month, a quarter, a year."""


class FilterField(StrEnum):
    """What a search can be restricted by."""

    PERIOD = "period"
    LANGUAGE = "language"
    SOURCE = "source"
    PAIN = "pain"
    AREA = "area"
    KIND = "kind"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """What a search is restricted to; empty fields restrict nothing, several values are any of.

    Language, source and dates are those of one article of the story; the rest is of the story.

    Attributes:
        until_at: Only what counts as of before this moment.
        pain_ids: Only stories that a card of one of these pain points rests on or has gathered.
        areas: Only stories told by a source about one of these areas (``topics``), or that
            belong to a card of such an area.
        kinds: Only developments of one of these kinds, as title or opening of the article tell.
        statuses: Only stories that belong to a card that stands so.
    """

    language: str = ""
    source_ids: Sequence[SourceId] = ()
    since_at: datetime | None = None
    until_at: datetime | None = None
    pain_ids: Sequence[PainId] = ()
    areas: Sequence[str] = ()
    kinds: Sequence[EventKind] = ()
    statuses: Sequence[Status] = ()

    @property
    def active(self) -> frozenset[FilterField]:
        """What it restricts by."""
        given = {
            FilterField.PERIOD: self.since_at or self.until_at,
            FilterField.LANGUAGE: self.language,
            FilterField.SOURCE: self.source_ids,
            FilterField.PAIN: self.pain_ids,
            FilterField.AREA: self.areas,
            FilterField.KIND: self.kinds,
            FilterField.STATUS: self.statuses,
        }
        return frozenset(name for name, value in given.items() if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTie:
    """A card that a story belongs to: it rests on the story, or has gathered it."""

    opportunity_id: OpportunityId
    pain_id: PainId
    area: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found by a search: its best article, why, and how well.

    Attributes:
        kind: What title or opening of the article tell.
        areas: Topics of the sources that tell the story, then areas of its cards.
        cards: The cards that it belongs to.
    """

    story: Story
    article: Article
    source_name: str
    sentence: str
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    kind: EventKind = EventKind.OTHER
    areas: tuple[str, ...] = ()
    cards: tuple[CardTie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTrend:
    """How many stories on a topic began each week.

    Attributes:
        ends_on: The last day of each week, oldest first; weeks are seven days, the last ends today.
        counts: Stories on the topic that began in each week.
        read: All stories that began in each week, whatever they tell.
        recent_weeks: How many of the weeks are compared with those before them.
        phase: None where there are too few stories, or no weeks to compare with.
        ratio: Its share of what was read in the last weeks by that before; None where it had
            nothing before.
    """

    ends_on: tuple[date, ...]
    counts: tuple[int, ...]
    read: tuple[int, ...]
    recent_weeks: int
    phase: Phase | None
    ratio: float | None


Counts = Mapping[FilterField, Mapping[str, int]]
"""For each field, its values with the stories that choosing one would leave, all else as it is.
The values of ``PERIOD`` are days back, one of ``PERIODS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """What answers a search: the best stories, and what all of those counted are.

    Attributes:
        hits: The best, first.
        story_count: Stories that answer, ``bound`` at most.
        bound: How many of the best are counted, for this answer and behind each filter.
    """

    hits: tuple[Hit, ...]
    story_count: int
    bound: int
    counts: Counts
    trend: TopicTrend | None = None
    source_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that is kept under a name.

    Attributes:
        days: Only the last so many days, counted from the day it is asked; 0 is any time.
        in_digest: Whether the digest tells what it newly finds.
    """

    name: str
    query: str
    chosen: SearchFilter = SearchFilter()
    days: int = 0
    in_digest: bool = False
    by: str = ""
    created_at: datetime

    def filter_at(self, now: datetime) -> SearchFilter:
        """Return what it is restricted to at a moment."""
        if not self.days:
            return self.chosen
        return replace(self.chosen, since_at=now - timedelta(days=self.days))
