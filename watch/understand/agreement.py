"""How well found stories agree with labelled ones: over pairs, and article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Shares in [0, 1]: of pairs put together, and B-cubed of what stands around an article.

    Source:
        Bagga & Baldwin, Algorithms for scoring coreference chains, LREC 1998.
    """

    pair_precision: float
    pair_recall: float
    bcubed_precision: float
    bcubed_recall: float

    @property
    def pair_f1(self) -> float:
        """Return the harmonic mean over pairs."""
        return _harmonic(self.pair_precision, self.pair_recall)

    @property
    def bcubed_f1(self) -> float:
        """Return the harmonic mean over articles."""
        return _harmonic(self.bcubed_precision, self.bcubed_recall)


def agreement(labelled: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Return how the found story of each article agrees with its labelled one.

    Args:
        labelled: The story of each article, by hand.
        found: The story of each article, by us; the same length.
    """
    truth, guess = Counter(labelled), Counter(found)
    both = Counter(zip(labelled, found, strict=True))
    together = _pairs(both)
    count = max(len(labelled), 1)
    return Agreement(
        pair_precision=_share(together, _pairs(guess)),
        pair_recall=_share(together, _pairs(truth)),
        bcubed_precision=sum(n * n / guess[g] for (_, g), n in both.items()) / count,
        bcubed_recall=sum(n * n / truth[t] for (t, _), n in both.items()) / count,
    )


def _pairs(sizes: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _share(part: int, whole: int) -> float:
    """Return a share; of nothing it is whole: no pair claimed, none of them wrong."""
    return part / whole if whole else 1.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
