"""Sentences → prices of products and services, and where they can be had.

In → a sentence; out → its price with what it is per, or its availability in France, Europe or
the European Union. Fines, funds, budgets and turnover are no prices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watch.understand.amounts import number
from watch.understand.vocabulary import patterns

_REACH = 45
"""Characters before an amount in which the verb of price stands."""

_SPACE = r"[ \u00a0\u202f]?"
_DIGITS = (
    r"(?>\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)"
    r"(?![.,]?\d)"
)
_PER = (
    r"(?:(?:par|per|an?|each|le|la)\s|/\s?|l[’'])(?:m²|[a-zà-ÿ]{2,14})(?: scanned)?"
    r"(?: (?:et |and )?(?:par|per) [a-zà-ÿ]{2,14}){0,2}"
)
_AMOUNT = re.compile(
    rf"(?P<amount>(?:de {_DIGITS} à )?"
    rf"(?:(?P<before>[€$£]|\b(?:EUR|USD|GBP|CAD|CHF) )(?P<n1>{_DIGITS})"
    rf"|(?P<n2>{_DIGITS}){_SPACE}(?P<after>€|\$|£|(?:euros?|dollars?|cents?|centimes?)\b))"
    rf"(?!(?:-|{_SPACE})?(?:\d|(?:k|m|mil|bn)\b|million|milliard|billion|thousand|d[’']amende)))"
    rf"(?P<tax>{_SPACE}(?:HT|TTC|hors taxes?|excl(?:uding|\.) VAT)\b)?"
    rf"(?P<per> {_PER})?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[€$£]|\b(?:euros?|dollars?|cents?|centimes?|eur|usd|gbp|cad|chf)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[.;!?€$£\d]")
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "dollar": "USD"}
_CURRENCIES |= {"cent": "USD", "centime": "EUR"}
_WORDS = patterns("price", "prices")

_WHERE = re.compile(
    r"(?:(?:en|pour la) (?:France|Europe|Belgique)|(?:dans|au sein de) l[’'](?:UE|Union européenne)"
    r"|sur le (?:marché (?:français|européen)|sol français)"
    r"|(?:in|across|throughout) (?:France|Europe|the EU|the European Union)\b"
    r"|to (?:French|European|EU) (?:customers|users|companies|businesses)"
    r"|on the (?:French|European) market)"
)
_CLAIM = patterns("price", "availability")["claim"]
_DENIAL = re.compile(
    r"(?:n[’']est|ne sera|n[’']arrivera|not|isn[’']t)(?: \w+){0,2} $", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A price as offsets in the sentence; value in ``unit``, an ISO 4217 code."""

    start: int
    end: int
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """A claim of availability, or of none, as offsets; ``where`` quotes the place."""

    start: int
    end: int
    where: str


def prices(sentence: str) -> Iterator[Price]:
    """Yield the prices a sentence tells: an amount after a verb of price, or per something."""
    if not _MONEY.search(sentence) or _WORDS["never"].search(sentence):
        return
    for found in _AMOUNT.finditer(sentence):
        if not _is_price(sentence, found):
            continue
        text = found.group("n1") or found.group("n2")
        told = (found.group("before") or found.group("after")).strip().lower()
        unit = _CURRENCIES.get(told.rstrip("s"), told.upper())
        value = number(text) / (100 if told.startswith("cent") else 1)
        yield Price(start=found.start("amount"), end=found.end(), value=value, unit=unit)


def _is_price(sentence: str, found: re.Match[str]) -> bool:
    before = _BREAK.split(sentence[max(0, found.start() - _REACH) : found.start()])[-1]
    led = _WORDS["lead"].search(before) and found.group("per")
    return bool(_WORDS["sure"].search(before) or led or found.group("tax"))


def availabilities(sentence: str) -> Iterator[Availability]:
    """Yield what a sentence says of availability in France, Europe or the European Union."""
    for place in _WHERE.finditer(sentence):
        first = max(0, place.start() - _REACH)
        claims = list(_CLAIM.finditer(sentence, first, place.start()))
        if claims and not re.search(r"[,;.]", sentence[claims[-1].end() : place.start()]):
            start = claims[-1].start()
            denied = _DENIAL.search(sentence, max(0, start - 40), start)
            start = denied.start() if denied else start
            yield Availability(start=start, end=place.end(), where=place.group())
