"""What is shown: signals, opportunities, silences, the edition of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from watch.model.articles import EventKind
from watch.model.names import OpportunityId, PainId, StoryId, Week
from watch.model.pains import Company, Evidence


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
    """The list of one ISO week, the same on screen, terminal and in the mail.

    ``profile`` names the weights of merit it was made with.
    """

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
    profile: str = "balanced"
