"""A query and what restricts it → the stories that answer, and what is known around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from watch.model import (
    FilterField,
    Reliability,
    SearchFilter,
    Source,
    SourceId,
    StoryId,
)
from watch.pipeline.nearness import Ids, within
from watch.pipeline.search_filters import Around, allowed, read_around, since
from watch.pipeline.search_kinds import kinds_of
from watch.pipeline.search_ranking import Asked, Found, gather_evidence, in_order
from watch.review.trends import WEEKS
from watch.settings import Home
from watch.store import Connection

BOUND = 300
"""Best stories that are counted. Beyond them a topic thins out: of the 100 nearest articles of a
language and view, which all are looked at, the last are near by chance."""

_TOPICAL = 0.5
"""Part of the best score from which a story counts as told on the topic."""

_DOUBTFUL = 0.4
"""Weight of a source marked unreliable: found when nothing better is, never first."""

_PER_SOURCE = 4
"""Stories of one source before the others' turn: one feed must not fill a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of an answer.

    Attributes:
        limit: How many hits.
        now: Aware, in the time zone whose days name weeks; None where nothing is to be counted.
        without: A story that is no answer: it is the question.
        topical: Only stories that are told on the topic, not whatever is nearest.
    """

    chosen: SearchFilter = field(default_factory=SearchFilter)
    limit: int = 10
    now: datetime | None = None
    without: StoryId | None = None
    topical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The articles that answer, best first, and what is known around them.

    Attributes:
        bar: Score from which a story is told on the topic.
    """

    found: Sequence[Found]
    around: Around
    bar: float

    def best(self, among: Ids | None, without: StoryId | None) -> list[list[Found]]:
        """Return the stories that answer among some articles, each by its best articles first."""
        ids = np.asarray([one.article.id for one in self.found], dtype=np.int64)
        kept = np.ones(len(ids), dtype=bool) if among is None else within(ids, among)
        stories: dict[StoryId, list[Found]] = {}
        for one, held in zip(self.found, kept, strict=True):
            if held and one.article.story_id != without:
                stories.setdefault(one.article.story_id, []).append(one)
        return list(stories.values())[:BOUND]


def ranked(connection: Connection, home: Home, asked: Asked, wanted: Wanted) -> Ranked:
    """Return what answers under all filters, under all but one, and in the last weeks."""
    around = read_around(connection)
    restrictions = [allowed(around, wanted.chosen)]
    if wanted.now:
        restrictions += [
            allowed(around, wanted.chosen, name) for name in searched_by(wanted.chosen)
        ]
        restrictions.append(allowed(around, lately(wanted.chosen, wanted.now)))
    if wanted.topical:
        restrictions.append(None)
    found = in_order(gather_evidence(connection, home, asked, restrictions, around.glance))
    weighed = _weighed(found, around.sources)
    bar = _TOPICAL * max((one.score for one in weighed), default=0.0)
    return Ranked(found=weighed, around=around, bar=bar)


def of_kinds(
    connection: Connection, around: Around, stories: list[list[Found]], chosen: SearchFilter
) -> list[list[Found]]:
    """Return the stories whose best article tells one of the kinds that are wanted."""
    if not chosen.kinds:
        return stories
    kinds = kinds_of(connection, around, [one[0].article.id for one in stories])
    return [one for one in stories if kinds[one[0].article.id] in chosen.kinds]


def searched_by(chosen: SearchFilter) -> list[FilterField]:
    """Return the filters that restrict which articles are looked for."""
    return sorted(chosen.active - {FilterField.KIND})


def lately(chosen: SearchFilter, now: datetime) -> SearchFilter:
    """Return a filter with the weeks of a trend as its period."""
    return since(chosen, now - timedelta(weeks=WEEKS))


def _weighed(ranked: Sequence[Found], sources: Mapping[SourceId, Source]) -> list[Found]:
    """Return the ranking with the word of doubtful sources counting less."""
    low = {name for name, source in sources.items() if source.reliability is Reliability.LOW}
    weighed = [
        replace(found, score=found.score * _DOUBTFUL) if found.article.source_id in low else found
        for found in ranked
    ]
    return sorted(weighed, key=lambda found: (-found.score, found.article.id))


def varied(leads: Sequence[Found]) -> list[Found]:
    """Return the best of each story, those of a source beyond its share after the others."""
    taken: Counter[SourceId] = Counter()
    first: list[Found] = []
    later: list[Found] = []
    for found in leads:
        taken[found.article.source_id] += 1
        share = taken[found.article.source_id] <= _PER_SOURCE
        (first if share else later).append(found)
    return first + later
