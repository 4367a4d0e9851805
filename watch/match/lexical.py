"""Weighted BM25 over an in-memory corpus, the same on every database engine.

The full-text index of the store serves interactive search; ranking needs weights per
term and the same scores on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from watch.model import LANGUAGES, Article
from watch.text import stems, telling_stems

_K1 = 1.2
_B = 0.75
"""Robertson & Zaragoza 2009, the customary values; not tuned."""

_REFERENCE_IDF = 9.51
"""``log(1 + 13,503)``: weights are put on the scale of the labelled set, so that a rare word
means as much among 300 articles as among 13,503."""

_TEXT_CHARS = 900
"""Opening that is read; longer bodies brought no gain on the labelled set."""


class TermIndex:
    """Stemmed words of every document, weighted once, scored for many queries."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        self._columns: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        counts: list[float] = []
        for row, document in enumerate(documents):
            for term, count in document.items():
                rows.append(row)
                columns.append(self._columns.setdefault(term, len(self._columns)))
                counts.append(count)
        shape = (len(documents), max(1, len(self._columns)))
        self._weights = _bm25(csr_matrix((counts, (rows, columns)), shape=shape))

    def score(self, terms: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """Return the BM25 weight of every document for weighted terms.

        Shapes:
            ``(documents,)``, zero where no term occurs.
        """
        query = np.zeros(self._weights.shape[1])
        for term, weight in terms.items():
            if term in self._columns:
                query[self._columns[term]] += weight
        return np.asarray(self._weights @ query)


class Lexicon(TermIndex):
    """The index of articles: title, counted twice, and opening."""

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__([_terms(article) for article in articles])


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


def _terms(article: Article) -> Counter[str]:
    title = stems(article.title, article.language)
    return Counter(title * 2 + stems(article.text[:_TEXT_CHARS], article.language))


def _bm25(counts: csr_matrix) -> csr_matrix:
    documents = counts.shape[0]
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log1p((documents - frequency + 0.5) / (frequency + 0.5))
    idf *= _REFERENCE_IDF / np.log1p(max(documents, 2))
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0)) if documents else lengths
    weighted = counts.tocoo()
    data = weighted.data * (_K1 + 1) / (weighted.data + norm[weighted.row]) * idf[weighted.col]
    return csr_matrix((data, (weighted.row, weighted.col)), shape=counts.shape)
