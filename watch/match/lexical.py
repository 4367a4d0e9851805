"""Weighted BM25 over an in-memory corpus, the same on every database engine.

The full-text index of the store serves interactive search; ranking needs weights per
term and the same scores on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from watch.match.counting import NOTHING, Counts, words_of
from watch.match.kept_counts import kept_counts
from watch.model import LANGUAGES, Article
from watch.text import telling_stems

_K1 = 1.2
_B = 0.75
"""Robertson & Zaragoza 2009, the customary values; not tuned."""

_REFERENCE_IDF = 9.51
"""``log(1 + 13,503)``: weights are put on the scale of the labelled set, so that a rare word
means as much among 300 articles as among 13,503."""

Scores = npt.NDArray[np.float64]


class TermIndex:
    """Stemmed words of every document, counted once, weighed for the queries that come."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        lengths = np.asarray(counts.matrix.sum(axis=1), dtype=np.float64).ravel()
        mean = max(lengths.mean(), 1.0) if len(lengths) else 1.0
        self._norm = _K1 * (1 - _B + _B * lengths / mean)

    def scores(self, queries: Sequence[Mapping[str, float]]) -> Scores:
        """Return the BM25 weight of every document for each query's weighted terms.

        Only the terms that are asked for are weighed.

        Shapes:
            ``(queries, documents)``, zero where no term occurs.
        """
        columns = self._counts.columns
        asked = sorted({term for query in queries for term in query if term in columns})
        weights = np.asarray([[query.get(term, 0.0) for query in queries] for term in asked])
        held = self._counts.matrix[:, [columns[term] for term in asked]]
        return np.asarray((self._bm25(held) @ weights.reshape(len(asked), len(queries))).T)

    def score(self, terms: Mapping[str, float]) -> Scores:
        """Return the BM25 weight of every document for weighted terms.

        Shapes:
            ``(documents,)``, zero where no term occurs.
        """
        return np.asarray(self.scores([terms])[0])

    def _bm25(self, counts: csr_matrix) -> csr_matrix:
        """Return the weights of some terms in every document."""
        documents = counts.shape[0]
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        idf = np.log1p((documents - frequency + 0.5) / (frequency + 0.5))
        idf *= _REFERENCE_IDF / np.log1p(max(documents, 2))
        norm = np.repeat(self._norm, np.diff(counts.indptr))
        data = counts.data * (_K1 + 1) / (counts.data + norm) * idf[counts.indices]
        return csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def term_index(documents: Iterable[Sequence[str]]) -> TermIndex:
    """Return the index of documents given as their terms, each as often as it counts."""
    return TermIndex(NOTHING.grown(documents))


class Lexicon(TermIndex):
    """The index of articles: title, counted twice, and opening.

    Args:
        kept: File in which the counts are kept from one run to the next, if anywhere.
    """

    def __init__(self, articles: Sequence[Article], kept: Path | None = None) -> None:
        super().__init__(
            kept_counts(articles, kept) if kept else NOTHING.grown(map(words_of, articles))
        )


def query_terms(text: str) -> dict[str, float]:
    """Return the telling words of a text, stemmed in both languages, each with weight 1."""
    return {term: 1.0 for language in LANGUAGES for term in telling_stems(text, language)}


def keyword_terms(keywords: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """Return weighted terms of ``(keyword, language, weight)``.

    A keyword of several words shares its weight among them, so that long names do not
    shout down acronyms. Keywords without a language are stemmed in both.
    """
    terms: dict[str, float] = {}
    for keyword, language, weight in keywords:
        for tag in (language,) if language else LANGUAGES:
            found = telling_stems(keyword, tag)
            for term in found:
                terms[term] = terms.get(term, 0.0) + weight / len(found)
    return terms
