"""Untrusted text → text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
import unicodedata

_BEGINS = frozenset("=+-@＝＋－＠﹦﹢﹣﹫−\t\r\n")
"""What a formula can begin with: OWASP's list, full-width and small variants, minus sign."""

_QUOTES = frozenset("\"'`‘’‚“”„«»‹›")
_SKIPPED = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
"""Categories that leave no ink: programs drop some of them before they look."""

_AFTER_SEPARATOR = re.compile(r"([;,\t|])([\s\"']*)(?=[=+\-@＝＋－＠])")


def defused(text: str) -> str:
    """Return the text with an apostrophe before it where it could begin a formula.

    The apostrophe is what spreadsheets themselves write before such a text; all words stay.

    Source:
        OWASP, CSV Injection.
    """
    return f"'{text}" if _begins_formula(text) else text


def defused_inside(text: str) -> str:
    """Return a text defused also after each separator.

    Excel splits a file at the separator of the machine, not of the file: with another one the
    quotation marks around a cell do not hold, and its second half becomes a cell of its own.
    """
    return defused(_AFTER_SEPARATOR.sub(r"\1\2'", text))


def defused_address(url: str) -> str:
    """Return a web address defused after each separator; it leads where it led."""
    return _AFTER_SEPARATOR.sub(lambda found: f"%{ord(found[1]):02X}", url)


def _begins_formula(text: str) -> bool:
    for sign in text:
        if sign in _BEGINS:
            return True
        if sign not in _QUOTES and unicodedata.category(sign) not in _SKIPPED:
            return False
    return False
