"""What hurts and what could be done: company, pain points, solutions, facets, matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import ArticleId, PainId, StoryId


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
    refused: tuple[str, ...] = ()


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
    """A story x pain point with its relevance, the probability that it is worth a study.

    Attributes:
        topic: Probability that it is about the matter of the pain.
        direction: How far it leans from the words of problems to those of solutions.
        learned: What the reader's decisions added to the log-odds of ``relevance``.
    """

    story_id: StoryId
    article_id: ArticleId
    pain_id: PainId
    relevance: float
    topic: float
    direction: float
    solution_id: str = ""
    evidence: Evidence
    learned: float = 0.0
