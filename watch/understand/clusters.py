"""Clusters of articles under way, and by how much the likeness of two is above its bound.

What is known of a cluster is a sum over its articles, kept in arrays at the cluster's name,
so that one cluster is compared with all those near it in a few products.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from watch.understand.likeness import DAY_COST, Traits

JOIN = 0.55
LEAST = 0.15
EASE = 0.35
"""The bound on the mean likeness is ``LEAST + (JOIN - LEAST) · n^-EASE`` for ``n`` pairs of
distinct sources: one pair must be alike, sixteen may be half as much, for chance does not
repeat itself. A feed that floods counts once: it cannot draw the stories of others in. Found on
317 labelled articles and 999 public headlines, with the scores of 360 others in view;
docs/stories.md."""

STRANGERS = 0.10
"""Asked on top when both sides bear names and share none: another plant, another town."""

SAME_SOURCE = 0.3
"""Taken off for pairs of one source, which tells an event once and a series every day."""

_OF_THE_STORY = 0.3
_ESTABLISHED = 3
"""A name is the story's own when at least three in ten of its articles bear it, from three
articles on: what one of many mentions in passing does not make strangers meet."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Sparse:
    """Sum of sparse rows: the columns that hold something, and what they hold."""

    columns: Rows
    values: npt.NDArray[np.float32]


@dataclass(slots=True)
class _Names:
    """Names of a cluster; its ``own`` are all of them until there are enough articles."""

    inside: set[int]
    every: Counter[int]
    own: set[int]


