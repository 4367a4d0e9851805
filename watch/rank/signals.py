"""The signals of merit: pure functions into [0, 1], each with what it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watch.model import (
    Company,
    EventKind,
    Facts,
    Lessons,
    Match,
    OpportunityId,
    PainPoint,
    Reliability,
    Signal,
    Solution,
    Source,
    SourceId,
    SourceKind,
    Story,
    owner_of,
)
from watch.rank.peers import words_of_size
from watch.settings import PROFILES, STANDARD_PROFILE
from watch.text import telling_stems

WEIGHTS: Mapping[str, float] = PROFILES[STANDARD_PROFILE]
"""Shares of merit, unless another profile is in use."""

HALF_LIFE_DAYS = 45.0
"""Freshness halves in six weeks: a COO's list is about use, not about news."""

_MONTHS_TO_ADOPT = {"weeks": 2.0, "months": 8.0, "years": 24.0}
_IMMATURE_MONTHS = {EventKind.PILOT: 6.0, EventKind.RESEARCH: 24.0, EventKind.FUNDING: 12.0}
_ANY_COMPANY = 0.4
"""Applicability of a story that tells nothing of whom it is for."""

_FIT = {"area": 0.25, "sector": 0.2, "size": 0.15}
"""What each likeness adds; all of them make 1."""

_MOMENTUM_WINDOW = timedelta(days=7)
_FULL_VOICES = 3.0
"""Three independent, reliable owners confirm as much as any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the signals are judged against; ``weights`` names every signal and sums to 1."""

    company: Company
    sources: Mapping[SourceId, Source]
    solutions: Mapping[str, Solution]
    first_listed_at: Mapping[OpportunityId, datetime]
    now: datetime
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    lessons: Lessons = field(default_factory=Lessons)


def need(pain: PainPoint) -> float:
    """Return how much the company needs this pain solved, in [0, 1].

    Source:
        Ulwick's opportunity algorithm (HBR, January 2002): importance plus the
        unsatisfied part of it.
    """
    return (pain.importance + max(pain.importance - pain.satisfaction, 0.0)) / 20.0


def signals(
    story: Story, match: Match, pain: PainPoint, context: Context, listed_at: datetime | None
) -> tuple[Signal, ...]:
    """Return every signal of one story for one pain, with its weight."""
    solution = context.solutions.get(match.solution_id)
    values = {
        "impact": impact(story.facts),
        "corroboration": corroboration(story, context),
        "applicability": applicability(story, pain, solution, context.company),
        "readiness": readiness(story.facts.event, solution, pain.horizon_months),
        "novelty": novelty(listed_at, context.now),
        "momentum": momentum(story, context),
        "freshness": freshness(story.lead.effective_at, context.now),
    }
    return tuple(
        Signal(name=name, value=round(value, 4), weight=context.weights[name], basis=basis)
        for name, (value, basis) in values.items()
    )


def impact(facts: Facts) -> tuple[float, str]:
    """Return how well an effect is shown: figures at a named adopter at best."""
    if facts.gain and facts.adopter:
        return 1.0, f"{facts.gain}, {facts.adopter}"
    if facts.gain:
        return 0.8, facts.gain
    if facts.event in {EventKind.DEPLOYMENT, EventKind.PILOT} and facts.adopter:
        return 0.6, facts.adopter
    by_event = {
        EventKind.DEPLOYMENT: 0.6,
        EventKind.REGULATION: 0.5,
        EventKind.SCHEME: 0.5,
        EventKind.LAUNCH: 0.4,
        EventKind.PILOT: 0.4,
        EventKind.PARTNERSHIP: 0.2,
        EventKind.FUNDING: 0.2,
        EventKind.RESEARCH: 0.2,
    }
    return by_event.get(facts.event, 0.1), facts.event.value


def corroboration(story: Story, context: Context) -> tuple[float, str]:
    """Return how many independent, reliable owners tell the story in their own words."""
    best: dict[str, float] = {}
    for article in story.articles:
        source = context.sources.get(article.source_id)
        if article.reprint_of is None and source is not None:
            owner = owner_of(article, source)
            best[owner] = max(best.get(owner, 0.0), voice(source))
    return min(1.0, sum(best.values()) / _FULL_VOICES), str(len(best))


def voice(source: Source) -> float:
    """Return the weight of one source's word, in (0, 1]."""
    weight = {Reliability.HIGH: 1.0, Reliability.MEDIUM: 0.8, Reliability.LOW: 0.3}
    interested = {SourceKind.VENDOR: 0.5, SourceKind.BLOG: 0.7}
    return weight[source.reliability] * interested.get(source.kind, 1.0)


def applicability(
    story: Story, pain: PainPoint, solution: Solution | None, company: Company
) -> tuple[float, str]:
    """Return how near the story is to this company: area, sector, size."""
    found = likenesses(story, pain, solution, company)
    return sum((_FIT[name] for name in found), _ANY_COMPANY), ", ".join(found)


def likenesses(
    story: Story, pain: PainPoint, solution: Solution | None, company: Company
) -> dict[str, str]:
    """Return in what the story is like this company, by name, with the words that tell it."""
    text = f"{story.lead.title} {story.lead.text[:1500]}"
    language = story.lead.language
    found: dict[str, str] = {}
    if solution is not None and pain.area in {solution.area, ""}:
        found["area"] = solution.area
    if company.sector:
        trades = set(telling_stems(company.sector, language)) & set(telling_stems(text, language))
        found |= {"sector": ", ".join(sorted(trades))} if trades else {}
    if sizes := words_of_size(text):
        found["size"] = ", ".join(sizes)
    return found


def readiness(
    event: EventKind, solution: Solution | None, horizon_months: int
) -> tuple[float, str]:
    """Return how well the time to adopt fits the horizon of the pain."""
    months = months_to_adopt(event, solution)
    return min(1.0, horizon_months / months), f"{months:.0f}"


def months_to_adopt(event: EventKind, solution: Solution | None) -> float:
    """Return the months until it would work here: the family's effort, more while immature."""
    usual = _MONTHS_TO_ADOPT.get(solution.effort if solution else "months", 8.0)
    return usual + _IMMATURE_MONTHS.get(event, 0.0)


def novelty(listed_at: datetime | None, now: datetime) -> tuple[float, str]:
    """Return how new this is to the reader: what was listed weeks ago is old news."""
    if listed_at is None or now - listed_at < timedelta(days=6):
        return 1.0, "new"
    return 0.3, "listed"


def momentum(story: Story, context: Context) -> tuple[float, str]:
    """Return how many owners took the story up in the last week, three or more being 1."""
    recent = {
        owner_of(article, context.sources[article.source_id])
        for article in story.articles
        if article.reprint_of is None
        and article.source_id in context.sources
        and context.now - article.effective_at <= _MOMENTUM_WINDOW
    }
    return min(1.0, len(recent) / 3.0), str(len(recent))


def freshness(moment: datetime, now: datetime) -> tuple[float, str]:
    """Return how recent the story is: 1 now, one half after each half-life."""
    age_days = max((now - moment).total_seconds(), 0.0) / 86_400
    return float(0.5 ** (age_days / HALF_LIFE_DAYS)), f"{age_days:.0f}"
