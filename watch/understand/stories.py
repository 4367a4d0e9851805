"""Articles → stories: the same event told again, in French or English, is one story.

One definition of "same story" for ranking, corroboration, digest and screen.
Incremental: today's articles join the stories of the days before; ids are stable, because
a story is called after its first article and is never merged but by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

import numpy as np

from watch.model import (
    Article,
    ArticleId,
    Placement,
    Source,
    SourceId,
    Story,
    StoryId,
    owner_of,
)
from watch.protocols import Matrix
from watch.understand.likeness import traits
from watch.understand.linkage import MAX_SPAN_DAYS, link
from watch.understand.story_facts import originals

WINDOW = timedelta(days=MAX_SPAN_DAYS)
"""How far apart two articles of one story may be."""

_REPRINT = 0.92
"""Cosine in the first view. Near-verbatim reprints lie above .92, retold events below .81,
with nothing between."""

_ALONE = re.compile(
    r"\b(?:tribune|édito(?:rial)?|chronique|opinion|op-ed|leader:|column|viewpoint|commentary"
    r"|l['’]hebdo|revue de presse|ce qu['’]il fallait retenir|à retenir|la semaine en"
    r"|week in|weekly|round-?up)\b",
    re.IGNORECASE,
)
_ALONE_CHARS = 80
"""A column or a round-up speaks of many events and tells none: it would tie them together."""


def group(
    articles: Sequence[Article],
    views: Sequence[Matrix],
    apart: Collection[tuple[ArticleId, ArticleId]] = (),
) -> dict[ArticleId, Placement]:
    """Return the placement of each article that has no story yet.

    Args:
        articles: In any order; those that have a story keep it and take others in.
        views: For each embedding view, the unit rows of the articles.
        apart: Pairs of articles that a person has said tell different events.
    """
    order = sorted(range(len(articles)), key=lambda n: (articles[n].effective_at, articles[n].id))
    ordered = [articles[n] for n in order]
    if all(article.story_id is not None for article in ordered):
        return {}
    rows = [view[order] for view in views]
    clusters = link(
        traits(ordered, rows),
        [article.source_id for article in ordered],
        groups=_settled(ordered),
        apart=_forbidden(ordered, apart),
        alone=[row for row, article in enumerate(ordered) if _stands_alone(article)],
    )
    found: dict[ArticleId, Placement] = {}
    for cluster in clusters:
        found |= _placements([ordered[row] for row in cluster], rows[0][cluster])
    return found


def gather(articles: Sequence[Article], sources: Mapping[SourceId, Source]) -> dict[StoryId, Story]:
    """Return the stories of articles, each led by its first original article.

    Reprints stay in the story but confirm nothing: an owner counts only for a text of
    its own. Facts are not read here (``note_facts``).
    """
    members: dict[StoryId, list[Article]] = {}
    for article in articles:
        members.setdefault(article.story_id or StoryId(article.id), []).append(article)
    return {story_id: _story(story_id, found, sources) for story_id, found in members.items()}


def _story(
    story_id: StoryId, found: Sequence[Article], sources: Mapping[SourceId, Source]
) -> Story:
    told = originals(found)
    owners = dict.fromkeys(owner_of(a, sources.get(a.source_id)) for a in told)
    reprints = [article for article in found if article not in told]
    return Story(id=story_id, articles=(*told, *reprints), owners=tuple(owners))


def _stands_alone(article: Article) -> bool:
    opening = f"{article.title} {article.text[:_ALONE_CHARS]}"
    return article.story_id is None and bool(_ALONE.search(opening))


def _settled(articles: Sequence[Article]) -> list[list[int]]:
    stories: dict[StoryId, list[int]] = {}
    for row, article in enumerate(articles):
        if article.story_id is not None:
            stories.setdefault(article.story_id, []).append(row)
    return list(stories.values())


def _forbidden(
    articles: Sequence[Article], apart: Collection[tuple[ArticleId, ArticleId]]
) -> dict[int, frozenset[int]]:
    row_of = {article.id: row for row, article in enumerate(articles)}
    found: dict[int, set[int]] = {}
    for one, other in apart:
        if one in row_of and other in row_of:
            found.setdefault(row_of[one], set()).add(row_of[other])
            found.setdefault(row_of[other], set()).add(row_of[one])
    return {row: frozenset(others) for row, others in found.items()}


def _placements(members: Sequence[Article], vectors: Matrix) -> dict[ArticleId, Placement]:
    """Return where the new ones of a story's articles belong, oldest first."""
    ids = (article.story_id for article in members if article.story_id is not None)
    story_id = next(ids, StoryId(members[0].id))
    originals: dict[ArticleId, ArticleId] = {}
    found: dict[ArticleId, Placement] = {}
    for row, article in enumerate(members):
        original = article.reprint_of
        if article.story_id is None and original is None:
            original = _original(row, members, vectors, originals)
        if original is not None:
            originals[article.id] = original
        if article.story_id is None:
            found[article.id] = Placement(story_id=story_id, reprint_of=original)
    return found


def _original(
    row: int,
    members: Sequence[Article],
    vectors: Matrix,
    originals: Mapping[ArticleId, ArticleId],
) -> ArticleId | None:
    """Return the earlier article whose text this one repeats nearly word for word, if any."""
    article = members[row]
    near = np.flatnonzero(vectors[:row] @ vectors[row] >= _REPRINT)
    for other in near.tolist():
        earlier = members[other]
        original = originals.get(earlier.id, earlier.id)
        if earlier.language == article.language and original != article.id:
            return original
    return None