class Clusters:
    """Clusters of articles, each called after one of its rows.

    Attributes:
        rows: The articles of each cluster, by its name; open clusters only.
        size: Articles in the cluster, at its name.
        settled: Whether the articles were taken for one event before this run.
        first_day: Day of the oldest article, as ``Traits.days``.
        last_day: Day of the newest.
    """

    def __init__(self, traits: Traits, sources: Sequence[str]) -> None:
        count = len(sources)
        self.rows: dict[int, list[int]] = {}
        self.size = np.ones(count)
        self.settled = np.zeros(count, dtype=bool)
        self.first_day = traits.days.copy()
        self.last_day = traits.days.copy()
        self._traits = traits
        self._day_sum = traits.days.copy()
        self._voices = np.ones(count)
        self._meaning = np.empty_like(traits.meaning)
        self._sparse: dict[int, _Sparse] = {}
        self._names: dict[int, _Names] = {}
        self._first_source = traits.terms.shape[1]
        self._terms = sparse.hstack([traits.terms, _one_hot(sources)], format="csr")
        self._columns = self._terms.indices.astype(np.int64)
        self._one = np.zeros(self._terms.shape[1], dtype=np.float32)

    def open(self, name: int, rows: Sequence[int], *, settled: bool) -> None:
        """Make a cluster of articles."""
        days = self._traits.days[list(rows)]
        self.rows[name] = list(rows)
        self.size[name] = len(rows)
        self.settled[name] = settled
        self.first_day[name], self.last_day[name] = days.min(), days.max()
        self._day_sum[name] = days.sum()
        self._meaning[name] = self._traits.meaning[list(rows)].sum(axis=0)
        self._set_terms(name, [self._row(row) for row in rows])
        inside, every = self._traits.marks.inside, self._traits.marks.every
        borne = Counter(chain.from_iterable(self._borne(every, row) for row in rows))
        self._names[name] = _Names(
            inside={mark for row in rows for mark in self._borne(inside, row)},
            every=borne,
            own=_own(borne, len(rows)),
        )

    def merge(self, keep: int, gone: int) -> None:
        """Take the articles of one cluster into another."""
        self.rows[keep] += self.rows.pop(gone)
        self.size[keep] += self.size[gone]
        self.settled[keep] |= self.settled[gone]
        self.first_day[keep] = min(self.first_day[keep], self.first_day[gone])
        self.last_day[keep] = max(self.last_day[keep], self.last_day[gone])
        self._day_sum[keep] += self._day_sum[gone]
        self._meaning[keep] += self._meaning[gone]
        self._set_terms(keep, [self._sparse[keep], self._sparse.pop(gone)])
        names, lost = self._names[keep], self._names.pop(gone)
        names.inside |= lost.inside
        names.every.update(lost.every)
        names.own = _own(names.every, len(self.rows[keep]))

    def margins(self, one: int, others: Rows) -> npt.NDArray[np.float64]:
        """Return by how much the mean likeness of one cluster with others is above its bound."""
        alike = self._meaning[others] @ self._meaning[one] + self._shared(one, others)
        likeness = alike / (self.size[one] * self.size[others])
        means = self._day_sum[others] / self.size[others]
        likeness -= DAY_COST * np.abs(self._day_sum[one] / self.size[one] - means)
        voices = self._voices[one] * self._voices[others]
        margins: npt.NDArray[np.float64] = likeness - LEAST - (JOIN - LEAST) * voices**-EASE
        return margins

    def strangers(self, one: int, other: int) -> bool:
        """Tell whether both sides bear names of their own and none in common."""
        first, second = self._names[one], self._names[other]
        if not first.inside or not second.inside:
            return False
        if max(self.size[one], self.size[other]) >= _ESTABLISHED:
            return bool(first.own and second.own) and first.own.isdisjoint(second.own)
        return first.inside.isdisjoint(second.own) and second.inside.isdisjoint(first.own)

    def _shared(self, one: int, others: Rows) -> npt.NDArray[np.float32]:
        """Return the likeness in words and names, less for each pair of one source."""
        mine = self._sparse[one]
        sources = mine.columns >= self._first_source
        self._one[mine.columns] = np.where(sources, -SAME_SOURCE, 1.0) * mine.values
        theirs = [self._sparse[other] for other in others.tolist()]
        columns = np.concatenate([each.columns for each in theirs])
        values = np.concatenate([each.values for each in theirs])
        starts = np.cumsum([0, *(len(each.columns) for each in theirs[:-1])])
        found: npt.NDArray[np.float32] = np.add.reduceat(self._one.take(columns) * values, starts)
        self._one[mine.columns] = 0.0
        return found

    def _borne(self, marks: sparse.csr_array, row: int) -> list[int]:
        """Return the names among the marks of an article."""
        columns = marks.indices[marks.indptr[row] : marks.indptr[row + 1]]
        names: list[int] = columns[self._traits.marks.names[columns]].tolist()
        return names

    def _row(self, row: int) -> _Sparse:
        held = slice(*self._terms.indptr[row : row + 2])
        return _Sparse(self._columns[held], self._terms.data[held])

    def _set_terms(self, name: int, parts: Sequence[_Sparse]) -> None:
        total = parts[0] if len(parts) == 1 else _sum(parts)
        self._sparse[name] = total
        self._voices[name] = np.count_nonzero(total.columns >= self._first_source)


def _own(every: Counter[int], size: int) -> set[int]:
    bound = _OF_THE_STORY * size if size >= _ESTABLISHED else 0.0
    return {name for name, count in every.items() if count >= bound}


def _sum(parts: Sequence[_Sparse]) -> _Sparse:
    columns, place = np.unique(
        np.concatenate([part.columns for part in parts]), return_inverse=True
    )
    values = np.bincount(place, np.concatenate([part.values for part in parts]))
    return _Sparse(columns, values.astype(np.float32))


def _one_hot(sources: Sequence[str]) -> sparse.csr_array:
    """Return a column for each source, 1 in the rows of its articles."""
    _, columns = np.unique(np.array(sources), return_inverse=True)
    ones = np.ones(len(sources), dtype=np.float32)
    return sparse.csr_array((ones, columns, np.arange(len(sources) + 1)))
