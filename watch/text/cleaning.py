"""Untrusted text → text that no later stage can choke on."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab, newline, return
    "\ud800-\udfff"  # lone surrogates: they crash every encoder
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # bidi overrides and marks
    "\ufdd0-\ufdef\ufffe\uffff\ufeff]"  # non-characters, byte-order mark
)
_INVISIBLE = re.compile("[\u200b\u200c\u2060\u00ad]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return text that no later stage can choke on, on one line, in NFC.

    Drops control and non-characters, lone surrogates and bidi overrides; folds
    every run of white space to one space. Idempotent.
    """
    visible = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    visible = "".join(c for c in visible if ord(c) & 0xFFFE != 0xFFFE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def folded(text: str) -> str:
    """Return text as verbatim words are compared: in lower case, on one line."""
    return clean_text(text).casefold()


def shorten(text: str, limit: int) -> str:
    """Return text cut at a word so that it has at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…"
