"""Dates in prose, French and English → calendar days.

In → a sentence and the day it was published; out → its dates, verbatim, each as one day.
A period stands for its first day after "from", for its last after "until" or "by". A day
without a year is the next one: news that bind look ahead.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_ENGLISH = "january february march april may june july august september october november december"
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {
    name: number
    for told in (
        _FRENCH,
        _ENGLISH,
        _SHORT,
        "janv févr mars avr mai juin juil août sept oct nov déc",
    )
    for number, name in enumerate(told.split(), 1)
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_SPACE = r"[ \u00a0\u202f]"
_ORDINALS = {"premier": 1, "1er": 1, "first": 1, "deuxième": 2, "second": 2, "troisième": 3}
_ORDINALS |= {"third": 3, "quatrième": 4, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4, "t1": 1}
_ORDINALS |= {"t2": 2, "t3": 3, "t4": 4}
_PERIODS = {"trimestre": 3, "quarter": 3, "semestre": 6, "half": 6}

_DATE = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<day1>\d{{1,2}})[/.](?P<month1>\d{{1,2}})[/.](?P<year1>{_YEAR})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:er|st|nd|rd|th)?{_SPACE}(?:of{_SPACE})?(?P<month2>{_MONTH})\b\.?"
    rf"(?:,?{_SPACE}(?P<year2>{_YEAR})\b|{_SPACE}(?:prochain|next))?"
    rf"|\b(?P<month3>{_MONTH})\b\.?{_SPACE}(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?![.:]?\d|{_SPACE}?%)(?:,?{_SPACE}(?P<year3>{_YEAR})\b)?"
    r"|\b(?P<part>(?:la )?fin(?: du mois)?(?: de?|d[’'])?|mi|début|(?:the )?(?:end|close)(?: of)?"
    rf"|mid|late|early)(?:{_SPACE}|-|(?<=[’']))(?P<month4>{_MONTH})\b"
    rf"(?:{_SPACE}(?P<year4>{_YEAR})\b)?"
    r"|\b(?P<part5>(?:la )?fin(?: de)?(?: l[’']année)?|mi|(?:the )?end of(?: the year)?|mid)"
    rf"(?:{_SPACE}|-)(?P<year5>{_YEAR})\b"
    r"|\b(?P<order>premier|deuxième|troisième|quatrième|1er|first|second|third|fourth)"
    rf"{_SPACE}(?P<period>trimestre|quarter|semestre|half){_SPACE}(?:(?:de|of){_SPACE})?"
    rf"(?P<year6>{_YEAR})\b"
    rf"|\b(?P<order7>[QT][1-4]){_SPACE}(?P<year7>{_YEAR})\b"
    rf"|\b(?P<month8>{_MONTH}){_SPACE}(?P<year8>{_YEAR})\b"
    r"|\b(?:à (?:compter|partir) d[e’']|dès|from|as of|starting(?: in)?|d[’']ici|avant|by)"
    rf"{_SPACE}?(?P<month9>{_MONTH})\b(?!{_SPACE}?\d)"
    r"|(?P<yearend>\b(?:fin de (?:l[’']|cette )année|end of (?:the|this) year|year-end)\b)",
    re.IGNORECASE,
)
_MAY_TELL = re.compile(rf"\b(?:{_YEAR}|{_MONTH}|year|année)\b|\d[/.]\d")
"""Only sentences with a year or a month are read further; searched in lower case."""
_UNTIL = re.compile(
    r"(?:d[’']ici(?: à| au)?|jusqu[’'](?:à|en|au)|avant(?: le)?|au plus tard(?: le| en)?|\bby"
    r"|before|until|till|no later than|not later than)(?: la| le| the)?\s*$",
    re.IGNORECASE,
)


_JUST_PAST = timedelta(days=60)
"""A day without a year that has just gone by is rather that one than the next."""


@dataclass(frozen=True, slots=True)
class ToldDate:
    """A date as the sentence tells it, and the day it stands for."""

    start: int
    end: int
    on: date


def told_dates(sentence: str, published_on: date | None) -> Iterator[ToldDate]:
    """Yield the dates of a sentence that can be resolved to a day."""
    if not _MAY_TELL.search(sentence.lower()):
        return
    for found in _DATE.finditer(sentence):
        last = _UNTIL.search(sentence, max(0, found.start() - 32), found.start()) is not None
        on = _resolve({k: v for k, v in found.groupdict().items() if v}, published_on, last=last)
        if on is not None:
            start = found.start("month9") if found.group("month9") else found.start()
            yield ToldDate(start, found.end(), on)


def _resolve(told: dict[str, str], published_on: date | None, *, last: bool) -> date | None:
    try:
        if told.keys() & {"iso", "day1", "day2", "day3"}:
            return _day(told, published_on)
        return _period(told, published_on, last=last)
    except ValueError:
        return None  # 31 February


def _day(told: dict[str, str], published_on: date | None) -> date | None:
    if "iso" in told:
        return date.fromisoformat(told["iso"])
    if "day1" in told:
        day, month = int(told["day1"]), int(told["month1"])
        return date(int(told["year1"]), *((day, month) if month > 12 else (month, day)))
    for form in "23":
        if f"day{form}" in told:
            month = _MONTHS[told[f"month{form}"].lower()]
            return _in_year(told.get(f"year{form}"), month, int(told[f"day{form}"]), published_on)
    return None


def _in_year(year: str | None, month: int, day: int, published_on: date | None) -> date | None:
    """Return the day of a month in a year, or the next one after publication."""
    if year:
        return date(int(year), month, day)
    if published_on is None:
        return None
    this_year = date(published_on.year, month, day)
    if this_year >= published_on:
        return this_year
    next_year = date(published_on.year + 1, month, day)
    return next_year if published_on - this_year > _JUST_PAST else None


def _period(told: dict[str, str], published_on: date | None, *, last: bool) -> date | None:
    if "yearend" in told:
        return date(published_on.year, 12, 31) if published_on else None
    year = next((told[name] for name in told if name.startswith("year")), None)
    part = told.get("part", told.get("part5", "")).lower()
    first_month, months = _months(told)
    last_month = first_month + months - 1
    if "fin" in part or "end" in part or "close" in part or part == "late":
        return _last_day(year, last_month, published_on)
    if part.startswith("mi"):
        day = 15 if months == 1 else 30
        return _in_year(year, first_month if months == 1 else 6, day, published_on)
    if last:
        return _last_day(year, last_month, published_on)
    return _in_year(year, first_month, 1, published_on)


def _months(told: dict[str, str]) -> tuple[int, int]:
    """Return the first month of a period and how many months it has."""
    month = told.get("month4") or told.get("month8") or told.get("month9")
    if month:
        return _MONTHS[month.lower()], 1
    order = told.get("order") or told.get("order7")
    if order:
        length = _PERIODS[told.get("period", "quarter").lower()]
        return (_ORDINALS[order.lower()] - 1) * length + 1, length
    return 1, 12


def _last_day(year: str | None, month: int, published_on: date | None) -> date | None:
    if year is None and published_on is None:
        return None
    wanted = int(year) if year else published_on.year if published_on else 0
    end = date(wanted, month, calendar.monthrange(wanted, month)[1])
    if year is None and published_on and end < published_on:
        return _last_day(str(wanted + 1), month, None)
    return end
