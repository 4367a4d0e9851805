"""The list of a past edition, made again with today's settings from what was known then.

Settings, company, pain points and models are those of today; articles, standings, changes and
what had been shown are those of the moment of that edition. No article is embedded, and nothing
is written but a cache of counted words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from watch import store
from watch.model import (
    ArticleId,
    Attached,
    Change,
    Company,
    Decision,
    Edition,
    Lessons,
    Opportunity,
    OpportunityId,
    PainId,
    StoryId,
)
from watch.pipeline.life import most_of_a_pain
from watch.pipeline.listing import consider, load_solutions, make_edition
from watch.pipeline.past_material import as_of, stored_material
from watch.protocols import Embedder
from watch.rank import Candidate
from watch.review import ledger
from watch.review.backtest import Names, former_names
from watch.review.guards import guarded
from watch.review.lessons import forgotten, lessons
from watch.review.memory import Memory, admitted
from watch.settings import Settings
from watch.store import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All that was ever shown, decided and noted; read once for many editions.

    Attributes:
        editions: The company's frozen ones, oldest first.
        story_of: The story that each article at the head of a card belongs to now.
    """

    editions: Sequence[Edition]
    decisions: Sequence[Decision]
    changes: Sequence[Change]
    attached: Sequence[Attached]
    story_of: Mapping[ArticleId, StoryId]


def read_past(database: Database) -> Past:
    """Return what is stored, read in one consistent state."""
    with database.read() as connection:
        weeks = store.editions.frozen_weeks(connection)
        found = [store.editions.of_week(connection, week) for week in reversed(weeks)]
        editions = [edition for edition in found if edition]
        heads = {row.evidence[0].article_id for row in _rows(editions) if row.evidence}
        articles = store.articles.existing(connection, sorted(heads))
        return Past(
            editions=editions,
            decisions=store.ledger.every(connection),
            changes=store.opportunities.changes(connection),
            attached=store.opportunities.attachments(connection),
            story_of={a.id: a.story_id for a in articles.values() if a.story_id is not None},
        )


def memory_at(past: Past, edition: Edition, timezone: str) -> Memory:
    """Return what was remembered when an edition was made."""
    moment = edition.made_at
    changes: dict[OpportunityId, list[Change]] = {}
    for change in past.changes:
        if change.seen_at <= moment:
            changes.setdefault(change.opportunity_id, []).append(change)
    earlier = [e for e in past.editions if e.week < edition.week]
    pain_of = _pain_of(past)
    return Memory(
        standings=ledger.replay(row for row in past.decisions if row.at <= moment),
        changes=changes,
        shown={row.id: e.made_at for e in earlier for row in e.opportunities},
        attached={
            (a.story_id, pain_of[a.opportunity_id]): a.opportunity_id
            for a in past.attached
            if a.attached_at <= moment and a.opportunity_id in pain_of
        },
        today=moment.astimezone(ZoneInfo(timezone)).date(),
    )


def lessons_at(past: Past, edition: Edition, memory: Memory) -> Lessons:
    """Return what decisions had taught when an edition was made, from rows as they were shown."""
    earlier = [e for e in past.editions if e.week < edition.week]
    cards = {row.id: row for row in _rows(earlier)}
    rows = [row for row in past.decisions if row.at <= edition.made_at]
    return lessons(memory.standings, cards, without=forgotten(rows))


def replay(
    edition: Edition,
    past: Past,
    company: Company,
    database: Database,
    embedders: Sequence[Embedder],
    settings: Settings,
) -> list[Opportunity]:
    """Return the list that today's settings give for the moment of a frozen edition.

    An opportunity whose story was merged since bears the id that it was shown under.

    Raises:
        UsageError: If the articles have no vectors in these views.
    """
    stored = stored_material(edition, database, embedders, settings)
    memory = memory_at(past, edition, settings.timezone)
    taught = lessons_at(past, edition, memory) if settings.review.learning else Lessons()
    shown = _rows([e for e in past.editions if e.week < edition.week])
    material = replace(
        as_of(stored, edition.made_at), lessons=taught, remembered=most_of_a_pain(shown)
    )
    considered = consider(material, load_solutions(embedders), embedders, company, edition.made_at)
    present = {article.story_id for article in material.articles if article.story_id is not None}
    names = former_names(past.editions, past.story_of, present)
    candidates = _admitted(considered.candidates, names, memory)
    made = make_edition(
        material,
        replace(considered, candidates=candidates),
        company,
        settings,
        edition.made_at,
    )
    return list(guarded(made, settings.rank).opportunities)


def _admitted(candidates: Sequence[Candidate], names: Names, memory: Memory) -> list[Candidate]:
    """Return the candidates that might be listed then, under the ids that they had."""
    of_claim = {_claim(c.opportunity): c for c in candidates}
    named = [
        replace(c.opportunity, id=names.get(claim, c.opportunity.id))
        for claim, c in of_claim.items()
    ]
    return [replace(of_claim[_claim(o)], opportunity=o) for o in admitted(named, memory)]


def _claim(item: Opportunity) -> tuple[StoryId, PainId]:
    return item.story_id, item.pain_id


def _pain_of(past: Past) -> dict[OpportunityId, PainId]:
    decided = {row.opportunity_id: row.pain_id for row in past.decisions}
    return decided | {row.id: row.pain_id for row in _rows(past.editions)}


def _rows(editions: Collection[Edition]) -> list[Opportunity]:
    return [row for edition in editions for row in edition.opportunities]
