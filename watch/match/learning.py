"""What a reader's decisions say about the relevance of other articles.

Each judged article pulls the log-odds of what resembles it towards those that its verdict stands
for: a Gaussian process over the difference between verdict and own estimate. Without a judged
article nothing moves; whatever is judged, nothing moves by more than ``BOUND``.

Source:
    Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), equation 2.23. One
    method serves one verdict and a hundred; Rocchio and logistic regression would need a rule
    for when to change over. docs/decisions/0011-learning-from-decisions.md has what was tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from watch.match.corpus import Corpus, centred, unit
from watch.match.library import Library
from watch.match.relevance import Vector
from watch.model import Judged, Match
from watch.model.odds import log_odds, moved
from watch.protocols import Matrix

BOUND = 2.0
"""Most that a relevance can move, in log-odds: odds times or divided by 7.4. On the development
pains a bound of 2 keeps the whole gain of none at all; 1.5 loses a little."""

MEANT = (-6.0, -3.0, 0.5, 2.0)
"""Log-odds of relevance that a verdict of grade 0, 1, 2, 3 stands for."""

_REACH = 0.3
"""Articles whose cosine is so much smaller than 1 move 1/e as far as the judged one."""

_PRIOR_VARIANCE = 4.0
_VERDICT_VARIANCE = 0.6
"""How far estimates are trusted, and how far a single verdict. These, the reach and what is meant
were chosen on the development pains; ``python -m benchmarks.learning --choose`` tries 144
combinations."""


def learn(
    matches: Sequence[Match], judged: Sequence[Judged], corpus: Corpus, library: Library
) -> list[Match]:
    """Return the matches with what was judged counted in, most relevant first.

    Articles that are no longer in the corpus teach nothing.
    """
    row_of = {article.id: row for row, article in enumerate(corpus.articles)}
    found: list[Match] = []
    for pain_id in sorted({m.pain_id for m in matches}):
        own = [m for m in matches if m.pain_id == pain_id]
        lessons = [j for j in judged if j.pain_id == pain_id and j.article_id in row_of]
        articles = [row_of[m.article_id] for m in own]
        examples = [row_of[j.article_id] for j in lessons]
        vectors = meaning(corpus, library, [*articles, *examples])
        moves = shifts(vectors[: len(own)], vectors[len(own) :], lessons)
        found += [_moved(m, float(move)) for m, move in zip(own, moves, strict=True)]
    return sorted(found, key=lambda m: (-m.relevance, m.story_id))


def shifts(articles: Matrix, examples: Matrix, judged: Sequence[Judged]) -> Vector:
    """Return how far the log-odds of each article move, at most ``BOUND`` either way.

    Shapes:
        ``articles`` is ``(n, d)``, ``examples`` ``(len(judged), d)``, unit rows; the answer
        is ``(n,)``.
    """
    if not judged:
        return np.zeros(len(articles))
    surprise = np.asarray([_surprise(one) for one in judged])
    noise = _VERDICT_VARIANCE * np.eye(len(judged))
    weights = np.linalg.solve(_kernel(examples, examples) + noise, surprise)
    return np.clip(_kernel(articles, examples) @ weights, -BOUND, BOUND)


def _surprise(one: Judged) -> float:
    """Return what the verdict adds to the estimate; a yes never lowers it, a no never raises."""
    difference = MEANT[one.grade] - log_odds(one.relevance)
    return max(difference, 0.0) if one.grade >= 2 else min(difference, 0.0)


def _kernel(one: Matrix, other: Matrix) -> npt.NDArray[np.float64]:
    cosines = one.astype(np.float64) @ other.T.astype(np.float64)
    return np.asarray(_PRIOR_VARIANCE * np.exp((cosines - 1.0) / _REACH), dtype=np.float64)


def meaning(corpus: Corpus, library: Library, rows: Sequence[int]) -> Matrix:
    """Return one unit vector per row: its views, each centred by language, side by side."""
    languages = [corpus.articles[row].language for row in rows]
    views: Mapping[str, Matrix] = {
        key: centred(corpus.views[key][list(rows)], languages, view.sketch_means)
        for key, view in library.views.items()
    }
    return unit(np.concatenate(list(views.values()), axis=1))


def _moved(match: Match, move: float) -> Match:
    if not move:
        return match
    return replace(match, relevance=moved(match.relevance, move), learned=move)
