"""Which articles are near enough to be looked at as tellings of one event."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from watch.understand.likeness import Traits

WINDOW_DAYS = 6.0
"""The same event is told within a week; anniversaries and series are other stories."""

_NEIGHBOURS = 40
_CANDIDATE = 0.2
_BLOCK = 500
"""Bounds on work: neighbours looked for per article, and rows per product."""


def neighbours(
    traits: Traits, rows: Sequence[int], alone: Collection[int]
) -> Iterator[tuple[int, dict[int, float]]]:
    """Yield each of some articles with the likeness of those most like it, within the window.

    Args:
        traits: Of all the articles, oldest first.
        rows: The articles asked about, oldest first.
        alone: Articles that are nobody's neighbour.
    """
    hidden = np.zeros(len(traits.days), dtype=bool)
    hidden[list(alone)] = True
    for start in range(0, len(rows), _BLOCK):
        block = np.array(rows[start : start + _BLOCK])
        first = np.searchsorted(traits.days, traits.days[block] - WINDOW_DAYS)
        last = np.searchsorted(traits.days, traits.days[block] + WINDOW_DAYS, side="right")
        likeness = traits.likeness(block, slice(first[0], last[-1]))
        likeness[np.arange(len(block)), block - first[0]] = -1.0
        likeness[:, hidden[first[0] : last[-1]]] = -1.0
        for row, found, begin, end in zip(block.tolist(), likeness, first, last, strict=True):
            window = found[begin - first[0] : end - first[0]]
            near = _nearest(window)
            yield row, dict(zip((near + begin).tolist(), window[near].tolist(), strict=True))


def _nearest(likeness: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Return the best places of a row, the first of equals where there are too many."""
    near = np.flatnonzero(likeness >= _CANDIDATE)
    if len(near) > _NEIGHBOURS:
        near = near[np.argsort(-likeness[near], kind="stable")[:_NEIGHBOURS]]
    return near
