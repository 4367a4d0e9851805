"""Stored articles → the edition of the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import platformdirs

from watch import config, match, rank, store, understand
from watch.clock import iso_week
from watch.match import SHORTLIST, Corpus, Library
from watch.model import (
    Article,
    Company,
    Edition,
    Lessons,
    Match,
    ModelKey,
    Opportunity,
    OpportunityId,
    PainId,
    PainPoint,
    Source,
    SourceId,
    SourceState,
    Story,
    StoryId,
    Week,
)
from watch.pipeline.planning import plan_pain
from watch.protocols import Embedder, Matrix
from watch.settings import Settings
from watch.store import Database

_TAUGHT_DEPTH = 3 * SHORTLIST
"""Stories per pain once decisions have taught something: what learning can lift into the list."""

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the list is made from, read in one consistent state.

    Attributes:
        lessons: What decisions taught.
        remembered: Most cards that any pain point has: stories that memory may keep off the list.
    """

    articles: Sequence[Article]
    views: Mapping[ModelKey, Matrix]
    pains: Sequence[PainPoint]
    sources: Mapping[SourceId, Source]
    failed_sources: int
    first_listed_at: Mapping[OpportunityId, datetime]
    weights: Mapping[str, float]
    kept_words: Path | None = None
    lessons: Lessons = field(default_factory=Lessons)
    remembered: int = 0


