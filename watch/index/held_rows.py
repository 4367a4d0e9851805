"""The vectors of one language of a view, kept so that a search reads a quarter of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import faiss
import numpy as np

from watch.index.generation import Ids, one_thread, products
from watch.index.whitening import Whitening
from watch.protocols import Matrix

_AT_ONCE = 8_192
"""Rows that are rounded and whitened together: 16 MB."""

_LOOKED_AT = 5
"""Rows multiplied exactly for each one wanted: for 100 of 50,000 the bound asks for 380 to 420,
for 1,000 for 2,400 to 2,700 (both views, both languages of 100,000 articles)."""

_DEEPER = 4
"""How many times as many where that was not enough; hardly ever."""


class HeldRows:
    """Finds the articles of a space whose products with a vector are the largest.

    Rows are held a second time in whole numbers of 8 bits. Their products are wrong by at most
    what rounding took off a row, times the length of the vector. So the best by them are
    multiplied exactly, and as many as it takes for none of the others to belong to the best.

    Args:
        ids: Of the rows, ascending.
        vectors: Gives the vectors of some of them.
    """

    def __init__(self, ids: Ids, vectors: Callable[[Ids], Matrix], whitening: Whitening) -> None:
        self._ids = ids
        self._vectors = vectors
        self._centre = whitening.mean
        self._lengths = np.concatenate([whitening.lengths(rows) for rows in self._parts()])
        spread = max(float(np.abs(rows - self._centre).max()) for rows in self._parts())
        self._rounded = _rounding(len(whitening.mean), max(spread, 1e-9))
        self._lost = max(self._add(rows - self._centre) for rows in self._parts())

    def lengths(self, ids: Ids) -> Matrix:
        """Return how long articles of the space are when they are whitened.

        Shapes:
            ``(len(ids),)``.
        """
        return np.asarray(self._lengths[np.searchsorted(self._ids, ids)])

    def nearest(self, probe: Matrix, limit: int, among: Ids | None = None) -> Ids:
        """Return the articles with the largest products, best first, ties by id.

        Args:
            among: Restricts the answer to these of its articles, which are ascending.

        Shapes:
            ``probe`` is ``(dimension,)``, of any length.
        """
        rows = None if among is None else np.searchsorted(self._ids, among)
        count = len(self._ids) if rows is None else len(rows)
        looked_at = _LOOKED_AT * limit
        while looked_at < count:
            likely, best_left = self._likely(probe, looked_at, rows)
            best, near = self._best(likely, probe, limit)
            if near[-1] > best_left:
                return best
            looked_at *= _DEEPER
        return self._best(np.arange(count) if rows is None else rows, probe, limit)[0]

    def _likely(self, probe: Matrix, count: int, rows: Ids | None) -> tuple[Ids, float]:
        """Return the best rows by rounded products, and what no other's product exceeds."""
        parameters = None
        if rows is not None:
            held = np.zeros(len(self._ids), dtype=bool)
            held[rows] = True
            bits: Any = np.packbits(held, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg]  # the stub is C's
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # as above
        with one_thread():
            near, found = self._rounded.search(probe[None, :], count, params=parameters)
        longest = float(np.linalg.norm(probe))
        least = float(near[0, -1]) + float(self._centre @ probe)
        slack = 1e-5 * longest  # what single precision may lose in the sums
        return np.sort(found[0]), least + self._lost * longest + slack

    def _best(self, rows: Ids, probe: Matrix, limit: int) -> tuple[Ids, Matrix]:
        ids = self._ids[rows]
        near = products(self._vectors(ids), probe)
        order = np.lexsort((ids, -near))[:limit]
        return ids[order], near[order]

    def _add(self, rows: Matrix) -> float:
        """Round rows and return the length of the most that one has lost."""
        first = self._rounded.ntotal
        self._rounded.add(rows)
        kept = self._rounded.reconstruct_n(first, len(rows))
        return float(np.linalg.norm(rows - kept, axis=1).max())

    def _parts(self) -> Iterator[Matrix]:
        for start in range(0, len(self._ids), _AT_ONCE):
            yield self._vectors(self._ids[start : start + _AT_ONCE])


def _rounding(dimension: int, spread: float) -> faiss.IndexScalarQuantizer:
    """Return an empty index of 8 bits for values up to ``spread`` from 0.

    FAISS's quicker ``QT_8bit_direct_signed`` cuts the searched vector to whole numbers as well.
    """
    index = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
    )
    index.train(np.outer([-spread, spread], np.ones(dimension)).astype(np.float32))
    return index
