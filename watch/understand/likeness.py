"""How alike two articles are as tellings of one event: meaning, words, names, days apart.

Every part is a dot product, so the likeness of two stories, the mean over all pairs of
their articles, is the dot product of their mean vectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from watch.model import Article
from watch.protocols import Matrix
from watch.text import words
from watch.understand.marks import Names, marks, names

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

_PREFIX = 5
"""Letters kept of a word: "hydrogène" and "hydrogen" are one, as are most inflections."""

_MAX_SHARE = 0.05
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
    names: Sequence[Names]

    def likeness(self, rows: npt.NDArray[np.int64]) -> Matrix:
        """Return the likeness of some articles with all.

        Shapes:
            ``(rows, n)``, float32; 1 and above is certain, 0 is chance.
        """
        found: Matrix = self.meaning[rows] @ self.meaning.T
        found += (self.terms[rows] @ self.terms.T).toarray()
        found -= DAY_COST * np.abs(self.days[rows, None] - self.days[None]).astype(np.float32)
        return found


def traits(articles: Sequence[Article], views: Sequence[Matrix]) -> Traits:
    """Return the traits of articles.

    Args:
        views: Unit rows of each embedding view, in the order of trust.
    """
    openings = [f"{article.title}. {article.text[:_OPENING]}" for article in articles]
    found = [marks(opening) for opening in openings]
    figures = [frozenset(m for m in one.every if m[0].isdigit()) for one in found]
    named = [one.every - digits for one, digits in zip(found, figures, strict=True)]
    return Traits(
        meaning=_meaning(articles, views),
        terms=sparse.hstack(
            [_words(articles), _shared(named, _NAMES), _shared(figures, _FIGURES)], format="csr"
        ),
        days=np.array([article.effective_at.timestamp() / 86_400 for article in articles]),
        names=names(found),
    )


def _meaning(articles: Sequence[Article], views: Sequence[Matrix]) -> Matrix:
    """Return the views side by side, or the first alone where the others cannot be trusted."""
    if len(views) == 1 or len(articles) < _ENOUGH:
        return views[0]
    languages = np.array([article.language for article in articles])
    others = [_OTHER_VIEW**0.5 * _peculiar(view, languages) for view in views[1:]]
    return np.hstack([_FIRST_VIEW**0.5 * views[0], *others]).astype(np.float32)


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
    norms = np.linalg.norm(own, axis=1, keepdims=True)
    return np.asarray(own / np.maximum(norms, 1e-9), dtype=np.float32)


def _words(articles: Sequence[Article]) -> sparse.csr_array:
    """Return unit tf-idf rows over the beginnings of words, those of the title counted twice."""
    rows, rarity = _counted(
        [word[:_PREFIX] for word in words(f"{a.title} {a.title} {a.text[:_OPENING]}") if word[2:]]
        for a in articles
    )
    rarity[rarity < -np.log(_MAX_SHARE)] = 0.0
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    norms = np.sqrt(rows.multiply(rows).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(_WORDS**0.5 / np.maximum(norms, 1e-9)) @ rows)


def _shared(found: Iterable[frozenset[str]], weight: float) -> sparse.csr_array:
    """Return rows whose dot product is ``weight`` for each mark in common, less if frequent."""
    rows, rarity = _counted(found)
    rarest = np.log(max(rows.shape[0], 2))
    rows.data = np.sqrt(weight * rarity[rows.indices] / rarest)
    return rows


def _counted(
    texts: Iterable[Iterable[str]],
) -> tuple[sparse.csr_array, npt.NDArray[np.float64]]:
    """Return how often each token stands in each text, and how rare each token is.

    Shapes:
        ``(texts, tokens)``, and ``(tokens,)``: the log of texts by texts that hold it.
    """
    vocabulary: dict[str, int] = {}
    starts, columns, counts = [0], [], []
    for text in texts:
        for token, count in Counter(text).items():
            columns.append(vocabulary.setdefault(token, len(vocabulary)))
            counts.append(float(count))
        starts.append(len(columns))
    shape = (len(starts) - 1, len(vocabulary))
    rows = sparse.csr_array((np.array(counts), np.array(columns, dtype=np.int32), starts), shape)
    holding = np.bincount(rows.indices, minlength=shape[1])
    return rows, np.log(max(shape[0], 1) / np.maximum(holding, 1))
