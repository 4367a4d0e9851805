"""Articles, the facts in them, and the stories they tell together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from watch.model.names import ArticleId, SourceId, StoryId
from watch.text import folded


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


class FactKind(StrEnum):
    """What sort of thing a fact is."""

    EFFECT = "effect"
    ADOPTER = "adopter"
    SUPPLIER = "supplier"
    PRICE = "price"
    AVAILABILITY = "availability"
    DEADLINE = "deadline"


_DENIED = ("n'", "n’", "ne ", "not ", "isn")
"""How the words of an availability begin when there is none (``understand.prices``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a COO looks for, verbatim, with the sentence that says it.

    Attributes:
        text: The figure, name, price, claim or date itself.
        start: Where it begins in title, line break, text; ``end`` where it ends.
        about: What the figure concerns, what makes the date bind, the adopter's trade, the
            place; verbatim.
        clause: The words that state it, in one piece.
        value: The figure in ``unit``, negative where something went down; an adopter's head
            count; None where the text gives no number.
        unit: "%", "points", an ISO 4217 code, a unit of measure.
        on: The day a deadline stands for.
        adverse: Whether an effect is for the worse.
    """

    kind: FactKind
    text: str
    sentence: str
    start: int
    end: int
    about: str = ""
    clause: str = ""
    value: float | None = None
    unit: str = ""
    on: date | None = None
    adverse: bool = False

    @property
    def denies(self) -> bool:
        """Whether an availability says that there is none."""
        return folded(self.text).startswith(_DENIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader would underline in an article.

    ``found`` is in the order of the text, the title's own facts last: a sentence of the text
    is the better evidence.
    """

    event: EventKind = EventKind.OTHER
    event_sentence: str = ""
    promotional: bool = False
    found: tuple[Fact, ...] = ()

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """Return the facts of one kind."""
        return tuple(fact for fact in self.found if fact.kind is kind)

    @property
    def gain(self) -> str:
        """The words that tell the first effect for the better; empty if there is none."""
        return "" if self._best is None else self._best.clause or self._best.text

    @property
    def gain_sentence(self) -> str:
        """The sentence of the gain."""
        return "" if self._best is None else self._best.sentence

    @property
    def adopter(self) -> str:
        """Who did it, when somebody is named."""
        return next((fact.text for fact in self.of(FactKind.ADOPTER)), "")

    @property
    def _best(self) -> Fact | None:
        if self.promotional or self.event in _NOT_DONE:
            return None
        return next((fact for fact in self.of(FactKind.EFFECT) if not fact.adverse), None)


_NOT_DONE = frozenset(
    {
        EventKind.SURVEY,
        EventKind.SCHEME,
        EventKind.REGULATION,
        EventKind.FUNDING,
        EventKind.SETBACK,
    }
)
"""Kinds whose figures are ceilings, shares and amounts, not gains at an adopter."""


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

    def teller(self, sentence: str) -> Article:
        """Return the article in which a sentence stands; the lead if none has it."""
        told = (one for one in self.articles if sentence == one.title or sentence in one.text)
        return next(told, self.lead)
