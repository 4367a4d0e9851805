"""Which changes are effects of something done in operations, and which are other news.

Market news, surveys, forecasts, chance and comparisons with others move figures too; a change
counts when what changed is operational, or when the sentence says what caused it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watch.understand.amounts import FIGURE_WORDS
from watch.understand.vocabulary import phrases

MONEY = frozenset("EUR USD GBP CHF CAD".split())
RELATIVE = frozenset({"%", "points", "times"})
_TIMES = frozenset("seconds minutes hours days weeks".split())
_SPARED = _TIMES | frozenset("months kWh MWh GWh tonnes kg km miles litres m³ m²".split())
"""Units of what a company spends: less of them is a saving, whatever the words around."""

_HORIZON = re.compile(
    r"\b(?:d[’']ici (?:à |fin |la fin )?(?:de )?(?:l[’']an )?20\d\d|horizon|avant 20\d\d"
    r"|(?:by|before) (?:the (?:year|end of) |late |early |mid-?|fiscal (?:year )?){0,2}20\d\d"
    r"|by the end of (?:the|this|next)|(?:over|in|within) the next|prochains? mois|next year)\b",
    re.IGNORECASE,
)
_PEERS = re.compile(
    r"\b(?:moins|plus)\b[^,;.]{0,40} qu(?:e |[’'])(?!l[’'](?:anci|an (?:dernier|passé)|année)"
    r"|(?:la|le|les) (?:préc|anc|version|génér|méthode)|avant|auparavant|par le pass|il y a"
    r"|en (?:19|20)|jadis|\d|la moitié|une? |deux|trois)"
    r"|(?<!nothing more )\bthan (?!before|previously|manual|last|conventional|traditional|when"
    r"|the (?:old|previous|former|manual|existing|original|earlier|last)|(?:it|they|we) did"
    rf"|in (?:19|20)|\d|an? |(?:{'|'.join(sorted(FIGURE_WORDS))})\b)",
    re.IGNORECASE,
)
"""A comparison with others, not with what was before."""

_SPEED = re.compile(
    r"\b(?:vite|tôt|rapide(?:s|ment)?|faster|quicker|sooner|lasts? [^,;]{1,20}longer)\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:consomm|utilis|dépens|gaspill|jet|perd|émet|us(?:e|es|ed)\b|consum|wast|burn|throw"
    r"|los[te]|emit)",
    re.IGNORECASE,
)
"""Verbs of spending: less of whatever they spend is a saving."""

_WORK = re.compile(
    r"\b(?:produi|fabriqu|trait|expédi|emball|prépar|ser[tv]|livr|handl|process|pack|ship|turn"
    r"|sees?\b|mak)",
    re.IGNORECASE,
)
"""Verbs of output: more of whatever they put out is a gain."""

_DOING = re.compile(
    r"\b[Bb]y \w+ing\b|\b[Ee]n \w+ant\b|\bat [A-Z]|\b(?:[Ww]hen|[Oo]nce|[Ss]ince) [A-Z]"
)
"""How or where something was done."""

_LINKED = re.compile(
    r"\b(?:depuis|après|grâce|avec|suite à|moyennant|since|after|thanks|with|through|following"
    r"|because)\b",
    re.IGNORECASE,
)
_KEPT = ("sav", "spar", "avoid", "économ", "épargn", "évit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure tied to a change: what changed, which way, said how.

    Attributes:
        kind: Tag of the word of change.
        about: What changed, verbatim.
        near: The words around it, where market news shows.
        sign: 1 up, -1 down.
        unit: Of the figure; empty for a bare count.
        causative: Whether the construction itself has someone do it ("X has cut Y by …").
        active: Whether what changed is the object of the word of change.
        ranged: Whether the figure says from where to where.
        word: The word of change itself, in lower case.
        level: Whether only the new level is told ("fell to 38").
        known: Whether only what is on a list counts.
    """

    kind: str
    about: str
    near: str
    sign: int
    unit: str
    causative: bool
    active: bool
    ranged: bool
    word: str
    level: bool
    known: bool


def vetoed(sentence: str) -> bool:
    """Tell whether a sentence is a survey, a forecast, chance, other news or a comparison."""
    other = (phrases("chance"), phrases("survey"), phrases("outside"), _HORIZON, _PEERS)
    return any(veto.search(sentence) for veto in other)


