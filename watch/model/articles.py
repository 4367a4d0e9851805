"""Articles, the facts in them, and the stories they tell together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import ArticleId, SourceId, StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An entry cleaned, dated, language-tagged and identified.

    ``effective_at`` is the earlier of publication and first sight: a feed cannot
    make an old text new. ``reprint_of`` names the article whose text this repeats;
    ``publisher`` its owner where an aggregator carried it (empty: the source's owner).
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
    publisher: str = ""
    title_fingerprint: str = ""
    text_fingerprint: str = ""
    reprint_of: ArticleId | None = None
    story_id: StoryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs, and the article whose text it repeats, if it does."""

    story_id: StoryId
    reprint_of: ArticleId | None = None


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
