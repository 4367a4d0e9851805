"""The best of many rows are found among rounded ones, and are the best all the same."""

from __future__ import annotations

import numpy as np
import pytest

from watch import index


def space(count=3_000, dimension=48, seed=1, *, apart=1.0):
    """Return ids, unit rows around one direction, and what holds them."""
    drawn = np.random.default_rng(seed)
    matrix = drawn.standard_normal((count, dimension)).astype(np.float32) * apart + 0.5
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    ids = np.sort(drawn.choice(10**9, count, replace=False))
    whitening = index.fit_whitening(matrix)
    return ids, matrix, index.HeldRows(ids, lambda of: matrix[np.searchsorted(ids, of)], whitening)


def probes(dimension=48):
    return np.random.default_rng(7).standard_normal((20, dimension)).astype(np.float32) * 3


@pytest.mark.parametrize("limit", [1, 10, 100, 2_999, 9_999])
def test_rounded_rows_find_what_multiplying_every_row_finds(limit):
    ids, matrix, rows = space()
    for probe in probes():
        exact = index.exact_search(ids, matrix, probe, limit)
        assert rows.nearest(probe, limit).tolist() == [article for article, _ in exact]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_restricted_answer_is_the_best_of_what_is_allowed(share):
    ids, matrix, rows = space()
    among = ids[np.random.default_rng(3).random(len(ids)) < share]
    for probe in probes():
        exact = index.exact_search(among, matrix[np.searchsorted(ids, among)], probe, 20)
        assert rows.nearest(probe, 20, among).tolist() == [article for article, _ in exact]


def test_rows_nearer_to_one_another_than_rounding_tells_are_still_told_apart():
    """The first look cannot order them, so all are looked at."""
    ids, matrix, rows = space(apart=1e-4)
    probe = probes()[0]
    exact = index.exact_search(ids, matrix, probe, 5)
    assert rows.nearest(probe, 5).tolist() == [article for article, _ in exact]


def test_rows_that_are_all_the_same_come_by_id():
    matrix = np.full((2_000, 8), 8**-0.5, dtype=np.float32)
    ids = np.arange(10, 2_010)
    rows = index.HeldRows(ids, lambda of: matrix[: len(of)], index.fit_whitening(matrix))
    assert rows.nearest(np.ones(8, np.float32), 3).tolist() == [10, 11, 12]


def test_whitened_cosines_from_kept_lengths_are_products_of_whitened_rows():
    ids, matrix, rows = space()
    whitening = index.fit_whitening(matrix)
    some, query = ids[[5, 80, 1_700]], matrix[9]
    plain = matrix[[5, 80, 1_700]]
    expected = whitening.rows(plain) @ whitening.rows(query)
    found = whitening.cosines(plain, rows.lengths(some), whitening.probe(query))
    assert np.allclose(found, expected, atol=1e-6)
