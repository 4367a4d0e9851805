"""Figures of a known small case, by hand."""

from __future__ import annotations

import pytest

from watch.understand.agreement import agreement

TRUTH = ["a", "a", "a", "b", "b", "c"]


def test_perfect_grouping_is_one_everywhere():
    found = agreement(TRUTH, [1, 1, 1, 2, 2, 3])
    assert (found.pair_f1, found.bcubed_f1) == (1, 1)


def test_figures_of_a_half_right_grouping():
    """Pairs: two of the four claimed are right, of four true ones. B-cubed: by hand."""
    found = agreement(TRUTH, [1, 1, 2, 2, 2, 3])
    assert (found.pair_precision, found.pair_recall) == (0.5, 0.5)
    assert found.bcubed_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert found.bcubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)


def test_nothing_claimed_is_precise_and_finds_nothing():
    found = agreement(TRUTH, range(6))
    assert (found.pair_precision, found.pair_recall, found.pair_f1) == (1, 0, 0)


def test_all_in_one_finds_everything():
    found = agreement(TRUTH, [0] * 6)
    assert (found.pair_recall, found.bcubed_recall) == (1, 1)
    assert found.pair_precision == pytest.approx(4 / 15)
