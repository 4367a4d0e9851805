"""Whitening takes out what all articles share, and only as far as there are articles."""

from __future__ import annotations

import numpy as np
import pytest

from watch import index

COUNT, DIMENSION = 4_000, 24


def cone(count=COUNT):
    """Return unit vectors crowded around one direction, one other direction very loud."""
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(count, DIMENSION)) * 0.1
    rows[:, 1] *= 6
    rows[:, 0] += 1
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_whitened_vectors_of_strangers_are_unrelated():
    """Plain cosines of a narrow cone are all high; whitened ones lie around nought."""
    rows = cone()
    plain = rows[:50] @ rows[50:100].T
    whitened = index.fit_whitening(rows).rows(rows)
    assert plain.mean() > 0.5
    assert abs((whitened[:50] @ whitened[50:100].T).mean()) < 0.05


def test_loud_direction_no_longer_decides():
    """Each direction has about its share of the whole."""
    rows = cone()
    whitened = index.fit_whitening(rows).rows(rows)
    shares = whitened.var(axis=0) / whitened.var(axis=0).sum()
    plain = rows.var(axis=0) / rows.var(axis=0).sum()
    assert plain[1] > 0.5
    assert shares[1] < 0.15


def test_few_articles_change_hardly_anything():
    """Among a dozen articles a whitened cosine is nearly the plain one."""
    rows = cone()
    few = index.fit_whitening(rows[:12])
    moved = np.abs(few.rows(rows[:12]) - rows[:12]).max()
    many = np.abs(index.fit_whitening(rows).rows(rows[:12]) - rows[:12]).max()
    assert moved < 0.5 * many


def test_probe_orders_as_whitened_cosines_do():
    """What the index would choose first is near the first by the full measure."""
    rows = cone()
    whitening = index.fit_whitening(rows)
    exact = whitening.rows(rows) @ whitening.rows(rows[7])
    coarse = rows @ whitening.probe(rows[7])
    best = set(np.argsort(-exact)[:10].tolist())
    assert len(best & set(np.argsort(-coarse)[:100].tolist())) >= 9


@pytest.mark.parametrize("count", [0, 1, 2])
def test_whitening_of_next_to_nothing_is_finite(count):
    """One article, or none, gives a map that can be used."""
    whitening = index.fit_whitening(cone()[:count])
    assert np.isfinite(whitening.rows(cone()[:5])).all()
