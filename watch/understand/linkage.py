"""Which articles belong together: average linkage that asks less of many pairs than of one.

Clusters are merged best pair first while the mean likeness over all pairs of their
articles is high enough; the more pairs agree, the lower the bound. Pure and
deterministic; nothing is ever taken apart.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log10
from types import MappingProxyType

import numpy as np

from watch.understand.clusters import STRANGERS, Clusters, Rows
from watch.understand.likeness import Traits
from watch.understand.neighbours import WINDOW_DAYS, neighbours

CROWD = 0.06
_FEW = 300
"""Added to both ends of the bound for each tenfold of the articles in a window above 300 (the
labelled sets have 60 to 100 in one): the best of 20,000 chance likenesses is higher than the
best of 100. The slope is a judgement by eye on 5,500 captured and 20,000 archived articles."""

MAX_SPAN_DAYS = 10.0
_MAX_SIZE = 150
"""Bounds on chains: A like B like C must not join a year of one company's news."""

_MOST_NEAR = 80
"""Bound on work: neighbours kept per story."""


def link(
    traits: Traits,
    sources: Sequence[str],
    groups: Sequence[Sequence[int]] = (),
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
    alone: Collection[int] = (),
) -> list[list[int]]:
    """Return the rows of each cluster, in order.

    Args:
        traits: Of all the articles, oldest first.
        sources: The source of each, row by row.
        groups: Rows that belong together beforehand, such as the stories of earlier days;
            no two groups are ever merged.
        apart: For a row, the rows that a person has said tell another event.
        alone: Rows that are joined with nothing.
    """
    singles = [[row] for row in alone]
    return _Linkage(traits, sources, [*groups, *singles], apart).clusters(alone)


class _Linkage:
    """One run. A cluster is called after its oldest row; a group keeps its name."""

    def __init__(
        self,
        traits: Traits,
        sources: Sequence[str],
        groups: Sequence[Sequence[int]],
        apart: Mapping[int, frozenset[int]],
    ) -> None:
        self._traits = traits
        self._apart = apart
        self._groups = {row: min(rows) for rows in groups for row in rows}
        self._members = {min(rows): sorted(rows) for rows in groups}
        self._free = [row for row in range(len(sources)) if row not in self._groups]
        self._clusters = Clusters(traits, sources)
        self._near: dict[int, dict[int, float]] = {}
        self._versions: Counter[int] = Counter()
        self._strictness = CROWD * max(0.0, log10(self._crowd() / _FEW))
        self._queue: list[tuple[float, int, int, int, int]] = []

    def clusters(self, alone: Collection[int]) -> list[list[int]]:
        self._meet(alone)
        while self._queue:
            _, one, other, *versions = heapq.heappop(self._queue)
            alive = one in self._near and other in self._near
            if alive and [self._versions[one], self._versions[other]] == versions:
                self._merge(one, other)
        found = self._members | self._clusters.rows
        return [sorted(rows) for _, rows in sorted(found.items())]

    def _crowd(self) -> float:
        """Return how many articles stand in the window of a new one, on average; at least one."""
        days = np.sort(self._traits.days)
        free = self._traits.days[self._free]
        last = np.searchsorted(days, free + WINDOW_DAYS, side="right")
        first = np.searchsorted(days, free - WINDOW_DAYS, side="left")
        return max(1.0, float(np.mean(last - first))) if self._free else 1.0

    def _meet(self, alone: Collection[int]) -> None:
        """Make a cluster of each new article, and queue those it may be merged with."""
        for row in self._free:
            self._open(row, [row], settled=False)
        for row, others in neighbours(self._traits, self._free, alone):
            best: dict[int, float] = {}
            for other, likeness in others.items():
                name = self._groups.get(other, other)
                best[name] = max(best.get(name, 0.0), likeness)
            unmet = [name for name in best if name not in self._near[row]]
            for name, likeness in best.items():
                if name not in self._near:
                    self._open(name, self._members[name], settled=True)
                self._meet_each_other(row, name, likeness)
            self._offer(row, unmet)

    def _open(self, name: int, rows: Sequence[int], *, settled: bool) -> None:
        self._clusters.open(name, rows, settled=settled)
        self._near[name] = {}

    def _meet_each_other(self, one: int, other: int, likeness: float) -> None:
        """Note that two clusters are near, and how alike their best pair is."""
        first, second = self._near[one], self._near[other]
        first[other] = second[one] = max(first.get(other, 0.0), likeness)

    def _merge(self, one: int, other: int) -> None:
        keep, gone = sorted((one, other), key=lambda n: (not self._clusters.settled[n], n))
        self._clusters.merge(keep, gone)
        self._versions[keep] += 1
        self._near[keep].pop(gone)
        for name, likeness in self._near.pop(gone).items():
            if name != keep:
                del self._near[name][gone]
                self._meet_each_other(keep, name, likeness)
        self._forget_the_far(keep)
        self._offer(keep, self._near[keep])

    def _forget_the_far(self, name: int) -> None:
        """Keep the nearest neighbours of a cluster that has grown."""
        near = self._near[name]
        for other in sorted(near, key=lambda other: (-near[other], other))[_MOST_NEAR:]:
            del near[other]
            del self._near[other][name]

    def _offer(self, one: int, others: Iterable[int]) -> None:
        """Queue a cluster with those it may be merged with, the surest first."""
        allowed = self._may_merge(one, np.fromiter(others, dtype=np.int64))
        if not len(allowed):
            return
        margins = self._clusters.margins(one, allowed) - self._strictness
        sure = margins >= 0
        for other, margin in zip(allowed[sure].tolist(), margins[sure].tolist(), strict=True):
            left = margin - STRANGERS if self._clusters.strangers(one, other) else margin
            if left >= 0 and not self._kept_apart(one, other):
                versions = self._versions[one], self._versions[other]
                heapq.heappush(self._queue, (-left, one, other, *versions))

    def _may_merge(self, one: int, others: Rows) -> Rows:
        """Return the clusters that are not too far in time, nor too large together."""
        each = self._clusters
        last = np.maximum(each.last_day[one], each.last_day[others])
        first = np.minimum(each.first_day[one], each.first_day[others])
        fits = each.size[one] + each.size[others] <= _MAX_SIZE
        both_settled = each.settled[one] & each.settled[others]
        allowed: Rows = others[(last - first <= MAX_SPAN_DAYS) & fits & ~both_settled]
        return allowed

    def _kept_apart(self, one: int, other: int) -> bool:
        if not self._apart:
            return False
        rows = frozenset(self._clusters.rows[other])
        return any(self._apart.get(row, frozenset()) & rows for row in self._clusters.rows[one])
