"""How alike two articles are as tellings of one event: meaning, words, names, days apart.

Every part is a dot product, so the likeness of two stories, the mean over all pairs of
their articles, is the dot product of their mean vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from watch.model import Article
from watch.protocols import Matrix
from watch.understand.lexical import common_marks, common_words
from watch.understand.marks import Marks, marks

_FIRST_VIEW = 0.6
_OTHER_VIEW = 1.0
_WORDS = 0.8
_NAMES = 0.15
_FIGURES = 0.145
DAY_COST = 0.05
"""Weights of the parts, searched on 317 labelled articles (a plateau: pairwise F1 moves by .01
when one of them is halved or doubled) and judged on 360 others; docs/stories.md."""

_COMMON_DIRECTIONS = 10
"""Main directions taken out of a view: the subject and the style of everything, not of one
event. Pairwise average precision on the labelled articles .70 without, .73 from 10 to 20."""

_ENOUGH = 50
"""Articles from which the means and directions of a view are estimated. With fewer the first
view stands alone, whose cosines need no such care (pairwise F1 .85 instead of .92)."""

_OPENING = 500


@dataclass(frozen=True, slots=True)
class Traits:
    """What likeness is computed from, row by row of the articles.

    Shapes:
        ``meaning`` is dense ``(n, d)``, ``terms`` sparse ``(n, m)``, ``days`` ``(n,)`` in days.
    """

    meaning: Matrix
    terms: sparse.csr_array
    days: npt.NDArray[np.float64]
    marks: Marks

    def likeness(self, rows: npt.NDArray[np.int64], among: slice) -> Matrix:
        """Return the likeness of some articles with a stretch of all.

        Shapes:
            ``(rows, among)``, float32; 1 and above is certain, 0 is chance.
        """
        found: Matrix = self.meaning[rows] @ self.meaning[among].T
        found += (self.terms[rows] @ self.terms[among].T).toarray()
        days = (self.days - self.days[rows[0]]).astype(np.float32)
        found -= np.float32(DAY_COST) * np.abs(days[rows, None] - days[None, among])
        return found


def traits(articles: Sequence[Article], views: Sequence[Matrix]) -> Traits:
    """Return the traits of articles.

    Args:
        views: Unit rows of each embedding view, in the order of trust.
    """
    found = marks([f"{article.title}. {article.text[:_OPENING]}" for article in articles])
    parts = [
        common_words([f"{a.title} {a.title} {a.text[:_OPENING]}" for a in articles], _WORDS),
        common_marks(found.every, np.where(found.figures, _FIGURES, _NAMES)),
    ]
    return Traits(
        meaning=_meaning(articles, views),
        terms=sparse.hstack(parts, format="csr"),
        days=np.array([article.effective_at.timestamp() / 86_400 for article in articles]),
        marks=found,
    )


def _meaning(articles: Sequence[Article], views: Sequence[Matrix]) -> Matrix:
    """Return the views side by side, or the first alone where the others cannot be trusted."""
    if len(views) == 1 or len(articles) < _ENOUGH:
        return views[0]
    languages = np.array([article.language for article in articles])
    others = [_OTHER_VIEW**0.5 * _peculiar(view, languages) for view in views[1:]]
    return np.hstack([np.float32(_FIRST_VIEW**0.5) * views[0], *others], dtype=np.float32)


def _peculiar(view: Matrix, languages: npt.NDArray[np.str_]) -> Matrix:
    """Return a view without what its texts have in common: their language, their main subjects.

    Source:
        Mu & Viswanath, All-but-the-top, ICLR 2018.
    """
    own = view.astype(np.float32, copy=True)
    for language in set(languages.tolist()):
        spoken = languages == language
        own[spoken] -= own[spoken].mean(axis=0)
    _, directions = np.linalg.eigh(own.T @ own)
    common = directions[:, -_COMMON_DIRECTIONS:]
    own -= (own @ common) @ common.T
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    return own
