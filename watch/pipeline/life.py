"""What became of opportunities: what was decided, what they gathered, what changed about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watch import rank, review, store, understand
from watch.model import (
    Attached,
    Change,
    Company,
    Decision,
    Initiative,
    Known,
    Lessons,
    Opportunity,
    OpportunityId,
    PainId,
    Standing,
    Status,
    Story,
    StoryId,
)
from watch.pipeline.listing import Considered, Material
from watch.store import Connection

_NAMES_FROM = 20_000
"""Newest articles whose names are counted: enough to tell rare names, in under two seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that was decided, gathered and noted, read in one consistent state.

    Attributes:
        cards: Every opportunity that was ever listed, as last assessed.
        changes: Every change ever noted, by opportunity.
    """

    decisions: Sequence[Decision]
    standings: Mapping[OpportunityId, Standing]
    cards: Mapping[OpportunityId, Opportunity]
    known: Mapping[OpportunityId, Known]
    changes: Mapping[OpportunityId, Sequence[Change]]
    attached: Sequence[Attached]
    initiatives: Sequence[Initiative]

    @property
    def lessons(self) -> Lessons:
        """What the decisions taught."""
        without = review.forgotten(self.decisions)
        return review.lessons(self.standings, self.cards, self.initiatives, without)

    @property
    def gathered(self) -> dict[tuple[StoryId, PainId], OpportunityId]:
        """The card that a story belongs to, for each pain point."""
        return {
            (a.story_id, self.cards[a.opportunity_id].pain_id): a.opportunity_id
            for a in self.attached
            if a.opportunity_id in self.cards
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What a run adds to cards; ``cards`` and ``known`` are whole, the rest is new."""

    cards: Mapping[OpportunityId, Opportunity]
    known: Mapping[OpportunityId, Known]
    attached: Sequence[Attached]
    changes: Sequence[Change]


def read_life(connection: Connection) -> Life:
    """Return what is stored about cards."""
    decisions = store.ledger.every(connection)
    return Life(
        decisions=decisions,
        standings=review.replay(decisions),
        cards=store.opportunities.cards(connection),
        known=store.opportunities.known(connection),
        changes=by_opportunity(store.opportunities.changes(connection)),
        attached=store.opportunities.attachments(connection),
        initiatives=list(store.initiatives.every(connection).values()),
    )


def most_of_a_pain(cards: Iterable[Opportunity]) -> int:
    """Return how many of the cards the pain point with most of them has."""
    return max(Counter(card.pain_id for card in cards).values(), default=0)


def by_opportunity(changes: Iterable[Change]) -> dict[OpportunityId, list[Change]]:
    """Return changes by the opportunity that they are about."""
    found: dict[OpportunityId, list[Change]] = {}
    for change in changes:
        found.setdefault(change.opportunity_id, []).append(change)
    return found


def named(considered: Considered, life: Life, material: Material) -> Considered:
    """Return the candidates under the ids of their cards, if their stories were merged since.

    Of two cards whose stories became one, the one that was decided gives its name, else the one
    listed first: what was turned down does not return under another name.
    """
    story_of = {article.id: article.story_id for article in material.articles}
    known = {
        (story_of.get(card.evidence[0].article_id), card.pain_id): card.id
        for card in reversed(_by_claim(life, material))
        if card.evidence
    }
    return replace(
        considered,
        candidates=[
            replace(c, opportunity=replace(o, id=known.get((o.story_id, o.pain_id), o.id)))
            for c in considered.candidates
            for o in (c.opportunity,)
        ],
    )


def _by_claim(life: Life, material: Material) -> list[Opportunity]:
    """Return the cards: decided before undecided, merged into another last, then the oldest."""

    def claim(card: Opportunity) -> tuple[bool, bool, datetime, OpportunityId]:
        standing = review.standing_of(life.standings, card.id)
        first = material.first_listed_at.get(card.id, card.first_seen_at)
        return bool(standing.merged_into), standing.status is Status.NEW, first, card.id

    return sorted(life.cards.values(), key=claim)


