"""What verdicts move, and what they can never do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.match.learning import BOUND, MEANT, shifts
from watch.model import ArticleId, Judged, OpportunityId, PainId


def judged(grade: int, relevance: float = 0.5) -> Judged:
    return Judged(
        opportunity_id=OpportunityId("o"),
        pain_id=PainId("p"),
        article_id=ArticleId(1),
        title="",
        grade=grade,
        relevance=relevance,
    )


def rows(*cosines: float) -> np.ndarray:
    """Return unit rows with these cosines to (1, 0)."""
    return np.asarray([[c, np.sqrt(1 - c * c)] for c in cosines], dtype=np.float32)


def test_learning_without_a_verdict_moves_nothing():
    """A cold start is no learning."""
    assert shifts(rows(1.0, 0.3), rows()[:0].reshape(0, 2), []).tolist() == [0.0, 0.0]


def test_yes_lifts_what_resembles_it_more_than_what_does_not():
    """The nearer, the further; nobody is lifted by less than nothing."""
    near, far, apart = shifts(rows(0.95, 0.5, -1.0), rows(1.0), [judged(3)])
    assert near > far > apart >= 0


def test_off_topic_lowers_what_resembles_it():
    """A grade of 0 on what seemed relevant counts against its like."""
    near, far = shifts(rows(0.95, 0.2), rows(1.0), [judged(0)])
    assert near < far < 0


@pytest.mark.parametrize(("grade", "relevance"), [(2, 0.9), (3, 0.99), (0, 0.0001), (1, 0.01)])
def test_verdict_that_agrees_moves_nothing(grade, relevance):
    """What was expected is no surprise: a yes never lowers, a no never raises."""
    assert shifts(rows(1.0, 0.5), rows(1.0), [judged(grade, relevance)]).tolist() == [0.0, 0.0]


def test_verdicts_that_contradict_each_other_settle_between():
    """Two verdicts on the same article weigh each other out."""
    yes = shifts(rows(1.0), rows(1.0), [judged(3)])[0]
    both = shifts(rows(1.0), rows(1.0, 1.0), [judged(3), judged(0)])[0]
    assert both < yes


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.floats(0, 1), st.floats(-1, 1)), min_size=1, max_size=40
    ),
    st.lists(st.floats(-1, 1), min_size=1, max_size=20),
)
def test_no_reader_moves_anything_beyond_the_bound(verdicts, cosines):
    """Hostile, random or many: the log-odds move by ``BOUND`` at most."""
    said = [judged(grade, relevance) for grade, relevance, _ in verdicts]
    moves = shifts(rows(*cosines), rows(*(c for _, _, c in verdicts)), said)
    assert np.isfinite(moves).all()
    assert np.abs(moves).max() <= BOUND


def test_grades_stand_for_rising_relevance():
    """A better grade never means less."""
    assert list(MEANT) == sorted(MEANT)
