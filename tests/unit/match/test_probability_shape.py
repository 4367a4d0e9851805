"""Both answers are probabilities, and what should move them moves them the right way."""

from __future__ import annotations

import numpy as np
import pytest

from watch.match import probability
from watch.match.relevance import Features

NAMES = ("statement", "aim", "statement_words", "keyword_words", "direction")


def topic(value: float) -> float:
    """Return the answer for an article that lies as near in every way."""
    return float(probability.topic(Features(**{name: np.asarray([value]) for name in NAMES}))[0])


def test_article_near_in_every_way_is_about_the_matter_and_one_near_in_none_is_not():
    """Features are robust deviations: 0 is any article, 4 the nearest of thousands."""
    assert topic(0.0) < 0.001
    assert 0.95 < topic(4.0) < 1.0


def test_even_odds_are_one_half():
    at = -probability.TOPIC_INTERCEPT / sum(probability.TOPIC.values())
    assert topic(at) == pytest.approx(0.5)


@pytest.mark.parametrize("distance", [0.5, 1.0, 2.0])
def test_odds_are_mirrored_about_one_half(distance):
    at = -probability.TOPIC_INTERCEPT / sum(probability.TOPIC.values())
    assert topic(at - distance) + topic(at + distance) == pytest.approx(1.0)


def test_article_that_leans_to_a_solution_is_more_likely_to_tell_of_a_deed():
    answers = [float(probability.deed(direction)) for direction in (-2.0, 0.0, 2.0)]
    assert answers == sorted(answers)
    assert 0.0 < answers[0] < 0.5 < answers[2] < 1.0


def test_many_articles_are_answered_at_once():
    directions = np.asarray([-1.0, 0.0, 1.0])
    found = probability.deed(directions)
    assert found.shape == (3,)
    assert found[1] == probability.deed(0.0)
