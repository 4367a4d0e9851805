"""Texts go to a network in batches of like length, and each comes back in its place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from watch.understand.compiled import batches, padded

LENGTHS = st.lists(st.integers(min_value=1, max_value=600), max_size=80)


@given(LENGTHS, st.integers(min_value=1, max_value=2_000))
def test_batches_hold_every_row_once(lengths, budget):
    rows = [row for batch in batches(lengths, budget) for row in batch]
    assert sorted(rows) == list(range(len(lengths)))


@given(LENGTHS, st.integers(min_value=1, max_value=2_000))
def test_batches_keep_to_the_budget_with_their_padding(lengths, budget):
    for batch in batches(lengths, budget):
        longest = max(lengths[row] for row in batch)
        assert len(batch) == 1 or longest * len(batch) <= budget


@given(LENGTHS)
def test_batches_put_rows_of_like_length_together(lengths):
    order = [lengths[row] for batch in batches(lengths, 1_024) for row in batch]
    assert order == sorted(lengths, reverse=True)


def test_padded_rows_tell_tokens_from_padding():
    ids, mask = padded([[0, 7, 2], [0, 2]])
    np.testing.assert_array_equal(ids, [[0, 7, 2], [0, 2, 0]])
    np.testing.assert_array_equal(mask, [[1, 1, 1], [1, 1, 0]])
