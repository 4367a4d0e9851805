"""How good a list is, judged by grades: the usual measures, as pure functions.

A list is given as the grades of its articles, best ranked first, nothing for an article that
nobody graded. Grades: 3 actionable opportunity, 2 useful lead, 1 same topic but nothing to do,
0 unrelated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np

T = TypeVar("T")

Grades = Sequence[int | None]

USEFUL = 2
"""The lowest grade that a COO would want to study."""

_RESAMPLES = 2_000
"""Moves the ends of an interval over 20 lists by about .003 from seed to seed."""

_SEED = 20_261_122
"""Any number, but always the same: the same lists give the same interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The measures of one list, each in [0, 1].

    Attributes:
        ndcg: nDCG@10; an article without a grade counts as 0.
        precision: P@5, the share that is useful.
        recall: R@50, the share of the useful that is found; none where nothing is useful.
        judged: Share of the first ten that carries a grade.
        condensed: nDCG@10 of the graded articles alone.
    """

    ndcg: float
    precision: float
    recall: float | None
    judged: float
    condensed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanQuality:
    """The means over several lists; for nDCG@10 with its 95 % interval, low to high."""

    lists: int
    ndcg: float
    ndcg_low: float
    ndcg_high: float
    precision: float
    recall: float | None
    judged: float
    condensed: float


def quality(listed: Grades, graded: Sequence[int]) -> Quality:
    """Return the measures of one list.

    Args:
        graded: Every grade that was given, listed or not.
    """
    return Quality(
        ndcg=ndcg(listed, graded),
        precision=precision(listed),
        recall=recall(listed, graded),
        judged=judged(listed),
        condensed=ndcg([grade for grade in listed if grade is not None], graded),
    )


def mean_quality(lists: Sequence[Quality]) -> MeanQuality:
    """Return the means of at least one list, each list counting alike."""
    gains = [one.ndcg for one in lists]
    low, high = interval(gains)
    found = [one.recall for one in lists if one.recall is not None]
    return MeanQuality(
        lists=len(lists),
        ndcg=_mean(gains),
        ndcg_low=low,
        ndcg_high=high,
        precision=_mean(one.precision for one in lists),
        recall=_mean(found) if found else None,
        judged=_mean(one.judged for one in lists),
        condensed=_mean(one.condensed for one in lists),
    )


def ndcg(listed: Grades, graded: Sequence[int], k: int = 10) -> float:
    """Return normalised discounted cumulative gain with gain ``2^g − 1``.

    0 where nothing was graded above 0.

    Source:
        Järvelin & Kekäläinen 2002, with the gain of Burges et al. 2005.
    """
    best = _gain(sorted(graded, reverse=True)[:k])
    return _gain(listed[:k]) / best if best else 0.0


def precision(listed: Grades, k: int = 5) -> float:
    """Return the useful share of the first ``k`` places; an empty place is useless."""
    return _useful(listed[:k]) / k


def recall(listed: Grades, graded: Sequence[int], k: int = 50) -> float | None:
    """Return the share of everything useful that is in the first ``k`` places."""
    wanted = _useful(graded)
    return _useful(listed[:k]) / wanted if wanted else None


def judged(listed: Grades, k: int = 10) -> float:
    """Return the share of the first ``k`` articles that carries a grade; 0 of none."""
    top = listed[:k]
    return sum(grade is not None for grade in top) / len(top) if top else 0.0


def redundant_pairs(
    listed: Sequence[T], same_event: Callable[[T, T], object], k: int = 10
) -> list[tuple[T, T]]:
    """Return the pairs among the first ``k`` that tell one event; redundancy@k is their number.

    Args:
        same_event: True, or anything that counts as true, of two tellings of one event.
    """
    return [pair for pair in combinations(listed[:k], 2) if same_event(*pair)]


def interval(values: Sequence[float], share: float = 0.95) -> tuple[float, float]:
    """Return where the mean lies with this confidence, if the values had been drawn anew.

    Source:
        Percentile bootstrap (Efron 1979).
    """
    sample = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(len(sample), size=(_RESAMPLES, len(sample)))
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(sample[draws].mean(axis=1), [tail, 1.0 - tail])
    return float(low), float(high)


def _gain(listed: Grades) -> float:
    return sum((2.0 ** (grade or 0) - 1.0) / math.log2(n + 2) for n, grade in enumerate(listed))


def _useful(grades: Grades) -> int:
    return sum(grade is not None and grade >= USEFUL for grade in grades)


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
