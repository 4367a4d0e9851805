"""Numbers and units in prose, French and English: "32 %", "£74,000", "a third", "vingt minutes".

A figure's value is a float in the unit named; "1.200" and "1,200" are thousands, because
nobody writes three decimals in the press.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNTIL_TWENTY = (
    "zero zéro|one un une|two deux|three trois|four quatre|five cinq|six|seven sept|eight huit"
    "|nine neuf|ten dix|eleven onze|twelve douze|thirteen treize|fourteen quatorze|fifteen quinze"
    "|sixteen seize|seventeen|eighteen|nineteen|twenty vingt"
)
_TENS = "thirty trente|forty quarante|fifty cinquante|sixty soixante|seventy|eighty|ninety"
_NUMERALS = {w: float(n) for n, row in enumerate(_UNTIL_TWENTY.split("|")) for w in row.split()}
_NUMERALS |= {w: 10.0 * n for n, row in enumerate(_TENS.split("|"), 3) for w in row.split()}
_NUMERALS |= {"dozen": 12.0, "dizaine": 10.0, "douzaine": 12.0, "quinzaine": 15.0}
_NUMERALS |= {"vingtaine": 20.0, "trentaine": 30.0, "cinquantaine": 50.0, "centaine": 100.0}
_MULTIPLES = {"hundred": 100.0, "cent": 100.0, "cents": 100.0, "thousand": 1e3, "mille": 1e3}
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "md": 1e9, "millier": 1e3, "milliers": 1e3}
_SCALES |= {"million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "milliard": 1e9}
_SCALES |= {"milliards": 1e9, "thousands": 1e3}
_PARTS = {"half": 2, "moitié": 2, "third": 3, "thirds": 3, "tiers": 3, "quarter": 4, "quart": 4}
_PARTS |= {"quarts": 4, "fifth": 5, "fifths": 5, "cinquième": 5, "cinquièmes": 5, "sixth": 6}
_PARTS |= {"sixième": 6, "eighth": 8, "huitième": 8, "tenth": 10, "tenths": 10, "dixième": 10}

_UNITS = {
    "%": "% percent pourcent pourcents",
    "points": "point points percpoint percpoints",
    "EUR": "€ euro euros eur",
    "USD": "$ dollar dollars usd",
    "GBP": "£ gbp",
    "CHF": "chf",
    "CAD": "cad",
    "seconds": "seconde secondes second seconds",
    "minutes": "minute minutes min mins mn",
    "hours": "heure heures hour hours hrs h",
    "days": "jour jours journée journées day days",
    "weeks": "semaine semaines week weeks",
    "months": "mois month months",
    "years": "an ans année années year years",
    "tonnes": "tonne tonnes ton tons t",
    "kg": "kilo kilos kg kilogrammes",
    "kWh": "kwh kilowattheures",
    "MWh": "mwh mégawattheures",
    "GWh": "gwh gigawattheures",
    "kW": "kw kilowatts",
    "MW": "mw mégawatts megawatts",
    "km": "km kilomètre kilomètres kilometre kilometres kilometers",
    "miles": "mile miles",
    "m³": "m³ cubicmetres cubicmeters cubicmetre mètrescubes",
    "m²": "m² squaremetres squaremeters squarefeet mètrescarrés",
    "litres": "litre litres liters",
    "°C": "°c degrés degrees",
    "GB": "gb go tb",
    "times": "fois times x",
}
_UNIT_OF = {form: unit for unit, told in _UNITS.items() for form in told.split()}
_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 604800.0}
_SECONDS |= {"months": 2629800.0, "years": 31557600.0}
_YEARS = range(1900, 2101)

AMOUNT_TAGS = {
    **dict.fromkeys(_UNIT_OF, "0"),
    **dict.fromkeys(_PARTS, "p"),
    **dict.fromkeys(_SCALES, "k"),
    **dict.fromkeys([*_NUMERALS, *_MULTIPLES, "vingts"], "n"),
    **dict.fromkeys(["un", "une", "one", "a", "an"], "1"),
    **dict.fromkeys(["half", "moitié", "twice"], "h"),
}
"""Tag of each word that may belong to an amount: n number, k scale, 0 unit, p part, h half."""

FIGURE_WORDS = frozenset(word for word, tag in AMOUNT_TAGS.items() if tag in "nph")
"""Words that are a figure by themselves; "un", "one" and units are not."""

_NUM = "(?:9|n{1,6})"
_QUANTITY = f"[$]{_NUM}k?|{_NUM}k?O?-?0|{_NUM}k"
SHAPES = re.compile(
    rf"(?P<R>[FO]~?(?:{_QUANTITY}|{_NUM})(?:10|Bw|Ow)?T~?(?:{_QUANTITY}|{_NUM}|1(?!0)))"
    rf"|(?P<P>~?[1n]w?p(?:O?0)?|~?h(?:1?0)?)"
    rf"|(?P<A>~?[+]?(?:[$]{_NUM}k?[-TK][$]?{_NUM}k?|{_NUM}[-TK]{_NUM}k?O?0|{_QUANTITY}))"
    rf"|(?P<U>~?10)"
    rf"|(?P<C>~?{_NUM})"
)
"""An amount as tags of its words: change, part, amount, "one day", bare count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure: how much, of what unit; ``before`` is where it was, in "from … to …".

    Attributes:
        value: In ``unit``; the lower end of a range, which is the prudent one.
        unit: "%", "points", an ISO 4217 code, a unit of measure; empty for a bare count.
    """

    value: float
    unit: str = ""
    before: float | None = None


def read_amount(shape: str, tokens: Sequence[tuple[str, str]]) -> Amount | None:
    """Return the amount that tokens (text, tag) of a shape tell, or None when they tell none."""
    match shape:
        case "R":
            return _change(tokens)
        case "P":
            return _part(tokens)
        case "U":
            unit, factor = _unit(tokens)
            return Amount(value=factor, unit=unit)
    return _quantity(tokens)


def _quantity(tokens: Sequence[tuple[str, str]]) -> Amount | None:
    unit, factor = _unit(tokens)
    low = _first_number(tokens)
    for text, tag in tokens:
        factor *= _SCALES[text.lower()] if tag == "k" else 1.0
    if not unit and tokens[-1][1] == "9" and low in _YEARS:
        return None
    return Amount(value=low * factor, unit=unit)


def _change(tokens: Sequence[tuple[str, str]]) -> Amount | None:
    middle = next(n for n, (_, tag) in enumerate(tokens) if tag == "T")
    first, last = _quantity(tokens[1:middle]), _quantity(tokens[middle + 1 :])
    if first is None or last is None:
        return None
    unit = last.unit or first.unit
    was = converted(first, unit)
    if was is None:
        return None
    return Amount(value=last.value, unit=unit, before=was)


def converted(amount: Amount, unit: str) -> float | None:
    """Return the value of an amount in another unit; a bare count is in any; None if unlike."""
    if amount.unit in _SECONDS and unit in _SECONDS:
        return amount.value * _SECONDS[amount.unit] / _SECONDS[unit]
    return amount.value if amount.unit in ("", unit) else None


def alike(one: float, other: float) -> bool:
    """Tell whether two figures can measure the same thing: neither is 20 times the other."""
    return max(abs(one), abs(other)) <= 20 * min(abs(one), abs(other)) or not one * other


def _part(tokens: Sequence[tuple[str, str]]) -> Amount:
    """Return a part of the whole in per cent, or of a unit of time ("half a day")."""
    told = next(text.lower() for text, tag in tokens if tag in "ph").rsplit("-", 1)
    if told[-1] == "twice":
        return Amount(value=2.0, unit="times")
    count = _first_number(tokens) or number(told[0]) or 1.0
    share = count / _PARTS[told[-1]]
    unit, _ = _unit(tokens)
    return Amount(value=share, unit=unit) if unit else Amount(value=100 * share, unit="%")


def _unit(tokens: Sequence[tuple[str, str]]) -> tuple[str, float]:
    """Return the unit of tokens and the factor its spelling adds ("k€" is 1,000 EUR)."""
    for text, tag in tokens:
        if tag in "0$":
            name = re.sub(r"[\s-]|entage", "", text.lower())
            if name.startswith(("demi", "half")) and name[4:] in _UNIT_OF:
                return _UNIT_OF[name[4:]], 0.5
            if name[0] in "km" and name[1:] in "€$£" and name[1:]:
                return _UNIT_OF[name[1:]], _SCALES[name[0]]
            return _UNIT_OF.get(name, name), 1.0
    return "", 1.0


def _first_number(tokens: Sequence[tuple[str, str]]) -> float:
    words: list[str] = []
    for text, tag in tokens:
        if tag in "91":
            return number(text) or 1.0
        if tag == "n":
            words.append(text)
        elif words:
            break
    return number(" ".join(words))


def number(text: str) -> float:
    """Return the value of digits or of a number in words; 0 when it is neither."""
    if text[:1].isdigit():
        return _digits(text)
    return _in_words(re.split(r"[\s-]+", text.lower()))


def _digits(text: str) -> float:
    joined = re.sub(r"(?<=\d)[\s.,’'](?=\d{3}(?!\d))", "", text)
    return float(joined.replace(",", "."))


def _in_words(names: Sequence[str]) -> float:
    total = 0.0
    for name in names:
        if name in _MULTIPLES:
            total = max(total, 1.0) * _MULTIPLES[name]
        elif name == "vingts" or (name == "vingt" and total % 100 == 4):
            total *= 20  # quatre-vingts
        else:
            total += _NUMERALS.get(name, 0.0)
    return total
