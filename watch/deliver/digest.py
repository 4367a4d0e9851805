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
class Item:
    """One opportunity of a digest.

    ``headline`` and ``quote`` are in the article's ``language`` (empty if it is none of
    those served), the rest in the reader's. ``url`` is safe to offer or empty; ``host``
    is where it leads.
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
    so_what: str
    quote: Quote | None
    why: str
    doubt: str
    would_change: str


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
class Section:
    """A heading with what stands under it; ``numbered`` items are counted from 1."""

    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()
    closing: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one reader of an edition gets, in one language.

    ``subject`` holds counts and the week only. ``banner`` is empty but for an
    example edition.
    """

    week: Week
    language: str
    example: bool
    subject: str
    title: str
    period: str
    banner: str
    bottom_line: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every opportunity shown, in reading order."""
        return tuple(item for section in self.sections for item in section.items)