def traded(change: Change) -> bool:
    """Tell whether what changed is a market's, or stands among market news."""
    market = phrases("market").search(change.about) or phrases("trading").search(change.near)
    return market is not None


def accepted(sentence: str, change: Change, *, acted: bool) -> bool:
    """Tell whether a change is an effect of something done in operations.

    Args:
        acted: Whether the article tells that something was done.
    """
    if change.unit == "years" or (change.kind in "qt" and change.unit == "times"):
        return False  # ages and anniversaries; "falls four times a year"
    if change.kind in "+vlhPSMG":
        return _accepted_by_kind(sentence, change)
    if _wanted(change):
        told = change.causative or change.ranged or change.kind == "H"
        return told or acted or _linked(sentence)
    if adverse(change):
        return (change.active and change.kind == "U") or bool(phrases("setback").search(sentence))
    return change.sign < 0 and _done(sentence, change)


def adverse(change: Change) -> bool:
    """Tell whether more of a burden or less of a benefit is told."""
    if change.kind in "SM":
        return False
    wrong = "burden" if change.sign > 0 else "benefit"
    return not _wanted(change) and phrases(wrong).search(change.about) is not None


def _wanted(change: Change) -> bool:
    """Tell whether less of a burden or more of a benefit is told."""
    if change.word.startswith(("improv", "amélior")):
        return any(phrases(name).search(change.about) for name in ("burden", "benefit"))
    right = "burden" if change.sign < 0 else "benefit"
    return phrases(right).search(change.about) is not None


def _done(sentence: str, change: Change) -> bool:
    """Tell whether less of something that is on no list was brought about by someone."""
    spared = change.unit in _SPARED
    if change.kind == "N" and change.word.startswith(("saving", "économie")):
        return (spared or change.unit in MONEY) and _caused(sentence)
    if change.ranged and spared:
        return True
    if change.kind == "V":
        return change.active or phrases("strong").search(sentence) is not None
    if change.kind == "Y" and not change.ranged:
        return spared and change.word.startswith(("take", "took"))
    return _brought_about(sentence, change)


def _brought_about(sentence: str, change: Change) -> bool:
    """Tell whether a verb has someone do it, or the sentence says plainly what did."""
    if change.level or change.known or not change.unit or change.kind not in "DYqt":
        return False
    said = change.active and change.kind == "D"
    return said or phrases("strong").search(sentence) is not None


def _accepted_by_kind(sentence: str, change: Change) -> bool:
    """Judge what is saved, less, more, compared or signed, where the word itself says little."""
    wanted, spared = _wanted(change), change.unit in _SPARED and change.sign < 0
    match change.kind:
        case "+" | "l":
            return wanted
        case "h" | "v":
            timed = change.unit in _TIMES and change.sign < 0
            return timed or (wanted and _linked(sentence))
        case "P":
            return _more(sentence, change, wanted=wanted)
        case "S":
            return wanted or spared or _kept(sentence, change)
        case "M":
            return wanted or spared or (change.unit == "%" and bool(_USE.search(change.near)))
    return wanted or (spared and _caused(sentence))


def _more(sentence: str, change: Change, *, wanted: bool) -> bool:
    """Judge "20 % plus vite", "12 minutes quicker", "eleven more patients a day"."""
    timed = change.unit in _TIMES
    if _SPEED.search(change.near) and (timed or change.unit in RELATIVE):
        return change.unit == "%" or _linked(sentence)
    worked = not change.unit and _WORK.search(change.near) is not None
    return (wanted or worked) and _linked(sentence)


def _kept(sentence: str, change: Change) -> bool:
    """Judge "saved $2m in fees" and "avoided 26 journeys", where the thing is on no list."""
    if not change.active or not change.word.startswith(_KEPT):
        return False
    return change.unit in MONEY or (not change.unit and _linked(sentence))


def _linked(sentence: str) -> bool:
    """Tell whether a sentence ties a change to anything at all."""
    return _caused(sentence) or _LINKED.search(sentence) is not None


def _caused(sentence: str) -> bool:
    """Tell whether a sentence says that something was done, or names where it was."""
    told = phrases("cause").search(sentence) or _DOING.search(sentence)
    return told is not None