def read_material(
    database: Database, keys: Sequence[ModelKey], settings: Settings, now: datetime
) -> Material:
    """Return the articles that can still be news, with their vectors row by row."""
    oldest = now - timedelta(days=settings.rank.max_age_days)
    served = set(settings.understand.languages)
    with database.read() as connection:
        articles = [a for a in store.articles.since(connection, oldest) if a.language in served]
        views = {key: store.vectors.read(connection, key) for key in keys}
        records = store.sources.records(connection)
        sources = store.sources.every(connection)
        pains = store.pains.active(connection)
        listed = store.editions.first_listed(connection)
    held = [set(ids.tolist()) for ids, _ in views.values()]
    complete = [a for a in articles if all(a.id in ids for ids in held)]
    return Material(
        articles=complete,
        views={key: _rows(complete, *pair) for key, pair in views.items()},
        pains=pains,
        sources=sources,
        failed_sources=sum(
            records[s.id].state in _BAD for s in sources.values() if s.enabled and s.id in records
        ),
        first_listed_at=listed,
        weights=settings.rank.weights,
        kept_words=_beside(database),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people want of a list, whatever the ranking says.

    Attributes:
        decided: Rows of this week's list that were decided already: they stay.
        places: Wished places.
    """

    week: Week
    decided: Sequence[Opportunity] = ()
    places: Mapping[OpportunityId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Every match of the pains with the stories, each as the opportunity it would be.

    ``stories`` are those matched; ``story_count`` counts all. A sentence is quoted of what is
    shown only (``quoted``), because a model has to read it.
    """

    matches: Sequence[Match]
    stories: Mapping[StoryId, Story]
    story_count: int
    candidates: Sequence[rank.Candidate]
    plans: Mapping[PainId, match.Plan]
    context: rank.Context
    library: Library
    embedder: Embedder


def load_solutions(
    embedders: Sequence[Embedder], advance: Callable[[int], None] = lambda _: None
) -> Library:
    """Return the solution library in every view; the first use on a machine computes it."""
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "library"
    return match.load_library(config.read_solutions(), embedders, folder, advance=advance)


def consider(
    material: Material,
    library: Library,
    embedders: Sequence[Embedder],
    company: Company,
    now: datetime,
) -> Considered:
    """Match the pains with everything read and assess each match; nothing is left out yet."""
    views = [match.EmbeddedOnce(embedder) for embedder in embedders]
    plans = [plan_pain(pain, company, library, views) for pain in material.pains]
    corpus = Corpus(
        articles=material.articles, views=material.views, kept_words=material.kept_words
    )
    judged = material.lessons.judged
    depth = (_TAUGHT_DEPTH if judged else SHORTLIST) + material.remembered
    matches, stories = match_stories(plans, corpus, library, views, material.sources, depth=depth)
    if judged:
        matches = match.learn(matches, judged, corpus, library)
    context = rank.Context(
        company=company,
        sources=material.sources,
        solutions={solution.id: solution for solution in library.solutions},
        first_listed_at=material.first_listed_at,
        now=now,
        weights=material.weights,
        lessons=material.lessons,
    )
    return Considered(
        matches=matches,
        stories=stories,
        story_count=len({_story_id(article) for article in material.articles}),
        candidates=_candidates(matches, stories, material, context),
        plans={plan.pain.id: plan for plan in plans},
        context=context,
        library=library,
        embedder=views[0],
    )


def quoted(opportunities: Sequence[Opportunity], considered: Considered) -> list[Opportunity]:
    """Return opportunities that quote the sentence of their article nearest to their pain."""
    of_pair = {(m.story_id, m.pain_id): m for m in considered.matches}
    found = [of_pair[o.story_id, o.pain_id] for o in opportunities]
    told = [considered.stories[m.story_id] for m in found]
    articles = [
        next(article for article in story.articles if article.id == m.article_id)
        for m, story in zip(found, told, strict=True)
    ]
    found = match.quote(found, articles, considered.plans, considered.library, considered.embedder)
    return [
        replace(
            opportunity,
            evidence=rank.assess(
                m, story, considered.plans[m.pain_id].pain, considered.context
            ).evidence,
        )
        for opportunity, m, story in zip(opportunities, found, told, strict=True)
    ]


def match_stories(
    plans: Sequence[match.Plan],
    corpus: Corpus,
    library: Library,
    embedders: Sequence[Embedder],
    sources: Mapping[SourceId, Source],
    *,
    depth: int = SHORTLIST,
) -> tuple[list[Match], dict[StoryId, Story]]:
    """Return the matches, most relevant first, and the stories matched, with their facts.

    Args:
        depth: Stories per pain point.
    """
    names = {source.id: source.name for source in sources.values()}
    found = match.find(plans, corpus, library, embedders, names, depth=depth)
    wanted = {m.story_id for m in found}
    told = understand.gather([a for a in corpus.articles if _story_id(a) in wanted], sources)
    stories = {name: understand.note_facts(story) for name, story in told.items()}
    matches = [match.weighed(m, stories[m.story_id].facts) for m in found]
    return sorted(matches, key=lambda m: (-m.relevance, m.story_id)), stories


def make_edition(
    material: Material,
    considered: Considered,
    company: Company,
    settings: Settings,
    now: datetime,
    wishes: Wishes | None = None,
) -> Edition:
    """Return the list of the week: what passes the bar, and the pains that stay silent."""
    wishes = wishes or Wishes(week=Week(iso_week(now, settings.timezone)))
    listed = _listed(considered, settings, wishes)
    active = [source for source in material.sources.values() if source.enabled]
    count = len(material.articles)
    return Edition(
        week=wishes.week,
        made_at=now,
        company=company,
        opportunities=tuple(listed),
        silences=tuple(
            rank.silences(
                material.pains, listed, considered.matches, considered.stories, active, count
            )
        ),
        article_count=count,
        story_count=considered.story_count,
        source_count=len(active),
        failed_source_count=material.failed_sources,
        example=settings.example,
        profile=settings.rank.profile,
        model_keys=tuple(material.views),
    )


def _listed(considered: Considered, settings: Settings, wishes: Wishes) -> list[Opportunity]:
    chosen = rank.choose(considered.candidates, settings.rank, already=wishes.decided)
    decided = {row.id for row in wishes.decided}
    listed = rank.put(chosen, considered.candidates, wishes.places)
    told = {o.id: o for o in quoted([o for o in listed if o.id not in decided], considered)}
    return [told.get(row.id, row) for row in listed]


def _candidates(
    matches: Sequence[Match],
    stories: Mapping[StoryId, Story],
    material: Material,
    context: rank.Context,
) -> list[rank.Candidate]:
    pains = {pain.id: pain for pain in material.pains}
    first_view = next(iter(material.views.values()), np.zeros((0, 0), np.float32))
    row_of = {article.id: row for row, article in enumerate(material.articles)}
    return [
        rank.Candidate(
            opportunity=rank.assess(found, stories[found.story_id], pains[found.pain_id], context),
            vector=first_view[row_of[found.article_id]],
        )
        for found in matches
    ]


def _rows(articles: Sequence[Article], ids: np.ndarray, matrix: Matrix) -> Matrix:
    """Return the vectors of the articles, in their order."""
    if not articles:
        return matrix[:0]
    return matrix[np.searchsorted(ids, [article.id for article in articles])]


def _story_id(article: Article) -> StoryId:
    return article.story_id or StoryId(article.id)


def _beside(database: Database) -> Path | None:
    """Return where the counted words of articles are kept: a cache beside the database."""
    return database.file.with_name("words.counts") if database.file else None
