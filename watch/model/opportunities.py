"""What is shown: signals, opportunities, silences, the edition of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from watch.model.articles import EventKind
from watch.model.names import ModelKey, OpportunityId, PainId, StoryId, Week
from watch.model.pains import Company, Evidence
from watch.model.reviews import Change, Status


class Grade(StrEnum):
    """How sure we are, apart from how useful it would be."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    TO_CHECK = "to check"
    SINGLE_SOURCE = "single source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One ranking quantity in [0, 1], its weight and what it was read from.

    ``decisions`` counts those that have lowered it.
    """

    name: str
    value: float
    weight: float
    basis: str = ""
    decisions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What the pain would cost less in a year, as a range, and what was assumed.

    Units:
        ``low`` and ``high`` in ``currency`` per year; ``cut`` is the part of the pain's cost
        that the cited effect or the family's usual gain stands for, in (0, 1].

    Attributes:
        assumption: The verbatim figure that the range rests on.
    """

    low: float
    high: float
    currency: str
    cut: float
    assumption: str
    source_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What adopting it would mean here, each with what it was read from.

    Attributes:
        impact: "high", "medium", "low" or "unknown".
        effort: "weeks", "months" or "years", from the library's family; "unknown" without one.
        maturity: Of the family: "emerging", "scaling" or "proven"; "unknown" without one.
        months: Months until it would work here.
        applies: Why it fits this company, or does not: "area", "sector", "size", "country",
            "unavailable".
        basis: By field name, the words that it was read from.
    """

    impact: str
    effort: str
    maturity: str
    months: float
    applies: tuple[str, ...] = ()
    basis: Mapping[str, str] = field(default_factory=dict)
    deadline_on: date | None = None
    deadline: str = ""
    stake: Stake | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A dated, revisable claim that a development could reduce a named pain.

    ``score`` is 0-100; its parts are ``need``, ``relevance``, ``signals`` and
    ``penalties`` (names of the factors applied).

    Attributes:
        changes: What brought it back, if it was shown before.
        decided: Whether ``status`` was decided from the list that it stands in.
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
    prospect: Prospect | None = None
    status: Status = Status.NEW
    changes: tuple[Change, ...] = ()
    learned: float = 0.0
    placed: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A followed opportunity about which something has changed since the last edition."""

    opportunity: Opportunity
    status: Status
    owner: str = ""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that a guard kept out of the frozen edition, and which."""

    opportunity_id: OpportunityId
    title: str
    guard: str


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

    ``profile`` names the weights of merit it was made with. Once frozen, nothing in it changes
    any more.

    Attributes:
        reader: Whose list it is; empty for the company's own.
        updates: What changed about followed opportunities.
        waiting_count: Opportunities shown earlier that nobody has decided.
        model_keys: The embedding models it was made with.
        left_out: Rows that the guards kept out when it was frozen.
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
    reader: str = ""
    updates: tuple[Update, ...] = ()
    waiting_count: int = 0
    model_keys: tuple[ModelKey, ...] = ()
    frozen_at: datetime | None = None
    left_out: tuple[LeftOut, ...] = ()
