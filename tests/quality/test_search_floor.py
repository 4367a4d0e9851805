"""A topic search finds the text that answers a statement, as often as once measured."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

FLOOR = 0.58
"""Mean reciprocal rank with the weights of the code; measured on 22 November 2026: .601."""

AHEAD = 0.03
"""How far it must stand above the best of words or one view alone, at least."""


def test_search_finds_the_text_that_answers_a_statement(shared_data):
    """1,079 problems of US agencies, each searched for among 1,044 answers."""
    pairs = pytest.importorskip("benchmarks.pairs")
    from watch.understand import load_view

    found = pairs.pairs_table(shared_data, [load_view("use"), load_view("e5")])
    search = found.pop(pairs.SEARCH)
    del found[pairs.HELD_BACK]
    assert search >= FLOOR
    assert search >= max(found.values()) + AHEAD
