"""What must never happen in a season, and the rows where it did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.redundancy import title_likeness
from benchmarks.releases import Calendar
from benchmarks.season_life import Season
from watch.model import ArticleId, Edition, Opportunity, PainId, Week
from watch.rank.metrics import redundant_pairs

_ADDED = re.compile(r"\([^()]*\)")

SAME_TITLE = 0.5
"""Jaccard of the stems of two titles above which two rows are counted as one event."""


def broken(lived: Season, calendar: Calendar) -> dict[str, list[str]]:
    """Return what must never happen, by name, with the rows where it did."""
    return {
        "shown again without a stated change": list(_again(lived.frozen)),
        "shown for one pain point, then for another": list(_for_another_pain(lived)),
        "a change told twice": list(_told_twice(lived.frozen)),
        "put aside for good, shown again": list(_came_back(lived)),
        "week not frozen exactly once": _not_once(lived, calendar),
        "two rows of one edition with one title": list(_alike(lived.frozen)),
    }


def _for_another_pain(lived: Season) -> Iterator[str]:
    """Yield rows whose article was shown for another pain point, and was not off topic there."""
    seen: dict[ArticleId, PainId] = {}
    for edition in lived.frozen:
        for row in edition.opportunities:
            before = {seen.get(evidence.article_id, row.pain_id) for evidence in row.evidence}
            if before - {row.pain_id}:
                yield f"{edition.week} {row.title} ({row.pain_title})"
        for row in edition.opportunities:
            if row.id not in lived.off_topic:
                seen |= dict.fromkeys((e.article_id for e in row.evidence), row.pain_id)


def _again(editions: Sequence[Edition]) -> Iterator[str]:
    seen: dict[str, set[ArticleId]] = {}
    for edition in editions:
        for row in edition.opportunities:
            cited = seen.setdefault(row.pain_id, set())
            own = {evidence.article_id for evidence in row.evidence}
            if cited & own and not row.changes:
                yield f"{edition.week} {row.id} {row.title}"
        for row in edition.opportunities:
            seen[row.pain_id] |= {evidence.article_id for evidence in row.evidence}


def _told_twice(editions: Sequence[Edition]) -> Iterator[str]:
    told = Counter(
        (row.id, change.kind, change.told)
        for edition in editions
        for row in edition.opportunities
        for change in row.changes
    )
    yield from (f"{name} {kind}: {words}" for (name, kind, words), n in told.items() if n > 1)


def _came_back(lived: Season) -> Iterator[str]:
    for at, turned_down, reason in lived.away:
        cited = {evidence.article_id for evidence in turned_down.evidence}
        for edition in lived.frozen:
            for row in edition.opportunities if edition.made_at > at else ():
                own = {evidence.article_id for evidence in row.evidence}
                if row.id == turned_down.id or cited & own:
                    yield f"{edition.week} {row.id} {row.title} ({reason})"


def _not_once(lived: Season, calendar: Calendar) -> list[str]:
    times = Counter(edition.week for edition in lived.frozen)
    weeks = [Week(f"{year}-W{n:02d}") for year, n, _ in (m.isocalendar() for m in calendar.mondays)]
    changed = [a.week for a, b in zip(lived.frozen, lived.at_end, strict=True) if a != b]
    return [*(week for week in {*weeks, *times} if times[week] != (week in weeks)), *changed]


def _alike(editions: Sequence[Edition]) -> Iterator[str]:
    for edition in editions:
        for one, other in redundant_pairs(edition.opportunities, _one_event):
            yield f"{edition.week} {one.title} | {other.title}"


def _one_event(one: Opportunity, other: Opportunity) -> bool:
    return title_likeness(_bare(one), _bare(other)) >= SAME_TITLE


def _bare(row: Opportunity) -> Opportunity:
    """Return a row without what its title adds in brackets, such as the agency."""
    return replace(row, title=_ADDED.sub("", row.title))
