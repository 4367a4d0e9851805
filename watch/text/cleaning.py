"""Untrusted text → text that no later stage can choke on."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
"""All of ASCII but tab, newline and return."""

_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
"""The last two characters of each plane, which are none."""

_FORBIDDEN_ASCII = re.compile(f"[{_CONTROLS}]")
_FORBIDDEN = re.compile(
    f"[{_CONTROLS}\x80-\x9f"
    "\ud800-\udfff"  # lone surrogates: they crash every encoder
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # bidi overrides and marks
    f"\ufdd0-\ufdef\ufeff{_PLANES}"  # non-characters, byte-order mark
    "\u200b\u200c\u2060\u00ad]"  # what nobody sees
)


def clean_text(text: str) -> str:
    """Return text that no later stage can choke on, on one line, in NFC.

    Drops control and non-characters, lone surrogates and bidi overrides; folds
    every run of white space to one space. Idempotent.
    """
    if text.isascii():
        return " ".join(_FORBIDDEN_ASCII.sub("", text).split())
    return " ".join(unicodedata.normalize("NFC", _FORBIDDEN.sub("", text)).split())


def folded(text: str) -> str:
    """Return text as verbatim words are compared: in lower case, on one line."""
    return clean_text(text).casefold()


def shorten(text: str, limit: int) -> str:
    """Return text cut at a word so that it has at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…"
