"""Probabilities on the scale on which what was learned is added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.model.odds import log_odds, moved

inside = st.floats(0.001, 0.999)
steps = st.floats(-2, 2)


@given(inside, steps)
def test_what_was_added_can_be_taken_away(probability, by):
    assert moved(moved(probability, by), -by) == pytest.approx(probability)


@given(st.floats(0, 1), steps)
def test_moved_probability_is_one_and_follows_the_step(probability, by):
    found = moved(probability, by)
    assert 0 <= found <= 1
    assert (found >= moved(probability, 0)) == (by >= 0) or by == pytest.approx(0, abs=1e-9)


def test_even_odds_are_zero_and_certainty_has_an_end():
    assert log_odds(0.5) == 0
    assert log_odds(1.0) == pytest.approx(13.8155, abs=1e-3)
    assert log_odds(0.0) == pytest.approx(-13.8155, abs=1e-3)
