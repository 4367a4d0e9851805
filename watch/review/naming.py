"""Which names two texts have in common: a supplier, a product, a town that few texts bear.

In → the texts of a corpus; out → the names of single texts. A name is a run of capitalised
words with at least one that is hardly ever written small, wherever it stands in a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from watch.text import fold

_CAPITAL = r"[A-ZÀ-ÝŒ](?![A-ZÀ-ÝŒ])[\w-]{2,}"
"""Not acronyms: most name a technology, a rule or a ministry (RFID, GDPR, DOJ). On the 430 graded
articles of ``relevance/painpoints_dev`` 18 pairs were joined by an acronym alone, few of
them rightly."""

_CAPITALISED = re.compile(rf"\b{_CAPITAL}")
_RUN = re.compile(rf"\b{_CAPITAL}(?: (?:& )?{_CAPITAL})*")
_SMALL = re.compile(r"\b[a-zà-ÿœ][\w-]{2,}")

_RARE_FLOOR = 12
_RARE_SHARE = 0.003
"""A name in more than 3 of 1,000 texts (or 12) is a giant, a country or a subject: it is in the
news for many things. A supplier with a new customer each month stays below for a year."""

_SMALL_SHARE = 0.05
"""A word written small more than once in twenty times is no name, even where it opens a title;
the share is that of ``understand.marks``."""

Names = frozenset[frozenset[str]]
"""The names of a text, each as its rare words, folded."""


@dataclass(frozen=True, slots=True)
class Naming:
    """In how many texts of a corpus each folded word stands, with a capital and without."""

    capitalised: Mapping[str, int]
    small: Mapping[str, int]
    count: int

    def names(self, text: str) -> Names:
        """Return the rare names of a text that belongs to the corpus."""
        runs = (
            frozenset(filter(self._rare, _words(_CAPITALISED, run))) for run in _RUN.findall(text)
        )
        return frozenset(run for run in runs if run)

    def _rare(self, word: str) -> bool:
        borne = self.capitalised.get(word, 0)
        often = borne > max(_RARE_FLOOR, _RARE_SHARE * self.count)
        return not often and self.small.get(word, 0) <= _SMALL_SHARE * borne


def naming(texts: Iterable[str]) -> Naming:
    """Return how the words of a corpus are written."""
    capitalised: Counter[str] = Counter()
    small: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        capitalised.update(_words(_CAPITALISED, text))
        small.update(_words(_SMALL, text))
    return Naming(capitalised=capitalised, small=small, count=count)


def shared(one: Names, other: Names) -> int:
    """Return how many names two texts have in common: "Brisquet Lame" and "Brisquet" are one."""
    return min(_borne(one, other), _borne(other, one))


def _borne(names: Names, others: Collection[frozenset[str]]) -> int:
    """Count the distinct names of a text that share a word with a name of the other."""
    words = frozenset().union(*others)
    return len({name & words for name in names if name & words})


def _words(pattern: re.Pattern[str], text: str) -> set[str]:
    return {fold(word) for word in pattern.findall(text)}
