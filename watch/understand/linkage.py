"""Which articles belong together: average linkage that asks less of many pairs than of one.

Clusters are merged best pair first while the mean likeness over all pairs of their
articles is high enough; the more pairs agree, the lower the bound. Pure and
deterministic; nothing is ever taken apart.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from watch.understand.likeness import DAY_COST, Traits

JOIN = 0.55
LEAST = 0.15
EASE = 0.35
"""The bound on the mean likeness is ``LEAST + (JOIN - LEAST) · n^-EASE`` for ``n`` pairs of
distinct sources: one pair must be alike, sixteen may be half as much, for chance does not
repeat itself. A feed that floods counts once: it cannot draw the stories of others in. Found on
317 labelled articles and 999 public headlines, with the scores of 360 others in view;
docs/stories.md."""

CROWD = 0.06
_FEW = 300
"""Added to both ends of the bound for each tenfold of the articles in a window above 300 (the
labelled sets have 60 to 100 in one): the best of 20,000 chance likenesses is higher than the
best of 100. The slope is a judgement by eye on 5,500 captured and 20,000 archived articles."""

STRANGERS = 0.10
"""Added to the bound when both sides bear names and share none: another plant, another town."""

SAME_SOURCE = 0.3
"""Taken off for pairs of one source, which tells an event once and a series every day."""

_OF_THE_STORY = 0.3
_ESTABLISHED = 3
"""A name is the story's own when at least three in ten of its articles bear it, from three
articles on: what one of many mentions in passing does not make strangers meet."""

WINDOW_DAYS = 6.0
"""The same event is told within a week; anniversaries and series are other stories."""

MAX_SPAN_DAYS = 10.0
_MAX_SIZE = 150
"""Bounds on chains: A like B like C must not join a year of one company's news."""

_NEIGHBOURS = 40
_CANDIDATE = 0.2
_MOST_NEAR = 80
_BLOCK = 1_000
"""Bounds on work: neighbours looked for per article, kept per story, and rows per product."""


@dataclass(slots=True)
class _Cluster:
    """Articles taken for one event; ``settled`` when they were so before this run."""

    rows: list[int]
    settled: bool
    meaning: npt.NDArray[np.float32]
    terms: dict[int, float]
    first_day: float
    last_day: float
    day_sum: float
    sources: Counter[str]
    inside: set[str]
    every: Counter[str]
    near: dict[int, float] = field(default_factory=dict)

    def absorb(self, other: _Cluster) -> None:
        """Take the articles of another cluster in."""
        self.rows += other.rows
        self.settled = self.settled or other.settled
        self.meaning = self.meaning + other.meaning
        for term, weight in other.terms.items():
            self.terms[term] = self.terms.get(term, 0.0) + weight
        self.first_day = min(self.first_day, other.first_day)
        self.last_day = max(self.last_day, other.last_day)
        self.day_sum += other.day_sum
        self.sources += other.sources
        self.inside |= other.inside
        self.every += other.every

    def names(self) -> set[str]:
        """Return the names that are the story's own."""
        if len(self.rows) < _ESTABLISHED:
            return set(self.every)
        bound = _OF_THE_STORY * len(self.rows)
        return {name for name, count in self.every.items() if count >= bound}


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
    return _Linkage(traits, sources, [*groups, *singles], apart, frozenset(alone)).clusters()


