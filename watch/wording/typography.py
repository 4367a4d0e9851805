"""Spaces and lengths: what makes a text fit to stand in a sentence or on a line."""

from __future__ import annotations

import re

from watch.text import clean_text, shorten

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_NARROW_BEFORE = re.compile(r" (?=[;!?%])")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NO_BREAK_BEFORE = re.compile(r" (?=[:»])|(?<=«) ")


def french_spacing(text: str) -> str:
    """Return text whose double punctuation can never begin a line.

    Source:
        Lexique des règles typographiques en usage à l'Imprimerie nationale: narrow
        space before ; ! ? % and between thousands, full space before : and inside « ».
    """
    joined = _THOUSANDS.sub(NARROW, _NO_BREAK_BEFORE.sub(NO_BREAK, text))
    return _NARROW_BEFORE.sub(NARROW, joined)


def one_line(text: str, limit: int) -> str:
    """Return untrusted text made harmless: clean, on one line, cut at a word.

    A single word longer than the limit is cut too. Only the beginning of a very
    long text is looked at.
    """
    return shorten(clean_text(text[: 20 * limit]), limit)[:limit]
