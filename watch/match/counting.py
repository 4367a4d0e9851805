"""How often each stemmed word stands in each document, as one sparse matrix."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from watch.model import Article
from watch.text import stems

_TEXT_CHARS = 900
"""Opening that is read; longer bodies brought no gain on the labelled set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Documents by terms.

    Shapes:
        ``matrix`` is ``(documents, len(columns))``; ``columns`` names its columns, in order.
    """

    columns: Mapping[str, int]
    matrix: csr_matrix

    def rows(self, wanted: Sequence[int]) -> Counts:
        """Return the counts of some documents, in the order asked."""
        return Counts(columns=self.columns, matrix=self.matrix[wanted])

    def grown(self, documents: Iterable[Sequence[str]]) -> Counts:
        """Return the counts with those of further documents below them."""
        columns: defaultdict[str, int] = defaultdict(lambda: len(columns), self.columns)
        places, ends = array("i"), [0]
        for terms in documents:
            places.extend(map(columns.__getitem__, terms))
            ends.append(len(places))
        shape = (len(ends) - 1, len(columns))
        fresh = csr_matrix((np.ones(len(places), dtype=np.uint16), places, ends), shape=shape)
        fresh.sum_duplicates()
        before = self.matrix.copy()
        before.resize(self.matrix.shape[0], len(columns))
        return Counts(columns=dict(columns), matrix=vstack([before, fresh], format="csr"))


NOTHING = Counts(columns={}, matrix=csr_matrix((0, 0), dtype=np.uint16))


def words_of(article: Article) -> list[str]:
    """Return the stemmed words of an article: its title, counted twice, and its opening."""
    title = stems(article.title, article.language)
    return title * 2 + stems(article.text[:_TEXT_CHARS], article.language)


def opening(article: Article) -> str:
    """Return what ``words_of`` reads of an article, as one text."""
    return f"{article.language} {article.title} {article.text[:_TEXT_CHARS]}"