def grow(
    life: Life, material: Material, considered: Considered, company: Company, now: datetime
) -> Growth:
    """Return what the cards gather from what was read, and what that changes."""
    tellings = _card_tellings(life, material, considered)
    newest = sorted(material.articles, key=lambda a: (a.effective_at, a.id))[-_NAMES_FROM:]
    names = review.naming(review.corpus_text(article) for article in newest)
    candidates = [
        review.Telling(
            opportunity=c.opportunity,
            story=considered.stories[c.opportunity.story_id],
            vector=c.vector,
        )
        for c in considered.candidates
    ]
    new = review.gather(tellings, candidates, names, material.sources, now) if tellings else []
    held = life.gathered
    attached = [a for a in new if (a.story_id, life.cards[a.opportunity_id].pain_id) not in held]
    around = review.ChangeContext(
        sources=material.sources,
        now=now,
        is_peer=lambda fact, article: rank.is_peer(fact, article, company),
    )
    known, changes = dict(life.known), list[Change]()
    stories = _stories(life, [*life.attached, *attached], tellings, material, considered)
    for card_id, story in stories:
        told, known[card_id] = review.learned(known.get(card_id, Known()), card_id, story, around)
        changes += told
    fresh = {c.opportunity.id: c.opportunity for c in considered.candidates}
    cards = {name: fresh.get(name, card) for name, card in life.cards.items()}
    return Growth(cards=cards, known=known, attached=attached, changes=changes)


def save_growth(connection: Connection, growth: Growth, now: datetime) -> list[Change]:
    """Store what cards gathered and learned; return the changes that are news."""
    for name, card in growth.cards.items():
        store.opportunities.keep(connection, card, growth.known.get(name, Known()), now)
    store.opportunities.attach(connection, growth.attached)
    return store.opportunities.note_changes(connection, growth.changes)


def begin_cards(
    connection: Connection,
    listed: Iterable[Opportunity],
    stories: Mapping[StoryId, Story],
    now: datetime,
) -> None:
    """Make cards of what is listed for the first time; what its story tells is known from now."""
    have = store.opportunities.known(connection)
    for item in listed:
        if item.id not in have:
            store.opportunities.keep(
                connection, item, review.known_of([stories[item.story_id]]), now
            )


def _card_tellings(life: Life, material: Material, considered: Considered) -> list[review.Telling]:
    """Return the cards whose article is still read, each with its story as it is told now."""
    row_of = {article.id: row for row, article in enumerate(material.articles)}
    heads = {
        card.id: row_of[card.evidence[0].article_id]
        for card in life.cards.values()
        if card.evidence and card.evidence[0].article_id in row_of
    }
    stories = _told(
        {material.articles[row].story_id for row in heads.values()}, material, considered
    )
    first_view = next(iter(material.views.values()))
    return [
        review.Telling(
            opportunity=replace(life.cards[name], story_id=story_id),
            story=stories[story_id],
            vector=first_view[row],
        )
        for name, row in heads.items()
        if (story_id := material.articles[row].story_id) is not None
    ]


def _stories(
    life: Life,
    attached: Sequence[Attached],
    tellings: Sequence[review.Telling],
    material: Material,
    considered: Considered,
) -> list[tuple[OpportunityId, Story]]:
    """Return what each card has to learn from: its own story, then those that it gathered."""
    stories = _told({a.story_id for a in attached}, material, considered)
    own = [(t.opportunity.id, t.story) for t in tellings if t.opportunity.id in life.known]
    return [
        *own,
        *((a.opportunity_id, stories[a.story_id]) for a in attached if a.story_id in stories),
    ]


def _told(
    wanted: Collection[StoryId | None], material: Material, considered: Considered
) -> dict[StoryId, Story]:
    """Return stories with their facts; those of the shortlist have them."""
    missing = {name for name in wanted if name not in considered.stories}
    told = understand.gather(
        [a for a in material.articles if a.story_id in missing], material.sources
    )
    noted = {name: understand.note_facts(story) for name, story in told.items()}
    return {**considered.stories, **noted}
