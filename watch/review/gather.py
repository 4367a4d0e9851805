"""Which later stories belong to a card: the same development, months later.

In → the cards, and the opportunities that later stories would be for the same pain points; out →
the stories that each card gathers, for it or against it. A development is not an event: the
supplier's second customer, the price, the result of the pilot and its failure are events of
one development. A wrong story on a card is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from watch.model import (
    Article,
    Attached,
    EventKind,
    FactKind,
    Opportunity,
    OpportunityId,
    PainId,
    Source,
    SourceId,
    Story,
)
from watch.protocols import Matrix
from watch.review.naming import Names, Naming, shared

TWO_NAMES = 0.30
ONE_NAME = 0.55
NO_NAME = 0.75
"""Cosines in the first view (``use``) asked of two stories of one pain point that share two rare
names; one, and the family; none, and the family. Chosen on the 97 articles of
tests/quality/developments.jsonl: together precision .93, recall .68 (half of the pain points
apart: .86 and 1.00). With two names the lowest true pair is at .33, and the bound hardly matters;
with one, a supplier's other product or another firm of the town lies at up to .61, so precision
falls to .86 at .42 and is .96 at .62. No two developments without a common name came above .57,
and no story of one development either: the third bound rests on the distance to that."""

_OPENING = 500
"""Characters of the text whose names count: where supplier and adopter are introduced. With the
names of titles and facts alone recall was .54, for most titles name one of the two."""

_AGAINST = frozenset({EventKind.SETBACK, EventKind.INCIDENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An opportunity, the story that it is made from, and where that lies.

    Shapes:
        ``vector`` is ``(dimension,)``, a unit vector of the first view.
    """

    opportunity: Opportunity
    story: Story
    vector: Matrix


def gather(
    cards: Sequence[Telling],
    candidates: Sequence[Telling],
    corpus: Naming,
    sources: Mapping[SourceId, Source],
    now: datetime,
) -> list[Attached]:
    """Return the stories that cards gather, oldest first; a story goes to its nearest card only.

    A card gathers stories of its own pain point that are later than its own, and none that is
    a card itself. What was attached before is found again: the caller keeps the first finding.

    Args:
        candidates: Opportunities that any story read would be; with facts.
        corpus: How names are written in the articles read, those of the cards included.
    """
    known = {card.opportunity.id for card in cards}
    waiting = [one for one in candidates if one.opportunity.id not in known]
    names = {one.opportunity.id: story_names(one.story, corpus) for one in (*cards, *waiting)}
    by_pain: dict[PainId, list[Telling]] = {}
    for card in cards:
        by_pain.setdefault(card.opportunity.pain_id, []).append(card)
    found: list[tuple[OpportunityId, Telling]] = []
    for later in waiting:
        near = [
            (likeness(card, later), card.opportunity.id)
            for card in by_pain.get(later.opportunity.pain_id, [])
            if _same_development(card, later, names)
        ]
        if near:
            found.append((min(near, key=lambda one: (-one[0], one[1]))[1], later))
    found.sort(key=lambda one: (one[1].story.lead.effective_at, one[0], one[1].story.id))
    return [_attached(card_id, later.story, sources, now) for card_id, later in found]


def corpus_text(article: Article) -> str:
    """Return what of an article counts for its names; a corpus is made of these (``naming``)."""
    return f"{article.title}. {article.text[:_OPENING]}"


def story_names(story: Story, corpus: Naming) -> Names:
    """Return the rare names of a story: of its lead's title and opening, and of its facts."""
    told = [
        fact.text for kind in (FactKind.SUPPLIER, FactKind.ADOPTER) for fact in story.facts.of(kind)
    ]
    return corpus.names(". ".join([corpus_text(story.lead), *told]))


def likeness(one: Telling, other: Telling) -> float:
    """Return the cosine of two stories in the first view."""
    return float(np.dot(one.vector, other.vector))


def alike(cosine: float, names: int, *, family: bool, strangers: bool) -> bool:
    """Tell whether two stories of one pain point tell the same development.

    Args:
        names: How many rare names they share.
        family: Whether they are of the same family of the solution library.
        strangers: Whether both bear names and share none: another plant, another supplier.
    """
    if names >= 2:
        return cosine >= TWO_NAMES
    if names == 1:
        return family and cosine >= ONE_NAME
    return family and not strangers and cosine >= NO_NAME


def _same_development(card: Telling, later: Telling, names: Mapping[OpportunityId, Names]) -> bool:
    if card.story.id == later.story.id:
        return False
    if later.story.lead.effective_at <= card.story.lead.effective_at:
        return False
    one, other = names[card.opportunity.id], names[later.opportunity.id]
    common = shared(one, other)
    family = card.opportunity.solution_id == later.opportunity.solution_id != ""
    strangers = bool(one and other) and not common
    return alike(likeness(card, later), common, family=family, strangers=strangers)


def _attached(
    card_id: OpportunityId, story: Story, sources: Mapping[SourceId, Source], now: datetime
) -> Attached:
    against = speaks_against(story)
    sentence = _counter_sentence(story) if against else story.facts.gain_sentence
    sentence = sentence or story.facts.event_sentence or story.lead.title
    article = story.teller(sentence)
    return Attached(
        opportunity_id=card_id,
        story_id=story.id,
        attached_at=now,
        title=story.lead.title,
        url=article.url,
        source_name=source_name(article, sources),
        sentence=sentence,
        against=against,
    )


def speaks_against(story: Story) -> bool:
    """Tell whether a story is counter-evidence: a setback, an incident, an effect for the worse."""
    return story.facts.event in _AGAINST or bool(_counter_sentence(story))


def _counter_sentence(story: Story) -> str:
    effects = story.facts.of(FactKind.EFFECT)
    return next((fact.sentence for fact in effects if fact.adverse), "")


def source_name(article: Article, sources: Mapping[SourceId, Source]) -> str:
    """Return who is named beside a quotation: the publisher, else the source."""
    source = sources.get(article.source_id)
    return article.publisher or (source.name if source else article.source_id)
