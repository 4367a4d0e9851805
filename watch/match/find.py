"""The stage's one verb: every pain point against the whole corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from watch.match.corpus import Corpus
from watch.match.evidence import cite, excluded
from watch.match.facets import Plan
from watch.match.library import Library
from watch.match.probability import deed, topic
from watch.match.relevance import Relevance, Vector
from watch.model import Match, SourceId, StoryId
from watch.protocols import Embedder

_SORTED_AT_ONCE = 1_000
"""Sorting 100,000 articles for every pain would cost more than weighing them."""

SHORTLIST = 20
"""Stories per pain whose facts are read and that go on to ranking; the list shows 3 per pain."""


def find(
    plans: Sequence[Plan],
    corpus: Corpus,
    library: Library,
    embedders: Sequence[Embedder],
    source_names: Mapping[SourceId, str],
    *,
    depth: int = SHORTLIST,
) -> list[Match]:
    """Return the best matches of every pain, best first within a pain.

    A story counts by its best article; reprints are not looked at. Articles that hold an
    exclusion of the pain are out. Relevance does not count facts yet (``weighed``), and the
    evidence is the title of the article: sentences are quoted of what is shown (``quote``).

    Args:
        depth: Stories per pain.
    """
    if not corpus.articles or not plans:
        return []
    relevance = Relevance(corpus, library, embedders)
    ids = np.asarray([article.id for article in corpus.articles])
    matches: list[Match] = []
    for plan, features in zip(plans, relevance.features(plans), strict=True):
        about = topic(features)
        worth = about * deed(features.direction)
        rows = _shortlist(plan, corpus, _best_first(worth, ids), depth)
        families = relevance.best_family(plan, rows) if rows else []
        articles = [corpus.articles[row] for row in rows]
        matches += [
            Match(
                story_id=article.story_id or StoryId(article.id),
                article_id=article.id,
                pain_id=plan.pain.id,
                relevance=float(worth[row]),
                topic=float(about[row]),
                direction=float(features.direction[row]),
                solution_id=family,
                evidence=cite(
                    article, article.publisher or source_names.get(article.source_id, "")
                ),
            )
            for row, article, family in zip(rows, articles, families, strict=True)
        ]
    return matches


def _shortlist(plan: Plan, corpus: Corpus, order: Iterable[int], depth: int) -> list[int]:
    """Return the rows of the best article of each of the best stories."""
    rows: list[int] = []
    stories: set[StoryId] = set()
    for row in order:
        article = corpus.articles[row]
        story = article.story_id or StoryId(article.id)
        if story in stories or article.reprint_of is not None:
            continue
        if excluded(article, plan.facets):
            continue
        stories.add(story)
        rows.append(row)
        if len(rows) == depth:
            break
    return rows


def _best_first(probability: Vector, ids: npt.NDArray[np.int64]) -> Iterator[int]:
    """Yield the rows by falling probability, ties by id; sorted as far as they are asked for."""
    done, bound = 0, _SORTED_AT_ONCE
    while done < len(ids):
        bound = min(bound, len(ids))
        floor = np.partition(probability, -bound)[-bound]
        above = np.flatnonzero(probability >= floor)
        order = above[np.lexsort((ids[above], -probability[above]))]
        yield from order[done:].tolist()
        done, bound = len(order), bound * 10
