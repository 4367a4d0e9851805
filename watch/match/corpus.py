"""What is searched: articles with their vectors, and the language bias taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from watch.model import Article, ModelKey
from watch.protocols import Matrix

_PRIOR_ARTICLES = 200
"""Pseudo-articles of the library's own language mean: with fewer than this many articles
in a language, its mean is more noise than bias (measured by halving the labelled set)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Articles and their vectors, row by row.

    Shapes:
        each matrix of ``views`` is ``(len(articles), dimension)``, unit rows.
    """

    articles: Sequence[Article]
    views: Mapping[ModelKey, Matrix]


def unit(matrix: Matrix) -> Matrix:
    """Return the matrix with rows of length one."""
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.maximum(norms, 1e-9), dtype=np.float32)


def language_means(
    matrix: Matrix, languages: Sequence[str], prior: Mapping[str, Matrix]
) -> dict[str, Matrix]:
    """Return the mean vector of each language, shrunk towards ``prior``.

    Source:
        Subtracting it raised nDCG@10 on a mixed French and English probe from .230 to
        .415 (French queries) and .232 to .328 (English): a multilingual model keeps to
        the language of the query unless corrected.
    """
    tags = np.asarray(languages)
    fallback = np.mean(list(prior.values()), axis=0)
    means: dict[str, Matrix] = {}
    for language in {*languages, *prior}:
        rows = matrix[tags == language]
        total = rows.sum(axis=0) + _PRIOR_ARTICLES * prior.get(language, fallback)
        means[language] = np.asarray(total / (len(rows) + _PRIOR_ARTICLES), dtype=np.float32)
    return means


def centred(matrix: Matrix, languages: Sequence[str], means: Mapping[str, Matrix]) -> Matrix:
    """Return unit rows with the mean of their language taken out."""
    if not languages:
        return matrix
    fallback = np.mean(list(means.values()), axis=0)
    offsets = np.stack([means.get(language, fallback) for language in languages])
    return unit(matrix - offsets)
