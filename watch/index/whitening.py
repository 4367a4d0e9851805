"""What all articles have in common is taken out of their vectors, and the rest made level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch.index.generation import products
from watch.protocols import Matrix

_RIDGE = 0.3
"""Share of the mean variance added to each direction: .1 to 1 find the same pairs within .02."""

_MODEST = 300
"""Articles that weigh as much as knowing nothing: below it directions are hardly changed."""

_FEW = 30
"""The same for the mean, which needs fewer articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whitening:
    """A linear map that gives every direction of a view about the same say.

    A model writes all news of one language into a narrow cone. Without the mean, and with
    loud directions turned down, a cosine tells what is special about two texts. Nothing is
    learned but how articles are spread, so no labels are needed.

    Source:
        Su et al. 2021, "Whitening Sentence Representations for Better Semantics and Faster
        Retrieval".

    Shapes:
        ``mean`` ``(dimension,)``; ``matrix`` ``(dimension, dimension)``, symmetric.
    """

    mean: Matrix
    matrix: Matrix

    def rows(self, matrix: Matrix) -> Matrix:
        """Return unit vectors whose products are whitened cosines, 0 for unrelated texts."""
        levelled = (matrix - self.mean) @ self.matrix
        return np.asarray(levelled / _lengths(levelled)[..., None], dtype=np.float32)

    def lengths(self, matrix: Matrix) -> Matrix:
        """Return how long vectors are once they are whitened.

        Shapes:
            ``(len(matrix),)``.
        """
        return _lengths((matrix - self.mean) @ self.matrix)

    def cosines(self, matrix: Matrix, lengths: Matrix, probe: Matrix) -> Matrix:
        """Return the whitened cosine of each vector to what was probed for.

        The matrix is symmetric, so it may turn the query instead of every row:
        ``((x − m)·A)·w = x·(A·w) − m·(A·w)``.

        Args:
            lengths: Of the vectors, whitened.
            probe: Made by :meth:`probe` or :meth:`probe_along`.
        """
        return np.asarray((products(matrix, probe) - self.mean @ probe) / lengths, dtype=np.float32)

    def probe(self, query: Matrix) -> Matrix:
        """Return the vector whose products with plain vectors order them nearly as ``rows`` do.

        Only the lengths of the whitened articles are left out, so that an index of plain
        vectors can choose candidates.
        """
        return self.probe_along(query - self.mean)

    def probe_along(self, direction: Matrix) -> Matrix:
        """Return the same for a direction, which has no mean to be taken out."""
        whitened = products(self.matrix, direction)
        return products(self.matrix, whitened / np.maximum(np.linalg.norm(whitened), 1e-9))


def _lengths(levelled: npt.NDArray[np.floating]) -> Matrix:
    return np.asarray(np.maximum(np.linalg.norm(levelled, axis=-1), 1e-9), dtype=np.float32)


def fit_whitening(matrix: Matrix) -> Whitening:
    """Return the whitening of articles of one language in one view.

    The fewer they are, the less is changed: hardly anything among a dozen.

    Shapes:
        ``matrix`` is ``(articles, dimension)``, unit rows.
    """
    count, dimension = matrix.shape
    if not count:
        nothing = np.zeros(dimension, dtype=np.float32)
        return Whitening(mean=nothing, matrix=np.eye(dimension, dtype=np.float32))
    centre = matrix.mean(axis=0)
    spread = matrix - centre
    variances, directions = np.linalg.eigh(spread.T @ spread / count)
    level = max(float(variances.mean()), 1e-9)
    variances = np.maximum(variances, 0.0) / level + _RIDGE + _MODEST / count
    turned = (directions / np.sqrt(variances)) @ directions.T
    mean = centre * count / (count + _FEW)
    return Whitening(mean=mean.astype(np.float32), matrix=turned.astype(np.float32))
