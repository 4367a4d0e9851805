"""Past lists beside those that today's settings would give, judged by what people decided.

What was never shown could not be decided: it is silent, and left out of the measures. So the list
that was shown has the advantage, and a list that comes out level with it is the better one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from statistics import mean

from watch.model import (
    ArticleId,
    Edition,
    Opportunity,
    OpportunityId,
    PainId,
    Standing,
    Status,
    StoryId,
    Verdict,
    Week,
)
from watch.model.outcomes import ListYield, Replay, Replayed, ReplayedRow

_FIRST = 10
"""The length of a full list, and the depth at which ranking is measured everywhere."""

_KEPT_GRADE, _WATCHED_GRADE, _WASTED_GRADE = 3, 2, 0
"""Grades as of the labelled articles: what is studied, piloted or adopted was actionable, what is
watched a useful lead, what is rejected or known was of no use. Gains are 7, 3 and 0."""

Ndcg = Callable[[Sequence[int], Sequence[int]], float]
"""nDCG@10 of grades as listed, given every grade; that of ``watch.rank`` (stages are strangers)."""

Standings = Mapping[OpportunityId, Standing]
Names = Mapping[tuple[StoryId, PainId], OpportunityId]


def backtest(
    weeks: Iterable[tuple[Edition, Sequence[Opportunity]]], standings: Standings, ndcg: Ndcg
) -> Replay:
    """Return frozen editions beside the lists that today's settings give for them.

    Args:
        weeks: Oldest first; rows of both lists bear the same ids (``former_names``).
        standings: Where opportunities stand today.
    """
    return Replay(
        weeks=tuple(
            compared(edition.week, edition.opportunities, again, standings, ndcg)
            for edition, again in weeks
        )
    )


def compared(
    week: Week,
    shown: Sequence[Opportunity],
    again: Sequence[Opportunity],
    standings: Standings,
    ndcg: Ndcg,
) -> Replayed:
    """Return a list as it was shown beside the one made again."""
    grades = _grades((*shown, *again), standings)
    return Replayed(
        week=week,
        rows=_rows(shown, again, standings),
        overlap=overlap(_ids(shown), _ids(again)),
        tau=kendall_tau(_ids(shown), _ids(again)),
        shown=_judged(shown, grades, standings, ndcg),
        again=_judged(again, grades, standings, ndcg),
    )


def overlap(one: Sequence[object], other: Sequence[object]) -> float:
    """Return which part of the first ten two lists share; of the longer one, if shorter."""
    first, second = set(one[:_FIRST]), set(other[:_FIRST])
    longer = max(len(first), len(second))
    return len(first & second) / longer if longer else 1.0


def kendall_tau(one: Sequence[object], other: Sequence[object]) -> float | None:
    """Return how alike two lists order what both hold: 1 the same, -1 reversed; None below two.

    Source:
        Kendall (1938); places have no ties, so that tau-a and tau-b are the same.
    """
    place = {name: number for number, name in enumerate(other)}
    places = [place[name] for name in one if name in place]
    pairs = list(combinations(places, 2))
    return mean(1 if first < second else -1 for first, second in pairs) if pairs else None


def former_names(
    editions: Iterable[Edition],
    story_of: Mapping[ArticleId, StoryId],
    present: Collection[StoryId],
) -> Names:
    """Return the ids that opportunities were shown under, by the story that they are now.

    The id of an opportunity comes from its story; when that was merged into another since, the
    same development would have another id today, and nothing decided about it would count.

    Args:
        editions: Oldest first; of two that are one story now, the first shown gives the name.
        story_of: The story of each article now.
        present: Stories that there are now: their opportunities have kept their ids.
    """
    rows = [row for edition in editions for row in edition.opportunities]
    shown = {(row.story_id, row.pain_id) for row in rows}
    now: dict[OpportunityId, tuple[StoryId, PainId]] = {}
    for row in (row for row in rows if row.story_id not in present):
        for lead in row.evidence[:1]:
            story_id = story_of.get(lead.article_id, row.story_id)
            now.setdefault(row.id, (story_id, row.pain_id))
    return {key: name for name, key in reversed(now.items()) if key not in shown}


def _rows(
    shown: Sequence[Opportunity], again: Sequence[Opportunity], standings: Standings
) -> tuple[ReplayedRow, ...]:
    then = {row.id: place for place, row in enumerate(shown, start=1)}
    now = {row.id: place for place, row in enumerate(again, start=1)}
    return tuple(
        ReplayedRow(
            opportunity=row,
            then=then.get(row.id),
            now=now.get(row.id),
            verdict=_verdict(row, standings),
        )
        for row in (*again, *(row for row in shown if row.id not in now))
    )


def _judged(
    listed: Sequence[Opportunity],
    grades: Mapping[OpportunityId, int],
    standings: Standings,
    ndcg: Ndcg,
) -> ListYield:
    """Return the measures of a list; the best order is that of what either list holds."""
    verdicts = [_verdict(row, standings) for row in listed[:_FIRST]]
    spoken = [grades[row.id] for row in listed if row.id in grades]
    return ListYield(
        decided=sum(verdict is not None for verdict in verdicts),
        yes=verdicts.count(Verdict.YES),
        ndcg=ndcg(spoken, list(grades.values())) if any(grades.values()) else None,
    )


def _grades(rows: Iterable[Opportunity], standings: Standings) -> dict[OpportunityId, int]:
    """Return how good each opportunity proved to be; nothing of those without a verdict."""
    return {row.id: _grade(standings[row.id]) for row in rows if _verdict(row, standings)}


def _grade(standing: Standing) -> int:
    if standing.verdict is not Verdict.YES:
        return _WASTED_GRADE
    return _WATCHED_GRADE if standing.status is Status.WATCHING else _KEPT_GRADE


def _verdict(row: Opportunity, standings: Standings) -> Verdict | None:
    standing = standings.get(row.id)
    return standing.verdict if standing else None


def _ids(rows: Sequence[Opportunity]) -> list[OpportunityId]:
    return [row.id for row in rows]
