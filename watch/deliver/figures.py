"""Text → its figures as comparable values, French and English. Pure.

"$4m", "4 million dollars" and « 4 M$ » are one figure; "2,300" and « 2 300 » too. Counts in
words ("fourteen", « la moitié ») are kept apart, as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from watch.text import words

_NUMBER = re.compile(
    r"(?P<prefix>[€$£])?\s?"
    r"(?P<number>(?:\d{1,3}(?:[\s.,’']\d{3}(?!\d))+|\d+)(?:[.,]\d+)?)"
    r"(?P<after>(?:[\s’'-]{0,2}(?:%|‰|[€$£]|[^\W\d_]+)){0,4})"
)
_GROUPING = re.compile(r"[\s.,’'](?=\d{3}(?!\d))")
_PERCENT = re.compile(r"\b(?:pour ?cent|per ?cent)\b", re.IGNORECASE)
_UNIT = re.compile(r"%|‰|[€$£]|[^\W\d_]+")
_BETWEEN = frozenset(["de", "d", "of"])

_MAGNITUDES = {
    name: 10**power
    for power, names in {
        3: "k mille thousand thousands millier milliers",
        6: "m mn million millions",
        9: "md mds bn b milliard milliards billion billions",
    }.items()
    for name in names.split()
}
_UNITS = {
    name: unit
    for unit, names in {
        "%": "%",
        "‰": "‰",
        "point": "point points pt pts",
        "€": "€ euro euros eur",
        "$": "$ dollar dollars usd",
        "£": "£ pound pounds gbp",
        "second": "seconde secondes second seconds",
        "minute": "minute minutes min",
        "hour": "h heure heures hour hours",
        "day": "jour jours day days",
        "week": "semaine semaines week weeks",
        "month": "mois month months",
        "year": "an ans année années year years",
        "tonne": "tonne tonnes ton tons",
        "kg": "kg kilo kilos kilogram kilograms kilogramme kilogrammes",
        "km": "km kilomètre kilomètres kilometre kilometres kilometer kilometers",
        "kw": "kw kilowatt kilowatts",
        "mw": "mw mégawatt mégawatts megawatt megawatts",
        "gw": "gw gigawatt gigawatts",
        "kwh": "kwh",
        "mwh": "mwh",
        "gwh": "gwh",
    }.items()
    for name in names.split()
}

_ONES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty",
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
)
_COUNTS = {
    **{word: count for ones in _ONES for count, word in enumerate(ones.split(), 2)},
    **dict.fromkeys(("vingt",), 20),
    **dict.fromkeys(("trente", "thirty"), 30),
    **dict.fromkeys(("quarante", "forty"), 40),
    **dict.fromkeys(("cinquante", "fifty"), 50),
    **dict.fromkeys(("soixante", "sixty"), 60),
    **dict.fromkeys(("cent", "hundred"), 100),
    **dict.fromkeys(("mille", "thousand"), 1000),
}
_VAGUE = frozenset(
    """
    seventy eighty ninety cents hundreds centaine centaines dozen dozens douzaine dizaine dizaines
    thousands millier milliers million millions milliard milliards billion billions half halve
    halves halved halving moitie demi tiers third thirds quarter quarters quart quarts double
    doubled doubles doublent doubler doublement triple tripled triples tripler twice
    twofold threefold tenfold majority majorite
    """.split()
)
"""Amounts whose value depends on other words: only the word itself is the same."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, and the units that stand right beside it."""

    value: Decimal
    units: frozenset[str]

    def tells_no_more_than(self, other: Figure) -> bool:
        """Tell whether this is the other figure, perhaps with a unit left out."""
        return self.value == other.value and self.units <= other.units


def figures(text: str) -> Iterator[Figure]:
    """Yield the figures of a text that are written with digits."""
    for found in _NUMBER.finditer(_PERCENT.sub("%", text)):
        value = Decimal(_GROUPING.sub("", found.group("number")).replace(",", "."))
        prefix = found.group("prefix")
        units = {_UNITS[prefix]} if prefix else set()
        for name in _UNIT.findall(found.group("after").lower()):
            if name in _MAGNITUDES:
                value *= _MAGNITUDES[name]
            elif name in _UNITS:
                units.add(_UNITS[name])
            elif name not in _BETWEEN:
                break
        yield Figure(value.normalize(), frozenset(units))


def counts(text: str) -> dict[str, Decimal | None]:
    """Return the amounts written in words, with their value where the word has one.

    Those that belong to a figure ("4 million") are the figure's.
    """
    found = words(_NUMBER.sub(" ", _PERCENT.sub("%", text)))
    exact: dict[str, Decimal | None] = {w: Decimal(_COUNTS[w]) for w in found if w in _COUNTS}
    return exact | {word: None for word in found if word in _VAGUE}


def new_figure(text: str, evidence: str) -> bool:
    """Tell whether a text holds an amount that its evidence does not.

    A count may change from word to digits and back; a unit may be left out, not changed.
    """
    known, counted = list(figures(evidence)), counts(evidence)
    plain = [Figure(value.normalize(), frozenset()) for value in counted.values() if value]
    if any(
        not any(figure.tells_no_more_than(other) for other in [*known, *plain])
        for figure in figures(text)
    ):
        return True
    values = {figure.value for figure in known}
    return any(word not in counted and value not in values for word, value in counts(text).items())