class _Linkage:
    """One run. A cluster is called after its oldest row; a group keeps its name."""

    def __init__(
        self,
        traits: Traits,
        sources: Sequence[str],
        groups: Sequence[Sequence[int]],
        apart: Mapping[int, frozenset[int]],
        alone: frozenset[int],
    ) -> None:
        self._traits = traits
        self._sources = sources
        self._apart = apart
        self._alone = alone
        grouped = {row for rows in groups for row in rows}
        self._free = [row for row in range(len(sources)) if row not in grouped]
        self._groups = {row: min(rows) for rows in groups for row in rows}
        self._members = {min(rows): sorted(rows) for rows in groups}
        self._clusters: dict[int, _Cluster] = {}
        self._versions: Counter[int] = Counter()
        self._strictness = CROWD * max(0.0, log10(self._crowd() / _FEW))
        self._queue: list[tuple[float, int, int, int, int]] = []

    def clusters(self) -> list[list[int]]:
        self._meet()
        while self._queue:
            _, one, other, *versions = heapq.heappop(self._queue)
            alive = one in self._clusters and other in self._clusters
            if alive and [self._versions[one], self._versions[other]] == versions:
                self._merge(one, other)
        found = {name: cluster.rows for name, cluster in self._clusters.items()}
        return [sorted(rows) for _, rows in sorted((self._members | found).items())]

    def _crowd(self) -> float:
        """Return how many articles stand in the window of a new one, on average; at least one."""
        days = np.sort(self._traits.days)
        free = self._traits.days[self._free]
        last = np.searchsorted(days, free + WINDOW_DAYS, side="right")
        first = np.searchsorted(days, free - WINDOW_DAYS, side="left")
        return max(1.0, float(np.mean(last - first))) if self._free else 1.0

    def _meet(self) -> None:
        """Make a cluster of each new article, and queue those it may be merged with."""
        for row in self._free:
            self._clusters[row] = self._cluster([row], settled=False)
        for row, others in self._neighbours():
            best: dict[int, float] = {}
            for other, likeness in others:
                name = self._groups.get(other, other)
                best[name] = max(best.get(name, 0.0), likeness)
            for name, likeness in best.items():
                if name not in self._clusters:
                    self._clusters[name] = self._cluster(self._members[name], settled=True)
                known = name in self._clusters[row].near
                self._meet_each_other(row, name, likeness)
                if not known:
                    self._offer(row, name)

    def _meet_each_other(self, one: int, other: int, likeness: float) -> None:
        """Note that two clusters are near, and how alike their best pair is."""
        first, second = self._clusters[one].near, self._clusters[other].near
        first[other] = second[one] = max(first.get(other, 0.0), likeness)

    def _neighbours(self) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """Yield each new row with the rows most like it, within the window."""
        days = self._traits.days
        for start in range(0, len(self._free), _BLOCK):
            block = np.array(self._free[start : start + _BLOCK])
            likeness = self._traits.likeness(block)
            likeness[np.abs(days[block, None] - days[None]) > WINDOW_DAYS] = -1.0
            likeness[np.arange(len(block)), block] = -1.0
            likeness[:, list(self._alone)] = -1.0
            for row, found in zip(block.tolist(), likeness, strict=True):
                near = np.flatnonzero(found >= _CANDIDATE)
                if len(near) > _NEIGHBOURS:
                    near = near[np.argsort(-found[near], kind="stable")[:_NEIGHBOURS]]
                yield row, list(zip(near.tolist(), found[near].tolist(), strict=True))

    def _merge(self, one: int, other: int) -> None:
        keep, gone = sorted((one, other), key=lambda n: (not self._clusters[n].settled, n))
        cluster, lost = self._clusters[keep], self._clusters.pop(gone)
        cluster.absorb(lost)
        self._versions[keep] += 1
        cluster.near.pop(gone, None)
        for name, likeness in lost.near.items():
            if name != keep:
                self._clusters[name].near.pop(gone, None)
                self._meet_each_other(keep, name, likeness)
        for name in self._forget_the_far(cluster, keep):
            self._offer(keep, name)

    def _forget_the_far(self, cluster: _Cluster, name: int) -> list[int]:
        """Keep the nearest neighbours of a cluster that has grown; return them."""
        ranked = sorted(cluster.near, key=lambda other: (-cluster.near[other], other))
        for other in ranked[_MOST_NEAR:]:
            del cluster.near[other]
            del self._clusters[other].near[name]
        return ranked[:_MOST_NEAR]

    def _offer(self, one: int, other: int) -> None:
        """Queue two clusters if they may be merged, the surest first."""
        first, second = self._clusters[one], self._clusters[other]
        margin = _margin(first, second) if _may_merge(first, second) else -1.0
        margin -= self._strictness
        if margin >= 0 and not self._kept_apart(first, second):
            versions = self._versions[one], self._versions[other]
            heapq.heappush(self._queue, (-margin, one, other, *versions))

    def _kept_apart(self, one: _Cluster, other: _Cluster) -> bool:
        if not self._apart:
            return False
        rows = frozenset(other.rows)
        return any(self._apart.get(row, frozenset()) & rows for row in one.rows)

    def _cluster(self, rows: Sequence[int], *, settled: bool) -> _Cluster:
        terms = self._traits.terms[list(rows)].sum(axis=0)
        days = self._traits.days[list(rows)]
        held = np.flatnonzero(terms)
        return _Cluster(
            rows=list(rows),
            settled=settled,
            meaning=self._traits.meaning[list(rows)].sum(axis=0),
            terms=dict(zip(held.tolist(), terms[held].tolist(), strict=True)),
            first_day=float(days.min()),
            last_day=float(days.max()),
            day_sum=float(days.sum()),
            sources=Counter(self._sources[row] for row in rows),
            inside={name for row in rows for name in self._traits.names[row].inside},
            every=Counter(name for row in rows for name in self._traits.names[row].every),
        )


def _may_merge(one: _Cluster, other: _Cluster) -> bool:
    span = max(one.last_day, other.last_day) - min(one.first_day, other.first_day)
    size = len(one.rows) + len(other.rows)
    return not (one.settled and other.settled) and span <= MAX_SPAN_DAYS and size <= _MAX_SIZE


def _margin(one: _Cluster, other: _Cluster) -> float:
    """Return by how much the mean likeness of two clusters is above their bound."""
    pairs = len(one.rows) * len(other.rows)
    small, large = sorted((one.terms, other.terms), key=len)
    shared = sum(weight * large.get(term, 0.0) for term, weight in small.items())
    likeness = (float(one.meaning @ other.meaning) + shared) / pairs
    likeness -= DAY_COST * abs(one.day_sum / len(one.rows) - other.day_sum / len(other.rows))
    same = sum(count * other.sources[source] for source, count in one.sources.items())
    likeness -= SAME_SOURCE * same / pairs
    voices = len(one.sources) * len(other.sources)
    bound = float(LEAST + (JOIN - LEAST) * voices**-EASE)
    return likeness - bound - (STRANGERS if _strangers(one, other) else 0.0)


def _strangers(one: _Cluster, other: _Cluster) -> bool:
    """Tell whether both sides bear names of their own and none in common."""
    if not one.inside or not other.inside:
        return False
    if max(len(one.rows), len(other.rows)) >= _ESTABLISHED:
        mine, theirs = one.names(), other.names()
        return bool(mine and theirs) and mine.isdisjoint(theirs)
    return one.inside.isdisjoint(other.every) and other.inside.isdisjoint(one.every)
