"""Which opportunities make the list: best first, different from one another, never filler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from watch.model import (
    EventKind,
    Match,
    Opportunity,
    OpportunityId,
    PainId,
    PainPoint,
    Silence,
    Source,
    Story,
    StoryId,
)
from watch.protocols import Matrix
from watch.settings import RankSettings

_WEAK_EVENTS = {EventKind.RESEARCH, EventKind.PILOT, EventKind.LAUNCH, EventKind.FUNDING}
_WEAK_RELEVANCE = 0.15
_AGAIN = 0.5
"""A second card for a pain is worth half its score while other pains wait for their first."""

_ALSO_RELEVANT = 0.5
"""A second pain is named on the card when the story is at least half as relevant to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An opportunity that could be listed, and where its story lies.

    Shapes:
        ``vector`` is ``(dimension,)``, a unit vector of the first view.
    """

    opportunity: Opportunity
    vector: Matrix


def choose(
    candidates: Sequence[Candidate],
    settings: RankSettings,
    *,
    already: Sequence[Opportunity] = (),
) -> list[Opportunity]:
    """Return the list: by score, at most so many per pain and owner, no story twice.

    Which stories enter is decided by maximal marginal relevance (Carbonell & Goldstein
    1998); the list is then shown by score. One place is kept for a weak signal.

    Args:
        already: Rows that are on the list whatever else is, and take their places of it.
    """
    told = {row.story_id for row in already}
    best = [c for c in _best_pain(candidates) if c.opportunity.story_id not in told]
    strong = [c for c in best if c.opportunity.score >= settings.floor]
    chosen = _diverse(strong, settings, already)
    has_weak = any(row.weak_signal for row in already)
    weak = None if has_weak else _weak_signal(best, chosen)
    places = max(settings.list_size - bool(weak) - len(already), 0)
    rows = [*already, *(c.opportunity for c in chosen[:places])]
    listed = sorted(rows, key=lambda o: (o.weak_signal, -o.score, o.id))
    return [*listed, weak] if weak else listed


def put(
    listed: Sequence[Opportunity],
    candidates: Sequence[Candidate],
    places: Mapping[OpportunityId, int],
) -> list[Opportunity]:
    """Return the list with some opportunities where a person wants them, listed before or not.

    Args:
        places: Wished place by opportunity, 1 first; a place beyond the end is the end.
    """
    found = {o.id: o for o in (*(c.opportunity for c in candidates), *listed)}
    rows = [row for row in listed if row.id not in places]
    for name, place in sorted(places.items(), key=lambda pair: (pair[1], pair[0])):
        if name in found:
            rows.insert(place - 1, replace(found[name], placed=True))
    return rows


def silences(
    pains: Sequence[PainPoint],
    listed: Sequence[Opportunity],
    matches: Sequence[Match],
    stories: Mapping[StoryId, Story],
    sources: Sequence[Source],
    article_count: int,
) -> list[Silence]:
    """Return the pains for which nothing passed the bar, and the nearest miss of each.

    Args:
        stories: Those matched.
        article_count: How many articles were read.
    """
    heard = {o.pain_id for o in listed} | {p for o in listed for p in o.other_pain_ids}
    found: list[Silence] = []
    for pain in pains:
        if pain.id in heard:
            continue
        nearest = next((m for m in matches if m.pain_id == pain.id), None)
        lead = stories[nearest.story_id].lead if nearest else None
        found.append(
            Silence(
                pain_id=pain.id,
                pain_title=pain.title,
                article_count=article_count,
                source_count=sum(pain.area in s.topics for s in sources if s.enabled),
                nearest_title=lead.title if lead else "",
                nearest_url=lead.url if lead else "",
            )
        )
    return found


def _best_pain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return one candidate per story, for its best pain, with the other pains it serves."""
    by_story: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_story.setdefault(candidate.opportunity.story_id, []).append(candidate)
    best: list[Candidate] = []
    for found in by_story.values():
        first, *rest = sorted(found, key=lambda c: (-c.opportunity.score, c.opportunity.id))
        bar = first.opportunity.relevance * _ALSO_RELEVANT
        also = tuple(c.opportunity.pain_id for c in rest if c.opportunity.relevance >= bar)
        best.append(replace(first, opportunity=replace(first.opportunity, other_pain_ids=also)))
    return sorted(best, key=lambda c: (-c.opportunity.score, c.opportunity.id))


def _diverse(
    candidates: Sequence[Candidate], settings: RankSettings, already: Sequence[Opportunity]
) -> list[Candidate]:
    chosen: list[Candidate] = []
    per_pain: Counter[PainId] = Counter(row.pain_id for row in already)
    per_owner: Counter[str] = Counter(_owner(row) for row in already)
    waiting = list(candidates)
    top = (waiting[0].opportunity.score if waiting else 0.0) or 1.0
    while waiting and len(chosen) < settings.list_size:
        best = max(
            waiting,
            key=lambda c: (
                _marginal(c, chosen, top * _AGAIN ** -per_pain[c.opportunity.pain_id], settings),
                c.opportunity.id,
            ),
        )
        waiting.remove(best)
        owner = _owner(best.opportunity)
        full = per_pain[best.opportunity.pain_id] >= settings.per_pain
        if full or per_owner[owner] >= settings.per_owner:
            continue
        per_pain[best.opportunity.pain_id] += 1
        per_owner[owner] += 1
        chosen.append(best)
    return chosen


def _owner(opportunity: Opportunity) -> str:
    return opportunity.owners[0] if opportunity.owners else ""


def _marginal(
    candidate: Candidate, chosen: Sequence[Candidate], top: float, settings: RankSettings
) -> float:
    """Return relevance less resemblance to what is already chosen."""
    diversity = settings.diversity
    nearest = max((float(np.dot(candidate.vector, c.vector)) for c in chosen), default=0.0)
    return diversity * candidate.opportunity.score / top - (1 - diversity) * max(nearest, 0.0)


def _weak_signal(
    candidates: Sequence[Candidate], chosen: Sequence[Candidate]
) -> Opportunity | None:
    """Return the best early, lone, unlisted development: small today, perhaps not tomorrow."""
    listed = {c.opportunity.story_id for c in chosen}
    for candidate in candidates:
        item = candidate.opportunity
        early = item.event in _WEAK_EVENTS and len(item.owners) == 1
        credible = item.relevance >= _WEAK_RELEVANCE and "promotional" not in item.penalties
        if early and credible and item.story_id not in listed:
            return replace(item, weak_signal=True)
    return None
