"""Texts → sparse rows whose dot product says how much two texts have in common by the letter."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from watch.text import words

_PREFIX = 5
"""Letters kept of a word: "hydrogène" and "hydrogen" are one, as are most inflections."""

_SHORTEST = 3
_MAX_SHARE = 0.05
"""A word of one or two letters, or in more than 5 % of the texts, tells no event."""


class Numbering(dict[str, int]):
    """The column of each token. Tokens of one form share a column; a form is made once."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.columns: dict[str, int] = {}
        self._form = form

    def __missing__(self, token: str) -> int:
        column = self.columns.setdefault(self._form(token), len(self.columns))
        self[token] = column
        return column


def counts(texts: Iterable[Iterable[str]], numbering: Numbering) -> sparse.csr_array:
    """Return how often each token stands in each text, a row for each text."""
    starts, columns = [0], array("i")
    for text in texts:
        columns.extend(map(numbering.__getitem__, text))
        starts.append(len(columns))
    shape = (len(starts) - 1, len(numbering.columns))
    ones = np.ones(len(columns), dtype=np.float32)
    rows = sparse.csr_array((ones, np.array(columns), starts), shape)
    rows.sum_duplicates()
    return rows


def holding(rows: sparse.csr_array) -> npt.NDArray[np.int64]:
    """Return in how many texts each token stands."""
    return np.bincount(rows.indices, minlength=rows.shape[1])


def common_words(texts: Sequence[str], weight: float) -> sparse.csr_array:
    """Return tf-idf rows over the beginnings of words; a text with itself gives ``weight``."""
    numbering = Numbering(lambda word: word[:_PREFIX] if len(word) >= _SHORTEST else "")
    rows = counts(map(words, texts), numbering)
    rarity = _rarity(rows)
    rarity[rarity < -np.log(_MAX_SHARE)] = 0.0
    rarity[[column for form, column in numbering.columns.items() if not form]] = 0.0
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    rows.eliminate_zeros()
    norms = np.sqrt(rows.multiply(rows).sum(axis=1))
    scale = (weight**0.5 / np.maximum(norms, 1e-9)).astype(np.float32)
    return sparse.csr_array(sparse.diags_array(scale) @ rows)


def common_marks(rows: sparse.csr_array, weights: npt.NDArray[np.float64]) -> sparse.csr_array:
    """Return rows whose dot product is its weight for each mark in common, less if frequent."""
    rarest = np.log(max(rows.shape[0], 2))
    values = np.sqrt(weights * _rarity(rows) / rarest).astype(np.float32)
    return sparse.csr_array((values[rows.indices], rows.indices, rows.indptr), rows.shape)


def _rarity(rows: sparse.csr_array) -> npt.NDArray[np.float32]:
    """Return the log of texts by texts that hold a token, for each."""
    share = np.maximum(holding(rows), 1) / max(rows.shape[0], 1)
    rarity: npt.NDArray[np.float32] = -np.log(share).astype(np.float32)
    return rarity
