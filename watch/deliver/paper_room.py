"""How much room words take on paper: estimated, so that a sheet is one page without printing it."""

from __future__ import annotations

import math
import unicodedata

from watch.wording import one_line

_BROAD = frozenset("WMÆŒ@%—…")


def width(text: str) -> float:
    """Return how wide a text is, in letters of ordinary width.

    Source:
        Advance widths of Liberation Sans and DejaVu Sans: a mean small letter takes half the
        size of its type, a capital two thirds, W and M nearly all of it, an ideograph all of it.
    """
    return sum(_width(letter) for letter in text)


def fit(text: str, limit: int) -> str:
    """Return an untrusted text on one line, cut at a word where it is wider than a limit.

    Args:
        limit: In letters of ordinary width.
    """
    said = one_line(text, limit)
    while width(said) > limit:
        shorter = one_line(said, max(int(len(said) * 0.9), 1))
        if shorter == said:
            break
        said = shorter
    return said


def lines(text: str, per_line: int) -> int:
    """Return on how many lines a text stands, at least; none for no text."""
    return math.ceil(width(text) / per_line)


def _width(letter: str) -> float:
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 2.0
    return 1.35 if letter.isupper() else 1.0
