"""What decisions teach: each reason goes to its own knob, and to no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from watch.model import (
    FOLLOWED,
    Act,
    Decision,
    Initiative,
    Judged,
    Learned,
    Lesson,
    Lessons,
    Opportunity,
    OpportunityId,
    PainId,
    PainPoint,
    Reason,
    Standing,
    Status,
)
from watch.model.odds import moved
from watch.review.ledger import counting

_USEFUL = 2
"""The lowest grade that says yes."""

_UNFIT = {Reason.TOO_EXPENSIVE, Reason.NOT_OUR_SIZE, Reason.NOT_AVAILABLE}
_KNOWN = {Reason.ALREADY_KNOWN, Reason.ALREADY_DONE_HERE}


def lessons(
    standings: Mapping[OpportunityId, Standing],
    cards: Mapping[OpportunityId, Opportunity],
    initiatives: Iterable[Initiative] = (),
    without: Collection[OpportunityId] = (),
) -> Lessons:
    """Return what the decisions on cards come to.

    "Not a priority" and "duplicate" teach nothing: the one is about the card alone, the other is
    put right by merging.

    Args:
        without: Opportunities that must teach nothing (``forgotten``).
    """
    decided = [
        (cards[name], standing)
        for name, standing in sorted(standings.items())
        if name in cards and name not in without and standing.merged_into is None
    ]
    return Lessons(
        judged=tuple(
            _judged(card, grade)
            for card, standing in decided
            if card.evidence and (grade := grade_of(standing)) is not None
        ),
        doubted=Counter(
            card.owners[0]
            for card, standing in decided
            if standing.reason is Reason.DOUBTFUL_SOURCE and card.owners
        ),
        early=Counter(card.pain_id for card, s in decided if s.reason is Reason.TOO_EARLY),
        unfit=Counter(_family(card) for card, s in decided if s.reason in _UNFIT),
        known=_known(decided, initiatives),
    )


def told_of(lessons: Lessons, pain: PainPoint) -> Learned:
    """Return what was learned for one pain point, as a person reads it."""
    own = [one for one in lessons.judged if one.pain_id == pain.id]
    return Learned(
        pain_id=pain.id,
        pain_title=pain.title,
        more=[one for one in own if one.grade >= _USEFUL],
        less=[one for one in own if one.grade < _USEFUL],
        early=lessons.early.get(pain.id, 0),
        unfit=[(name, n) for (p, name), n in sorted(lessons.unfit.items()) if p == pain.id],
        known=[name for p, name in sorted(lessons.known) if p == pain.id],
    )


def grade_of(standing: Standing) -> int | None:
    """Return the grade that a decision gives its article; None where it says nothing of it."""
    if standing.status in FOLLOWED:
        return 3
    if standing.status is Status.WATCHING:
        return 2
    off_topic = standing.status is Status.REJECTED and standing.reason is Reason.OFF_TOPIC
    return 0 if off_topic else None


def forgotten(decisions: Iterable[Decision]) -> set[OpportunityId]:
    """Return the opportunities that a person does not want to teach; a new decision does again."""
    found: set[OpportunityId] = set()
    pain_of: dict[OpportunityId, PainId] = {}
    for row in counting(decisions):
        if row.act is Act.DECIDE:
            pain_of[row.opportunity_id] = row.pain_id
            found.discard(row.opportunity_id)
        elif row.lesson is Lesson.FORGET_ONE:
            found.add(row.opportunity_id)
        elif row.lesson is Lesson.FORGET_ALL:
            found |= {name for name, pain in pain_of.items() if pain == row.pain_id}
    return found


def _judged(card: Opportunity, grade: int) -> Judged:
    """Return an example, with the relevance that the card had before anything was learned."""
    return Judged(
        opportunity_id=card.id,
        pain_id=card.pain_id,
        article_id=card.evidence[0].article_id,
        title=card.title,
        grade=grade,
        relevance=moved(card.relevance, -card.learned),
    )


def _known(
    decided: Iterable[tuple[Opportunity, Standing]], initiatives: Iterable[Initiative]
) -> frozenset[tuple[PainId, str]]:
    done = {
        _family(card)
        for card, standing in decided
        if standing.status is Status.ALREADY_DONE or standing.reason in _KNOWN
    }
    stated = {(i.pain_id, i.solution_id) for i in initiatives if i.pain_id is not None}
    return frozenset(family for family in done | stated if family[1])


def _family(card: Opportunity) -> tuple[PainId, str]:
    return card.pain_id, card.solution_id
