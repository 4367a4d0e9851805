"""Stories that answer → how many each further filter would leave, and how many began each week.

Pure. A filter's counts leave out what is chosen of that filter itself, and keep all else that is
chosen: as usual in faceted search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from watch.model import (
    PERIODS,
    CardTie,
    EventKind,
    FilterField,
    StoryId,
    TopicTrend,
)
from watch.pipeline.nearness import Ids
from watch.pipeline.search_filters import microseconds
from watch.review.trends import RECENT, WEEKS, phase
from watch.store.glances import Glimpse

_WEEK_US = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A story that answers, and what filters see of it.

    Attributes:
        articles: Those of it that answer, the best first.
        kind: What the best tells.
    """

    story_id: StoryId
    articles: Sequence[Glimpse]
    score: float
    kind: EventKind
    areas: tuple[str, ...]
    cards: tuple[CardTie, ...]


def counted(
    left: Mapping[FilterField, Sequence[Answering]], now: datetime
) -> dict[FilterField, dict[str, int]]:
    """Return for each filter its values, those of most stories first.

    Args:
        left: For each filter, the stories that all others leave.
    """
    periods = {str(days): microseconds(now - timedelta(days=days)) for days in PERIODS}
    return {
        name: dict(_tally(_values(one, name, periods) for one in stories))
        for name, stories in left.items()
    }


def topic_trend(began: Ids, read: Ids, now: datetime) -> TopicTrend:
    """Return how many stories on a topic began in each of the last weeks.

    Args:
        began: When each story on the topic was first told.
        read: When each story began that could have been on it.
        now: Aware, in the time zone whose days name the weeks.

    Units:
        ``began`` and ``read`` in microseconds since 1970.
    """
    end = int(now.timestamp() * 1e6)
    counts = _per_week(began, end)
    total = _per_week(read, end)
    recent, before = sum(counts[-RECENT:]), sum(counts[:-RECENT])
    read_recently, read_before = sum(total[-RECENT:]), sum(total[:-RECENT])
    comparable = before and read_recently
    return TopicTrend(
        ends_on=tuple((now - timedelta(weeks=WEEKS - 1 - n)).date() for n in range(WEEKS)),
        counts=counts,
        read=total,
        recent_weeks=RECENT,
        phase=phase(recent, before, read_recently, read_before),
        ratio=(recent / read_recently) / (before / read_before) if comparable else None,
    )


def _values(  # noqa: PLR0911 - one return for each filter
    one: Answering, name: FilterField, periods: Mapping[str, int]
) -> set[str]:
    """Return what a story is, as one of the filters sees it.

    Args:
        periods: When each of them began.
    """
    match name:
        case FilterField.PERIOD:
            newest = max(article.moment for article in one.articles)
            return {period for period, began in periods.items() if newest >= began}
        case FilterField.LANGUAGE:
            return {article.language for article in one.articles}
        case FilterField.SOURCE:
            return {article.source_id for article in one.articles}
        case FilterField.PAIN:
            return {tie.pain_id for tie in one.cards}
        case FilterField.AREA:
            return set(one.areas)
        case FilterField.KIND:
            return {one.kind.value}
        case FilterField.STATUS:
            return {tie.status.value for tie in one.cards}


def _tally(values: Iterable[set[str]]) -> list[tuple[str, int]]:
    counts = Counter(value for some in values for value in some)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _per_week(moments: Ids, end: int) -> tuple[int, ...]:
    """Return how many moments fall into each of the last weeks; the future is now."""
    ages = np.maximum(end - moments, 0) // _WEEK_US
    return tuple(int(n) for n in np.bincount(ages[ages < WEEKS], minlength=WEEKS)[::-1])
