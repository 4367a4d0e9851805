"""Articles → stories: the same event told again, in French or English, is one story.

One definition of "same story" for ranking, corroboration, digest and screen.
Incremental: today's articles join the stories of the days before; ids are stable, because
a story is called after its first article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from watch.model import Article, ArticleId, Placement, SourceId, Story, StoryId
from watch.protocols import Matrix
from watch.text import fold, words
from watch.understand.facts import facts

WINDOW = timedelta(days=6)
"""The same event is told within a week; anniversaries and series are other stories."""

SURE = 0.80
PLAUSIBLE = 0.50
"""Cosines of the ``use`` view. Of pairs of different events 1 in 10,000 lies above .75
(headlines) and .61 (title and opening); pairs of one event told in two languages lie
between .55 and .79, so between the two bounds shared names and figures must decide."""

_REPRINT = 0.92
"""Near-verbatim reprints lie above .92, retold events below .81, with nothing between."""

_MIN_TITLE_OVERLAP = 0.6
_MIN_SHARED_MARKS = 2
_MARK_CHARS = 500
_RARE_SHARE = 0.01
_RARE_FLOOR = 6
"""A name in more than 1 % of articles (or 6) is a subject, not a mark of one event."""

_MAX_SPAN = timedelta(days=14)
_MAX_SIZE = 40
"""Bounds on chains: A like B like C must not join a year of one company's news."""

_THOUSANDS = re.compile(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}\b)")
_MARK = re.compile(
    r"(?P<opens>(?:^|[.!?:…]\s+)[«“\"]?\s?)?(?P<mark>\b[A-ZÀ-Ý][\w’'-]{2,}|\b\d[\d.,]*\d\b)"
)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Rare names and figures of an article; those inside a sentence are surely names."""

    inner: frozenset[str]
    every: frozenset[str]

    def shared(self, other: _Marks) -> frozenset[str]:
        """Return the marks of both, each inside a sentence of at least one of them."""
        return (self.inner & other.every) | (self.every & other.inner)


def group(articles: Sequence[Article], vectors: Matrix) -> dict[ArticleId, Placement]:
    """Return the placement of each article that has no story yet.

    Args:
        articles: Oldest first; those that already have a story keep it and take others in.
        vectors: Row by row, unit rows of the first view.
    """
    placed = {row: a.story_id for row, a in enumerate(articles) if a.story_id is not None}
    members: dict[StoryId, list[int]] = {}
    for row, story_id in placed.items():
        members.setdefault(story_id, []).append(row)
    marks = _rare_marks(articles)
    moments = [article.effective_at for article in articles]
    originals = {row: article.reprint_of for row, article in enumerate(articles)}
    found: dict[ArticleId, Placement] = {}
    for row, article in enumerate(articles):
        if row in placed:
            continue
        first = bisect_left(moments, article.effective_at - WINDOW)
        last = bisect_right(moments, article.effective_at + WINDOW)
        near = [other for other in range(first, last) if other in placed]
        twin = _same_event(row, near, articles, vectors, marks)
        if twin is not None and not _fits(row, members[placed[twin]], articles):
            twin = None
        placed[row] = StoryId(article.id) if twin is None else placed[twin]
        members.setdefault(placed[row], []).append(row)
        originals[row] = _original(row, twin, articles, vectors, originals)
        found[article.id] = Placement(story_id=placed[row], reprint_of=originals[row])
    return found


def gather(articles: Sequence[Article], owners: Mapping[SourceId, str]) -> dict[StoryId, Story]:
    """Return the stories of articles, each led by its first original article.

    Reprints stay in the story but confirm nothing: an owner counts only for a text of
    its own.
    """
    members: dict[StoryId, list[Article]] = {}
    for article in articles:
        members.setdefault(article.story_id or StoryId(article.id), []).append(article)
    return {story_id: _story(story_id, found, owners) for story_id, found in members.items()}


def _story(story_id: StoryId, found: Sequence[Article], owners: Mapping[SourceId, str]) -> Story:
    originals = [article for article in found if article.reprint_of is None] or list(found)
    told_by = dict.fromkeys(owners.get(article.source_id, "") for article in originals)
    known = [facts(article.title, article.text) for article in originals]
    best = max(known, key=lambda fact: (bool(fact.gain), bool(fact.adopter), fact.event != "other"))
    promotional = all(fact.promotional for fact in known)
    others = [article for article in found if article not in originals]
    return Story(
        id=story_id,
        articles=(*originals, *others),
        owners=tuple(told_by),
        facts=replace(best, promotional=promotional),
    )


def _same_event(
    row: int,
    near: Sequence[int],
    articles: Sequence[Article],
    vectors: Matrix,
    marks: Sequence[_Marks],
) -> int | None:
    """Return the nearest article that tells the same event, if there is one."""
    if not near:
        return None
    cosines = vectors[list(near)] @ vectors[row]
    for position in np.argsort(-cosines, kind="stable")[:10]:
        other, cosine = near[int(position)], float(cosines[position])
        if cosine < PLAUSIBLE:
            return None
        if cosine >= SURE or _corroborated(row, other, articles, marks):
            return other
    return None


def _corroborated(
    row: int, other: int, articles: Sequence[Article], marks: Sequence[_Marks]
) -> bool:
    """Tell whether two articles share rare names and figures, or most of their title."""
    shared = marks[row].shared(marks[other])
    named = any(not mark[0].isdigit() for mark in shared)
    if named and len(shared) >= _MIN_SHARED_MARKS:
        return True
    one, two = set(words(articles[row].title)), set(words(articles[other].title))
    smaller = min(len(one), len(two))
    return smaller >= 4 and len(one & two) / smaller >= _MIN_TITLE_OVERLAP


def _fits(row: int, members: Sequence[int], articles: Sequence[Article]) -> bool:
    moments = [articles[row].effective_at, *(articles[m].effective_at for m in members)]
    return len(members) < _MAX_SIZE and max(moments) - min(moments) <= _MAX_SPAN


def _original(
    row: int,
    twin: int | None,
    articles: Sequence[Article],
    vectors: Matrix,
    originals: Mapping[int, ArticleId | None],
) -> ArticleId | None:
    """Return the article whose text this one repeats nearly word for word, if any."""
    article = articles[row]
    if article.reprint_of is not None or twin is None:
        return article.reprint_of
    near = float(vectors[row] @ vectors[twin]) >= _REPRINT
    if not near or articles[twin].language != article.language:
        return None
    original = originals[twin] or articles[twin].id
    return None if original == article.id else original


def _rare_marks(articles: Sequence[Article]) -> list[_Marks]:
    """Return the names and figures of each article that few others have."""
    found = [_marks(f"{a.title}. {a.text[:_MARK_CHARS]}") for a in articles]
    frequency = Counter(mark for marks in found for mark in marks.every)
    limit = max(_RARE_FLOOR, _RARE_SHARE * len(articles))
    rare = {mark for mark, count in frequency.items() if count <= limit}
    return [_Marks(marks.inner & rare, marks.every & rare) for marks in found]


def _marks(text: str) -> _Marks:
    """Return capitalised words and figures, folded; "210 000" and "210,000" are one figure."""
    inner: set[str] = set()
    every: set[str] = set()
    for found in _MARK.finditer(_THOUSANDS.sub("", text)):
        mark = fold(found.group("mark"))
        every.add(mark)
        if found.group("opens") is None:
            inner.add(mark)
    return _Marks(frozenset(inner), frozenset(every))
