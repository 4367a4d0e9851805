"""A story and a pain point that a person brings together → an opportunity like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from watch import match, rank, store, understand
from watch.errors import UsageError
from watch.match import Corpus
from watch.model import (
    Article,
    Company,
    Match,
    ModelKey,
    Opportunity,
    OpportunityId,
    PainPoint,
    Story,
    StoryId,
)
from watch.pipeline.grouping import members
from watch.pipeline.intake import fill_views
from watch.pipeline.life import begin_cards, read_life
from watch.pipeline.listing import Considered, Material, load_solutions, quoted, read_material
from watch.pipeline.planning import plan_pain
from watch.pipeline.search_filters import read_around
from watch.protocols import Embedder
from watch.settings import Settings
from watch.store import Connection, Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a person says: this story could reduce this pain of this company."""

    story_id: StoryId
    pain: PainPoint
    company: Company


def card_of(connection: Connection, claim: Claim) -> OpportunityId | None:
    """Return the card that a story has for a pain point already, if it has one."""
    ties = read_around(connection).cards.get(claim.story_id, ())
    return next((tie.opportunity_id for tie in ties if tie.pain_id == claim.pain.id), None)


def make_card(
    claim: Claim,
    database: Database,
    embedders: Sequence[Embedder],
    settings: Settings,
    now: datetime,
) -> Opportunity:
    """Make a card of a story for a pain point, as if it had been listed; return it.

    No bar applies and nothing is written in the ledger: a person sees more than a score.

    Raises:
        UsageError: If there is no such story, or an exclusion of the pain point rules it out.
    """
    fill_views(database, embedders)
    keys = [embedder.key for embedder in embedders]
    material = read_material(database, keys, settings, now)
    with database.read() as connection:
        told = members(connection, claim.story_id)
        material = _with(connection, material, told, keys)
        life = read_life(connection)
    if settings.review.learning:
        material = replace(material, lessons=life.lessons)
    considered = _considered(claim, told, material, embedders, now)
    (made,) = quoted([one.opportunity for one in considered.candidates], considered)
    with database.write() as connection:
        begin_cards(connection, [made], considered.stories, now)
    return made


def _with(
    connection: Connection, material: Material, told: Sequence[Article], keys: Sequence[ModelKey]
) -> Material:
    """Return material that holds a story too, however old it is.

    The counted words of the runs hold recent articles alone and are left as they are.
    """
    held = {article.id for article in material.articles}
    missing = sorted((a for a in told if a.id not in held), key=lambda article: article.id)
    if not missing:
        return material
    views = dict(material.views)
    for key in keys:
        ids, matrix = store.vectors.read(connection, key)
        rows = np.searchsorted(ids, [article.id for article in missing])
        views[key] = np.concatenate([views[key].reshape(-1, matrix.shape[1]), matrix[rows]])
    articles = [*material.articles, *missing]
    return replace(material, articles=articles, views=views, kept_words=None)


def _considered(
    claim: Claim,
    told: Sequence[Article],
    material: Material,
    embedders: Sequence[Embedder],
    now: datetime,
) -> Considered:
    """Return one story matched with one pain point, among everything that was read."""
    pain, company = claim.pain, claim.company
    views = [match.EmbeddedOnce(embedder) for embedder in embedders]
    library = load_solutions(views)
    plan = plan_pain(pain, company, library, views)
    corpus = Corpus(
        articles=material.articles, views=material.views, kept_words=material.kept_words
    )
    names = {source.id: source.name for source in material.sources.values()}
    every = match.find([plan], corpus, library, views, names, depth=len(material.articles))
    story = understand.note_facts(next(iter(understand.gather(told, material.sources).values())))
    found = _match(every, story, pain)
    if material.lessons.judged:
        (found,) = match.learn([found], material.lessons.judged, corpus, library)
    context = rank.Context(
        company=company,
        sources=material.sources,
        solutions={solution.id: solution for solution in library.solutions},
        first_listed_at=material.first_listed_at,
        now=now,
        weights=material.weights,
        lessons=material.lessons,
    )
    first_view = next(iter(material.views.values()))
    row = next(n for n, article in enumerate(material.articles) if article.id == found.article_id)
    candidate = rank.Candidate(
        opportunity=rank.assess(found, story, pain, context), vector=first_view[row]
    )
    return Considered(
        matches=[found],
        stories={story.id: story},
        story_count=1,
        candidates=[candidate],
        plans={pain.id: plan},
        context=context,
        library=library,
        embedder=views[0],
    )


def _match(every: Sequence[Match], story: Story, pain: PainPoint) -> Match:
    found = next((one for one in every if one.story_id == story.id), None)
    if found is None:
        message = f"an exclusion of `{pain.id}` rules this story out"
        raise UsageError(message, hint="take the word out of `exclusions` in painpoints.yaml")
    return match.weighed(found, story.facts)
