"""Stored articles → the edition of the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
    Match,
    ModelKey,
    OpportunityId,
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

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the list is made from, read in one consistent state."""

    articles: Sequence[Article]
    views: Mapping[ModelKey, Matrix]
    pains: Sequence[PainPoint]
    sources: Mapping[SourceId, Source]
    failed_sources: int
    first_listed_at: Mapping[OpportunityId, datetime]
    weights: Mapping[str, float]


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
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Every match of the pains with the stories, each as the opportunity it would be."""

    matches: Sequence[Match]
    stories: Mapping[StoryId, Story]
    candidates: Sequence[rank.Candidate]


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
    plans = [plan_pain(pain, company, library, embedders) for pain in material.pains]
    corpus = Corpus(articles=material.articles, views=material.views)
    matches, stories = match_stories(plans, corpus, library, embedders, material.sources)
    context = rank.Context(
        company=company,
        sources=material.sources,
        solutions={solution.id: solution for solution in library.solutions},
        first_listed_at=material.first_listed_at,
        now=now,
        weights=material.weights,
    )
    candidates = _candidates(matches, stories, material, context)
    return Considered(matches=matches, stories=stories, candidates=candidates)


def match_stories(
    plans: Sequence[match.Plan],
    corpus: Corpus,
    library: Library,
    embedders: Sequence[Embedder],
    sources: Mapping[SourceId, Source],
    *,
    depth: int = SHORTLIST,
) -> tuple[list[Match], dict[StoryId, Story]]:
    """Return the matches, most relevant first, and every story; those matched with their facts.

    Args:
        depth: Stories per pain point.
    """
    names = {source.id: source.name for source in sources.values()}
    stories = understand.gather(corpus.articles, sources)
    found = match.find(plans, corpus, library, embedders, names, depth=depth)
    stories |= {m.story_id: understand.note_facts(stories[m.story_id]) for m in found}
    matches = [match.weighed(m, stories[m.story_id].facts) for m in found]
    return sorted(matches, key=lambda m: (-m.relevance, m.story_id)), stories


def make_edition(
    material: Material, considered: Considered, company: Company, settings: Settings, now: datetime
) -> Edition:
    """Return the list of the week: what passes the bar, and the pains that stay silent."""
    matches, stories = considered.matches, considered.stories
    listed = rank.choose(considered.candidates, settings.rank)
    active = [source for source in material.sources.values() if source.enabled]
    return Edition(
        week=Week(iso_week(now, settings.timezone)),
        made_at=now,
        company=company,
        opportunities=tuple(listed),
        silences=tuple(rank.silences(material.pains, listed, matches, stories, active)),
        article_count=len(material.articles),
        story_count=len(stories),
        source_count=len(active),
        failed_source_count=material.failed_sources,
        example=settings.example,
        profile=settings.rank.profile,
    )


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
