"""How likely it is that a COO would want to study an article: two logistic models, multiplied.

P(worth a study) = P(about the matter) · P(something is done about it, if it is about the matter).
The first is read from similarities, the second from the way the article is told and from its
facts. Apart, because what is done is judged among articles on the matter only: learned together,
the many articles that tell of deeds elsewhere would teach that deeds count little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from watch.match.relevance import Features, Vector
from watch.model import EventKind, Facts, Match

TOPIC: Mapping[str, float] = {
    "statement": 0.97,
    "aim": 1.31,
    "statement_words": 0.41,
    "keyword_words": 1.06,
}
TOPIC_INTERCEPT = -9.51
"""Logistic regression on grade >= 1; articles without a grade count a fifth of a 0."""

DEED: Mapping[str, float] = {"direction": 0.9, "offered": 0.56, "only_told": -1.46, "gain": 1.52}
DEED_INTERCEPT = 1.04
"""Logistic regression on grade >= 2 among grades >= 1. Both models are fitted by
``python -m benchmarks.ranking --fit``; docs/ranking.md has the held-out figures."""

_OFFERED = frozenset({EventKind.LAUNCH, EventKind.SCHEME, EventKind.PARTNERSHIP, EventKind.FUNDING})
_ONLY_TOLD = frozenset({EventKind.SURVEY, EventKind.INCIDENT, EventKind.OPINION})


def topic(features: Features) -> Vector:
    """Return P(about the matter) of each article."""
    terms = (weight * getattr(features, name) for name, weight in TOPIC.items())
    return _logistic(TOPIC_INTERCEPT + sum(terms))


def deed(direction: float | Vector, facts: Facts | None = None) -> Vector:
    """Return P(something is done about it) of articles on the matter.

    Args:
        direction: From problem (low) to solution (high).
        facts: Of one article or story; before they are read, its event counts as neither.
    """
    logit = DEED_INTERCEPT + DEED["direction"] * np.asarray(direction, dtype=np.float64)
    if facts is not None:
        logit += sum(DEED[name] * value for name, value in signs(facts).items())
    return _logistic(logit)


def signs(facts: Facts) -> dict[str, float]:
    """Return what facts say of a deed: 1 for each sign that they show, else 0."""
    return {
        "offered": float(facts.event in _OFFERED),
        "only_told": float(facts.event in _ONLY_TOLD),
        "gain": float(bool(facts.gain)),
    }


def weighed(match: Match, facts: Facts) -> Match:
    """Return a match whose relevance counts what its story's facts say was done."""
    done = float(deed(match.direction, facts))
    return replace(match, relevance=match.topic * done)


def _logistic(logit: npt.NDArray[np.float64]) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)
