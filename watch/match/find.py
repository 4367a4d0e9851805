"""The stage's one verb: every pain point against the whole corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from watch.match.corpus import Corpus
from watch.match.evidence import excluded, quote
from watch.match.facets import Plan
from watch.match.library import Library
from watch.match.relevance import Features, Relevance
from watch.model import Evidence, Match, SourceId, StoryId
from watch.protocols import Embedder

SHORTLIST = 20
"""Stories per pain that get evidence and go on to ranking; the list shows 3 per pain."""


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
    exclusion of the pain are out.

    Args:
        depth: Stories per pain.
    """
    if not corpus.articles:
        return []
    relevance = Relevance(corpus, library, embedders)
    matches: list[Match] = []
    for plan in plans:
        features = relevance.features(plan)
        probability = features.probability()
        rows = _shortlist(plan, corpus, probability, depth)
        families = relevance.best_family(plan, rows) if rows else []
        articles = [corpus.articles[row] for row in rows]
        names = [a.publisher or source_names.get(a.source_id, "") for a in articles]
        quotes = quote(articles, names, plan, library, embedders[0])
        matches += [
            _match(plan, corpus, row, features, float(probability[row]), family, evidence)
            for row, family, evidence in zip(rows, families, quotes, strict=True)
        ]
    return matches


def _shortlist(plan: Plan, corpus: Corpus, probability: np.ndarray, depth: int) -> list[int]:
    """Return the rows of the best article of each of the best stories."""
    rows: list[int] = []
    stories: set[StoryId] = set()
    ids = np.asarray([article.id for article in corpus.articles])
    for row in np.lexsort((ids, -probability)):
        article = corpus.articles[row]
        story = article.story_id or StoryId(article.id)
        if story in stories or article.reprint_of is not None:
            continue
        if excluded(article, plan.facets):
            continue
        stories.add(story)
        rows.append(int(row))
        if len(rows) == depth:
            break
    return rows


def _match(  # noqa: PLR0913, PLR0917 - the parts of one match
    plan: Plan,
    corpus: Corpus,
    row: int,
    features: Features,
    probability: float,
    family: str,
    evidence: Evidence,
) -> Match:
    article = corpus.articles[row]
    return Match(
        story_id=article.story_id or StoryId(article.id),
        article_id=article.id,
        pain_id=plan.pain.id,
        relevance=probability,
        dense=float(features.sketch[row]),
        lexical=float(features.keyword_words[row]),
        solution_bearing=float(features.direction[row]),
        solution_id=family,
        evidence=evidence,
    )
