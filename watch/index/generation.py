"""One generation in memory: a FAISS index per view, ids inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from watch.model import ModelKey
from watch.protocols import Matrix

Ids = npt.NDArray[np.int64]

FLAT_LIMIT = 300_000
"""Exact search stays under 25 ms to here; half-precision beyond halves time and memory
with recall .9996 (docs/architecture.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """An immutable version of the vector index.

    ``change`` is the highest change number of the articles it holds: rows of the database
    beyond it are searched exactly and merged.
    """

    number: int
    change: int
    views: Mapping[ModelKey, Any]

    def search(
        self, key: ModelKey, query: Matrix, limit: int, *, among: Ids | None = None
    ) -> list[tuple[int, float]]:
        """Return the nearest ``(id, cosine)`` of one query vector, best first.

        Args:
            among: Restricts the answer to these ids.

        Shapes:
            ``query`` is ``(dimension,)``, a unit vector.
        """
        index = self.views.get(key)
        if index is None or not index.ntotal:
            return []
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters(  # type: ignore[call-arg]  # the stub lacks it
                sel=faiss.IDSelectorBatch(among)
            )
        with one_thread():
            found = index.search(query[None, :], min(limit, index.ntotal), params=parameters)
        cosines, ids = found
        return [(int(i), float(c)) for i, c in zip(ids[0], cosines[0], strict=True) if i >= 0]

    def ids(self, key: ModelKey) -> Ids:
        """Return the ids that a view holds, in the order they were added."""
        index = self.views.get(key)
        if index is None:
            return np.zeros(0, dtype=np.int64)
        return np.asarray(faiss.vector_to_array(index.id_map), dtype=np.int64)

    def vectors(self, key: ModelKey, ids: Ids) -> Matrix:
        """Return the vectors of articles that a view holds.

        Raises:
            RuntimeError: If it does not hold one of them.

        Shapes:
            ``(len(ids), dimension)``.
        """
        with one_thread():
            return np.asarray(self.views[key].reconstruct_batch(ids), dtype=np.float32)


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep FAISS to the calling thread.

    It shares out queries, so all but one of its threads would spin until one query is answered:
    for as long as that takes on an idle machine, for many times as long on a busy one.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def products(matrix: Matrix, vector: Matrix) -> Matrix:
    """Return the product of each row with a vector, by the calling thread alone.

    For a few thousand rows BLAS takes as long to wake its threads as to multiply, and on a busy
    machine it waits for one that is not running.

    Shapes:
        ``matrix`` is ``(rows, dimension)``; the result ``(rows,)``.
    """
    return np.asarray(np.einsum("ij,j->i", matrix, vector))


def new_index(ids: Ids, matrix: Matrix) -> Any:  # noqa: ANN401 - untyped library
    """Return a FAISS index of unit vectors under inner product, with its own ids."""
    dimension = matrix.shape[1]
    if len(ids) <= FLAT_LIMIT:
        inner: faiss.Index = faiss.IndexFlatIP(dimension)
    else:
        inner = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
    index = faiss.IndexIDMap2(inner)
    index.add_with_ids(matrix, ids)
    return index


def exact_search(ids: Ids, matrix: Matrix, query: Matrix, limit: int) -> list[tuple[int, float]]:
    """Return the nearest ``(id, cosine)`` by plain multiplication, best first."""
    if not len(ids):
        return []
    cosines = products(matrix, query)
    order = np.lexsort((ids, -cosines))[:limit]
    return [(int(ids[row]), float(cosines[row])) for row in order]
