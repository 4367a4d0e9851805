"""Names and figures of texts: what two tellings of one event share in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from watch.text import fold
from watch.understand.lexical import Numbering, counts, holding

_THOUSANDS = re.compile(r"(\d)[\s.,'’\u00a0\u202f](?=\d{3}\b)")
_MARK = r"(\b[A-ZÀ-Ý][\w’'-]{2,}|\b\d[\d.,]*\d\b)"
_MARKS = re.compile(_MARK)
_OPENING = re.compile(r"[.!?:…]\s+[«“\"]?\s?" + _MARK)
_START = ". "
"""Put before a text, so that its first word opens a sentence like any other."""

_LOWER = re.compile(r"\b[a-zà-ÿ][\w’'-]{2,}")

_COMMON_SHARE = 0.03
_COMMON_FLOOR = 8
"""A name in more than 3 % of articles (or 8) is a subject, not the mark of an event."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Capitalised words and figures of texts, folded: a row for each text, 1 for each mark.

    Shapes:
        ``every`` and ``inside`` (those that do not only open sentences) are ``(texts, marks)``;
        ``figures`` and ``names`` are ``(marks,)`` and say which columns are which; a mark that
        is neither is a common word.
    """

    every: sparse.csr_array
    inside: sparse.csr_array
    figures: npt.NDArray[np.bool_]
    names: npt.NDArray[np.bool_]


def marks(texts: Sequence[str]) -> Marks:
    """Return the marks of texts; "210 000", "210,000" and "210.000" are one figure.

    Names are those marks that are rare among the texts, and rarely written small.
    """
    joined = [_START + _THOUSANDS.sub(r"\1", text) for text in texts]
    numbering = Numbering(fold)
    found = counts(
        chain(
            map(_MARKS.findall, joined),
            map(_OPENING.findall, joined),
            map(_LOWER.findall, joined),
        ),
        numbering,
    )
    n = len(texts)
    every, opening, lower = found[:n], found[n : 2 * n], found[2 * n :]
    figures = np.array([mark[:1].isdigit() for mark in numbering.columns], dtype=bool)
    capital = holding(every)
    rare = capital <= max(_COMMON_FLOOR, _COMMON_SHARE * n)
    return Marks(
        every=every,
        inside=sparse.csr_array(every > opening),
        figures=figures,
        names=rare & (20 * holding(lower) <= capital) & ~figures,
    )
