"""How words weigh: BM25 as SQLite's FTS5 computes it, so that both engines rank alike.

Source:
    SQLite 3.40, ext/fts5/fts5_aux.c, ``fts5Bm25Function``.
"""

from __future__ import annotations

from math import log

TITLE_WEIGHT = 2.0
"""A word in the title counts twice: best of 1, 2, 4 on the labelled set."""

K1 = 1.2
B = 0.75

_LEAST = 1e-6


def rarity(total: int, holding: int) -> float:
    """Return how much a phrase tells that ``holding`` of ``total`` articles hold."""
    return max(log((total - holding + 0.5) / (holding + 0.5)), _LEAST)
