"""Sentences → the dates that bind: in force, applications close, support ends, must comply by.

In → a sentence and the day it was published; out → its binding dates that are still to come.
A date binds when words of obligation, application or closure stand near it in its clause;
events, past or conditional rules and rules put off without a date do not bind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watch.understand.told_dates import told_dates
from watch.understand.vocabulary import patterns

_REACH = 160
"""Characters of a clause read on either side of a date: a main clause's length."""

_LIMIT = re.compile(
    r"(?:jusqu[’'](?:au|à la|à|en)|avant(?: l[ea])?|d[’']ici(?: l[ea]| au| à)?"
    r"|au plus tard(?: le| en)?|au-delà du|après le|\bpour le|by|before|until|till"
    r"|(?:no|not) later than|on or before|after)"
    r"(?: the| la| \d\d? ?[ap]\.?m\.? on| midnight on)?\s*$",
    re.IGNORECASE,
)
_START = re.compile(
    r"(?:à (?:compter|partir) d[eu’']|\bdès(?: le)?|\bau|\bfrom|\bas (?:of|from)|\beffective"
    r"|\bstarting(?: on| in)?)(?: the| la)?\s*$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:initialement|originally|previously|once|d[’']abord|au lieu d[ue]|instead of|formerly"
    r"|initially|annoncée?s? pour|prévue?s? (?:pour|à l[’']origine)|initiale?s?\b[^,;]{0,30}"
    r"|(?:was|were|had) (?:been )?(?:due|set|meant|supposed|scheduled|introduced|extended|made)"
    r"[^,;]{0,40}|(?:publi|adopt|paru|vot|sign|issu|datée?|launch|opened|lanc|introduc)\w{0,4})"
    r"(?: \w{1,10}){0,3}\s*$",
    re.IGNORECASE,
)
"""Right before a date: the one it replaces, or that of a publication."""

_WORDS = patterns("deadline", "deadlines")
_VETOES = tuple(_WORDS[name] for name in ("other_news", "put_off", "unreal"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A binding date, as offsets in the sentence; ``binds`` quotes what makes it bind."""

    start: int
    end: int
    on: date
    binds: str


def deadlines(sentence: str, published_on: date) -> Iterator[Deadline]:
    """Yield the binding dates of a sentence, those still to come when it was published."""
    told = list(told_dates(sentence, published_on))
    if all(day.on < published_on for day in told):
        return
    if any(veto.search(sentence) for veto in _VETOES):
        return
    edges = [0, *(edge for day in told for edge in (day.start, day.end)), len(sentence)]
    for place, day in enumerate(told):
        before = sentence[max(edges[2 * place], day.start - _REACH) : day.start]
        after = sentence[day.end : min(edges[2 * place + 3], day.end + _REACH)]
        binds = _binds(sentence, before.split(";")[-1], after.split(";")[0])
        if binds and day.on >= published_on:
            yield Deadline(start=day.start, end=day.end, on=day.on, binds=binds)


def _binds(sentence: str, before: str, after: str) -> str:
    """Return the words that make the date between two stretches bind, or nothing."""
    if _FORMER.search(before[-60:]):
        return ""
    sure = _last("sure", before) or _first("sure", after) or _first("dates", sentence)
    if sure:
        return sure
    limit, start = _LIMIT.search(before[-32:]), _START.search(before[-32:])
    if _WORDS["subject"].search(sentence):
        obliged = _last("obliged", before) or _first("obliged", after)
        binds = (obliged if limit or start else "") or _last("closing", before[-60:])
        if binds:
            return binds
    if limit:
        return _last("filing", before[-90:])
    return _last("rule", before[-90:]) if start else ""


def _first(name: str, text: str) -> str:
    found = _WORDS[name].search(text)
    return found.group().strip() if found else ""


def _last(name: str, text: str) -> str:
    """Return the words nearest to the end of a text that match, or nothing."""
    found = max(_WORDS[name].finditer(text), key=lambda m: m.end(), default=None)
    return found.group().strip() if found else ""
