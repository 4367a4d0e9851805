"""Names and figures of a text: what two tellings of one event share in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watch.text import fold

_THOUSANDS = re.compile(r"(?<=\d)[\s.,'’\u00a0\u202f](?=\d{3}\b)")
_MARK = re.compile(
    r"(?P<opens>(?:^|[.!?:…]\s+)[«“\"]?\s?)?(?P<mark>\b[A-ZÀ-Ý][\w’'-]{2,}|\b\d[\d.,]*\d\b)"
)
_LOWER = re.compile(r"\b[a-zà-ÿ][\w’'-]{2,}")

_COMMON_SHARE = 0.03
_COMMON_FLOOR = 8
"""A name in more than 3 % of articles (or 8) is a subject, not the mark of an event."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of an article; those ``inside`` a sentence are names beyond doubt."""

    inside: frozenset[str]
    every: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """Capitalised words and figures of a text, folded."""

    inside: frozenset[str]
    every: frozenset[str]
    lower: frozenset[str]


def marks(text: str) -> Marks:
    """Return the marks of a text; "210 000", "210,000" and "210.000" are one figure."""
    joined = _THOUSANDS.sub("", text)
    inside: set[str] = set()
    every: set[str] = set()
    for found in _MARK.finditer(joined):
        mark = fold(found.group("mark"))
        every.add(mark)
        if found.group("opens") is None:
            inside.add(mark)
    lower = frozenset(fold(word) for word in _LOWER.findall(joined))
    return Marks(frozenset(inside), frozenset(every), lower)


def names(found: Sequence[Marks]) -> list[Names]:
    """Return the names of each text among the others: rare, and rarely written small."""
    capital = Counter(mark for marks in found for mark in marks.every)
    small = Counter(word for marks in found for word in marks.lower)
    limit = max(_COMMON_FLOOR, _COMMON_SHARE * len(found))
    known = {
        mark
        for mark, count in capital.items()
        if count <= limit and 20 * small[mark] <= count and not mark[0].isdigit()
    }
    return [Names(marks.inside & known, marks.every & known) for marks in found]
