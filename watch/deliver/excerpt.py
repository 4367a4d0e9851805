"""A quotation that is too long → the verbatim words around its figure."""

from __future__ import annotations

import re

from watch.deliver.figures import counts
from watch.deliver.verbatim import spoken_as
from watch.text import clean_text, fold, shorten

_MARK = "…"

_FIGURE = re.compile(
    r"(?:[€$£]\s?)?(?P<number>\d+(?:[\s.,’']\d{3}(?!\d))*(?:[.,]\d+)?)(?P<unit>\s?[%‰€$£])?"
)
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[,;:.!?»”)]\s+|\s[–—]\s+")


def excerpt(text: str, limit: int, language: str, told: str = "") -> str:
    """Return untrusted words on one line: all of them, or those around their figure.

    Nothing but the ellipses is added, and words and numbers stay whole. Where its beginning
    holds the figure, a text is cut at its end only.

    Args:
        limit: Characters, ellipses included.
        language: Of the text: its spaces.
        told: What it is quoted for; else its first figure is.
    """
    said = _spaced(text, limit, language)
    short = shorten(said, limit)[:limit]
    found = _place(said, _spaced(told, limit, language))
    if short == said or found is None or found[1] < len(short):
        return short
    return _around(said, *found, limit)


def _spaced(text: str, limit: int, language: str) -> str:
    return spoken_as(clean_text(text[: 20 * limit]), language)


def _place(said: str, told: str) -> tuple[int, int] | None:
    """Return from where to where the figure stands; nothing where there is none."""
    start = said.find(told) if told else -1
    if start >= 0:
        return start, start + len(told)
    figures = list(_FIGURE.finditer(said))
    known = {figure["number"] for figure in _FIGURE.finditer(told)}
    meant = [figure.span() for figure in figures if figure["number"] in known]
    meant = meant or [word.span() for word in _WORD.finditer(said) if fold(word[0]) in counts(told)]
    if meant:
        return meant[0][0], meant[-1][1]
    figures.sort(key=lambda figure: not figure["unit"])
    return figures[0].span() if figures else None


def _around(said: str, start: int, end: int, limit: int) -> str:
    """Return the words around a figure, from the beginning of a clause where one is near."""
    room = limit - 2 * len(_MARK)
    if end - start > room:
        return _MARK + shorten(said[start:], limit - 1)[: limit - 1]
    if len(said) - start <= room:
        earliest = len(said) - room - len(_MARK)
        return _MARK + said[_beginning(said, earliest, start) :]
    first = _beginning(said, start - (room - (end - start)) // 2, start)
    last = said.rfind(" ", end, first + room + 1)
    kept = said[first : last if last >= 0 else end].rstrip(" ,;:–—-")
    return (_MARK if first else "") + kept + _MARK


def _beginning(said: str, earliest: int, start: int) -> int:
    """Return where a clause begins between two places, else a word, else the last of them."""
    if earliest <= 0:
        return 0
    clause = _CLAUSE.search(said, earliest - 2, start)
    if clause and clause.end() >= earliest:
        return clause.end()
    word = said.find(" ", earliest - 1, start) + 1
    return word or start
