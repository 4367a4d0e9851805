"""A graded set → its articles in the order of each way of ranking, techwatch's among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import platformdirs

from watch import match, rank, understand
from watch.match.kept_vectors import kept_vectors
from watch.match.lexical import Lexicon, query_terms
from watch.model import Article, Company, PainId, Source, SourceId
from watch.pipeline.listing import match_stories
from watch.protocols import Embedder, Matrix
from watch.service.evaluation.graded import GradedSet

DEPTH = 100
"""Articles ranked per pain point: twice as many as the deepest measure looks at."""

_CHUNK = 1_000
"""Texts whose vectors are kept together: what is embedded again when a run was stopped."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An article by its row, and the score that gave it its place."""

    row: int
    score: float


Ranking = Mapping[PainId, Sequence[Ranked]]
"""Best first, at most ``DEPTH`` per pain point."""


def embedded(
    articles: Sequence[Article], embedder: Embedder, advance: Callable[[int], object]
) -> Matrix:
    """Return the vectors of articles, kept in the user's cache for the next time.

    Shapes:
        ``(len(articles), dimension)``.
    """
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "evaluation"
    texts = [understand.article_text(article.title, article.text) for article in articles]
    chunks = [
        kept_vectors(
            embedder.documents,
            texts[start : start + _CHUNK],
            folder,
            key=embedder.key,
            role="documents",
            advance=advance,
        )
        for start in range(0, len(texts), _CHUNK)
    ]
    return np.concatenate(chunks)


def newest_first(data: GradedSet) -> Ranking:
    """Rank by date, the same for every pain point; what has no date comes last."""
    moments = [article.published_at or _NEVER for article in data.articles]
    return _by_score(data, lambda _: np.asarray([at.timestamp() for at in moments]))


def by_words(data: GradedSet) -> Ranking:
    """Rank by BM25 on the pain point's own words."""
    lexicon = Lexicon(data.articles)
    return _by_score(data, lambda asked: lexicon.score(query_terms(asked)))


def by_cosine(data: GradedSet, vectors: Matrix, embedder: Embedder) -> Ranking:
    """Rank by the cosine to the pain point's own words, in one view."""
    return _by_score(data, lambda asked: vectors @ embedder.queries([asked])[0])


def by_techwatch(
    data: GradedSet, corpus: match.Corpus, library: match.Library, embedders: Sequence[Embedder]
) -> Ranking:
    """Rank as the product does: pain points it has never seen, no company in particular.

    Each article is its own story, because grades are given to articles; so no article is
    confirmed by a second owner, nor hidden behind another telling.
    """
    pains = {pain.id: pain for pain in data.pains}
    plans = [match.plan(p, data.languages[p.id], library, embedders) for p in pains.values()]
    sources = _sources(data.articles)
    matches, stories = match_stories(plans, corpus, library, embedders, sources, depth=DEPTH)
    context = rank.Context(
        company=Company(),
        sources=sources,
        solutions={solution.id: solution for solution in library.solutions},
        first_listed_at={},
        now=data.present_at,
    )
    rows = {article.id: row for row, article in enumerate(data.articles)}
    found: dict[PainId, list[Ranked]] = {pain.id: [] for pain in data.pains}
    for one in matches:
        assessed = rank.assess(one, stories[one.story_id], pains[one.pain_id], context)
        found[one.pain_id].append(Ranked(row=rows[one.article_id], score=assessed.score))
    return {pain: _in_order(listed, data) for pain, listed in found.items()}


def _in_order(listed: Iterable[Ranked], data: GradedSet) -> list[Ranked]:
    return sorted(listed, key=lambda ranked: (-ranked.score, data.articles[ranked.row].id))


def _by_score(data: GradedSet, score: Callable[[str], npt.NDArray[np.floating]]) -> Ranking:
    found: dict[PainId, list[Ranked]] = {}
    for pain in data.pains:
        scores = score(match.statement(pain))
        best = np.argsort(-scores, kind="stable")[:DEPTH].tolist()
        found[pain.id] = [Ranked(row=row, score=float(scores[row])) for row in best]
    return found


def _sources(articles: Sequence[Article]) -> dict[SourceId, Source]:
    """Return every source that is named, each its own owner: no more is known of it."""
    return {
        a.source_id: Source(id=a.source_id, url="", name=a.source_id, owner=a.source_id)
        for a in articles
    }
