"""The measures of a list, compared with values worked out by hand."""

from __future__ import annotations

import math

import pytest

from watch.rank.metrics import (
    interval,
    mean_quality,
    ndcg,
    precision,
    quality,
    recall,
    redundant_pairs,
)

LOG3 = math.log2(3)


def test_ndcg_weighs_gains_by_place():
    """Grades 2, none, 3: (3 + 0 + 7/2) over the best order 3, 2: (7 + 3/log2 3)."""
    assert ndcg([2, None, 3], [2, 3]) == pytest.approx((3 + 7 / 2) / (7 + 3 / LOG3))


def test_ndcg_of_the_best_order_is_one():
    assert ndcg([3, 2, 1, 0], [0, 1, 2, 3]) == 1.0


def test_ndcg_looks_at_the_first_places_only():
    """What stands eleventh is not found, and what could not have been in the ten is no loss."""
    assert ndcg([None] * 10 + [3], [3]) == 0.0
    assert ndcg([1] * 10, [1] * 15) == 1.0


def test_ndcg_is_zero_where_nothing_was_to_be_found():
    assert ndcg([0, 0], [0, 0]) == 0.0
    assert ndcg([], [3]) == 0.0


def test_precision_counts_useful_grades_and_empty_places():
    """2 and 3 are useful; a list of two has three empty places among five."""
    assert precision([3, 1, 2, None, 0, 3]) == pytest.approx(2 / 5)
    assert precision([3, 2]) == pytest.approx(2 / 5)


def test_recall_is_of_everything_useful():
    """One of three useful articles is within the first two places."""
    assert recall([1, 3, 2], [1, 3, 2, 2], k=2) == pytest.approx(1 / 3)


def test_recall_looks_at_the_first_fifty_places():
    """Nobody reads on for the fifty-first."""
    assert recall([0] * 49 + [3], [3]) == 1.0
    assert recall([0] * 50 + [3], [3]) == 0.0


def test_recall_is_unknown_where_nothing_is_useful():
    assert recall([1, 0], [1, 0]) is None


def test_quality_leaves_the_ungraded_out_of_the_condensed_value():
    """None, 3, none, 1 condenses to 3, 1, which is the best order."""
    found = quality([None, 3, None, 1], [3, 1])
    assert found.condensed == 1.0
    assert found.ndcg == pytest.approx((7 / LOG3 + 1 / math.log2(5)) / (7 + 1 / LOG3))
    assert found.judged == 0.5
    assert found.precision == pytest.approx(1 / 5)
    assert found.recall == 1.0


def test_quality_of_an_empty_list_is_nothing():
    found = quality([], [3])
    assert (found.ndcg, found.precision, found.recall) == (0.0, 0.0, 0.0)
    assert (found.judged, found.condensed) == (0.0, 0.0)


def test_judged_counts_the_first_ten():
    assert quality([0] * 5 + [None] * 5 + [0] * 90, [3]).judged == 0.5


def test_interval_of_equal_values_is_a_point():
    assert interval([0.4] * 7) == pytest.approx((0.4, 0.4))


def test_interval_is_that_of_the_mean():
    """Of 0 and 1 alike often, a mean of 100 strays by 1.96 · √(.25 / 100) = .098."""
    low, high = interval([0.0, 1.0] * 50)
    assert low == pytest.approx(0.402, abs=0.015)
    assert high == pytest.approx(0.598, abs=0.015)


def test_interval_that_holds_half_the_means_leaves_a_quarter_on_either_side():
    """Of the same hundred, .674 · √(.25 / 100) = .034 from the middle; means come by .01."""
    low, high = interval([0.0, 1.0] * 50, share=0.5)
    assert low == pytest.approx(0.466, abs=0.008)
    assert high == pytest.approx(0.534, abs=0.008)


def test_interval_is_always_the_same():
    values = [0.1, 0.5, 0.2, 0.9]
    assert interval(values) == interval(values)
    low, high = interval(values)
    assert low < 0.425 < high


def test_means_count_every_list_alike_and_recall_where_it_is_known():
    """One list finds all, one has nothing useful to find and is half right."""
    whole, idle = quality([3], [3]), quality([None, 1], [1])
    mean = mean_quality([whole, idle])
    assert mean.lists == 2
    assert mean.ndcg == pytest.approx((1 + 1 / LOG3) / 2)
    assert mean.precision == pytest.approx(0.1)
    assert mean.recall == 1.0
    assert mean.judged == pytest.approx(0.75)
    assert mean.ndcg_low <= mean.ndcg <= mean.ndcg_high
    assert mean_quality([idle]).recall is None


def test_redundancy_counts_every_pair_of_one_event():
    """An event told three times is three pairs, another told twice is one."""
    told = ["fire", "strike", "fire", "robot", "fire", "strike"]
    events = list(enumerate(told))
    found = redundant_pairs(events, lambda one, other: one[1] == other[1])
    assert [(one[0], other[0]) for one, other in found] == [(0, 2), (0, 4), (1, 5), (2, 4)]


def test_redundancy_looks_at_the_first_places_only():
    """A repetition in the eleventh place is not seen by anyone."""
    assert redundant_pairs([*range(10), 0], int.__eq__) == []
    assert redundant_pairs([*range(9), 0], int.__eq__) == [(0, 0)]


def test_redundancy_of_an_empty_list_is_nothing():
    assert redundant_pairs([], lambda *_: True) == []
