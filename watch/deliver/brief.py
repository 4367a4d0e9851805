"""A card → the one-page brief of it: every word that is on the sheet, and no layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from watch.model import Card, Company, Grade, PainPoint
from watch.wording import Aspect, Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A sentence for or against, where and when it was published; ``host`` is where it leads."""

    text: str
    language: str
    source_name: str
    day: str
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Something said under its label."""

    label: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One opportunity on one sheet, in one language.

    ``headline`` is in the article's ``headline_language`` (empty if it is none of those served).
    ``banner`` is empty but for the example company.
    """

    language: str
    banner: str
    company: str
    made: str
    area: str
    headline: str
    headline_language: str
    so_what: str
    grade: Grade
    grade_name: str
    score: int
    pain: str
    pain_facts: tuple[Labelled, ...]
    for_it: tuple[Proof, ...]
    against: tuple[Proof, ...]
    doubt: str
    would_change: str
    aspects: tuple[Aspect, ...]
    standing: tuple[Labelled, ...]
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a brief is about.

    Attributes:
        pain: As stated today; nothing where it was struck from the list.
        now: In the company's time zone, in which days are told.
        example: Whether the company and all about it is invented.
    """

    card: Card
    pain: PainPoint | None
    company: Company
    now: datetime
    translator: Translator
    example: bool = False

    @property
    def zone(self) -> tzinfo | None:
        """The company's time zone."""
        return self.now.tzinfo
