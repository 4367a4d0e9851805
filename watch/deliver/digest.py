"""The composed mail of an edition: every word of it, and no layout."""

from __future__ import annotations

from dataclasses import dataclass

from watch.model import Grade, OpportunityId, PainId, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim sentence of an article in its quotation marks, perhaps cut, and its place."""

    text: str
    source_name: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Why something that was shown before is in the list again."""

    label: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A link that comes back to the app, and what it says."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One opportunity of a digest.

    ``headline`` and ``quote`` are in the article's ``language`` (empty if it is none of
    those served), the rest in the reader's. ``url`` is safe to offer or empty; ``host``
    is where it leads. ``stake`` is the yearly value with what it supposes, or empty.
    ``actions`` decide, ``card_url`` opens it in the app: both empty without an app to open.
    """

    id: OpportunityId
    headline: str
    language: str
    url: str
    host: str
    area: str
    grade: Grade
    grade_name: str
    score: int
    back: Return | None
    so_what: str
    stake: str
    quote: Quote | None
    why: str
    doubt: str
    would_change: str
    actions: tuple[Action, ...] = ()
    card_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that changed, with the name or the words that say so, and where to read it.

    ``source_name`` is empty where ``said`` names it already.
    """

    said: str
    source_name: str
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An opportunity that is acted on, where it stands and with whom, and what changed."""

    id: OpportunityId
    headline: str
    language: str
    standing: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An opportunity of the list that is decided, and where it stands; ``url`` opens its card."""

    id: OpportunityId
    headline: str
    language: str
    standing: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that binds, what it is about, and the words that say so; ``words`` may be empty."""

    id: OpportunityId
    day: str
    headline: str
    language: str
    words: str
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One pain point for which nothing passed the bar."""

    pain_id: PainId
    pain: str
    reading: str
    nearest: str
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A story that a saved search has found: its title, where to read it."""

    headline: str
    language: str
    source_name: str
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A saved search, how much is new about it, and the first of that."""

    name: str
    told: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; ``numbered`` items are counted from 1."""

    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    decided: tuple[Decided, ...] = ()
    followed: tuple[Followed, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    topics: tuple[Topic, ...] = ()
    notes: tuple[Note, ...] = ()
    closing: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one reader of an edition gets, in one language.

    ``subject`` holds counts and the week only. ``banner`` is empty but for an
    example edition, ``reader`` for the company's own list. ``unsubscribe`` ends these mails.
    """

    week: Week
    reader: str
    language: str
    example: bool
    subject: str
    title: str
    period: str
    banner: str
    bottom_line: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    unsubscribe: Action | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every opportunity shown, in reading order."""
        return tuple(item for section in self.sections for item in section.items)
