"""What decisions teach, and what the company does already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watch.model.names import ArticleId, OpportunityId, PainId


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article that a decision judged for a pain point, as an example to learn from.

    Attributes:
        title: Of the opportunity, so that a person knows what was learned from.
        grade: 3 worth a study, 2 a useful lead, 0 off topic.
        relevance: Estimate of P(worth a study) before anything was learned.
    """

    opportunity_id: OpportunityId
    pain_id: PainId
    article_id: ArticleId
    title: str
    grade: int
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What decisions taught, each reason to its own knob; empty, nothing is changed.

    Attributes:
        judged: Examples of what is relevant to a pain point, and of what is not.
        doubted: How often each owner was found a doubtful source.
        early: How often something was too early for a pain point.
        unfit: How often a family was too expensive, not our size or not available, for a pain.
        known: Families that are known or done already for a pain.
    """

    judged: tuple[Judged, ...] = ()
    doubted: Mapping[str, int] = field(default_factory=dict)
    early: Mapping[PainId, int] = field(default_factory=dict)
    unfit: Mapping[tuple[PainId, str], int] = field(default_factory=dict)
    known: frozenset[tuple[PainId, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """Something the company already does; what resembles it is not news to it.

    Attributes:
        solution_id: The family of the library that it belongs to, if one is named.
        opportunity_id: The opportunity that was decided "already done", if it came from one.
    """

    text: str
    pain_id: PainId | None = None
    solution_id: str = ""
    opportunity_id: OpportunityId | None = None
