"""Sentences → figures tied by grammar to an effect of something done.

In → a sentence; out → its effects, each verbatim. A figure counts only where a construction
(``effect_grammar``) ties it to a change, asserted and not denied, and where that change is
one of operations (``effect_rules``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watch.understand.amounts import FIGURE_WORDS, Amount, alike, converted
from watch.understand.effect_grammar import Construction, constructions, licensed, objects, subjects
from watch.understand.effect_rules import RELATIVE, Change, accepted, adverse, traded, vetoed
from watch.understand.tagging import Tagged, tag

_SIGNS = dict.fromkeys("DMNjSqYvlh", -1) | dict.fromkeys("UPGJt", 1)
_GROWTH = {"halv": -50.0, "doub": 100.0, "trip": 200.0, "quad": 300.0}
_PASSIVE = frozenset("been was were is are being été".split())
_HAD = re.compile(r"[^;]{0,60}?[,X][^,;]{0,8}[DUqtSY]")
_NEAR_BEFORE, _NEAR_AFTER = 9, 4
"""Words around a construction in which market news shows: a subject, a short complement."""

_DIGIT = re.compile(r"\d")
_FIGURE_WORD = re.compile(
    rf"\b(?:{'|'.join(sorted(FIGURE_WORDS))}|demi|une? (?:heure|jour|semaine)"
    r"|an? (?:hour|day|week)|(?:halv|doubl|tripl)\w{1,4})\b"
)
"""Only sentences with a figure are read further; searched in lower case, three times faster."""

_NO_THING = re.compile(
    r"(?:(?:first|second|last|next|same|previous|past|each|every|whole|premi[eè]re?s?|derni[eè]re?s?"
    r"|m[êe]me|prochaine?|few|half) ?){0,3}"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|miles|heures?|minutes|tonnes?|quarters?|semesters?|mornings?|ans?|ann[ée]es?|mois|semaines?"
    r"|jours?|trimestres?|semestres?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|times?|average"
    r"|moyenne|total|lieu|\d+|tard|t[ôo]t|later|ago|aller|place|most|people|ones?|them|us|him|her|me|others|themselves|itself)?"
    r"(?: (?:last|this|next|previous) (?:year|month|week))?",
    re.IGNORECASE,
)
"""Phrases that name a time or nothing, not a thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A figure and what it concerns, as offsets in the sentence.

    Attributes:
        clause: Where the words that state the effect stand.
        value: Signed, in ``unit``; None when only the new level is told ("fell to 38").
        adverse: Whether it is for the worse.
    """

    start: int
    end: int
    clause: tuple[int, int]
    about: str
    value: float | None
    unit: str
    adverse: bool


def effects(sentence: str, *, french: bool, acted: bool = False) -> Iterator[Effect]:
    """Yield the effects that a sentence tells, each figure once, in order.

    Args:
        acted: Whether the article tells that something was done: then a sentence that merely
            says that errors fell need not say why.
    """
    if not _DIGIT.search(sentence) and not _FIGURE_WORD.search(sentence.lower()):
        return
    tagged = tag(sentence, french=french)
    found = constructions(licensed(tagged.tags, french=french), french=french)
    asserted = [told for told in found if _asserted(tagged, told)]
    if not asserted or vetoed(sentence):
        return
    claimed: dict[int, Effect] = {}
    for told in asserted:
        effect = None if told.figure in claimed else _effect(tagged, told, acted=acted)
        if effect is not None:
            claimed[told.figure] = effect
    yield from (claimed[figure] for figure in sorted(claimed))


def _asserted(tagged: Tagged, told: Construction) -> bool:
    """Tell whether a change is told as done: no aim, no denial, no mere means."""
    tags, at = told.tags, told.at
    if set("LZ") & set(tags[told.clause : max(at, told.figure) + 1]):
        return False
    if not _word(tagged, told).endswith(("ing", "ant")):
        return True
    # "Lowering X by 8°C has cut Y": the first figure is how the second was had
    opens = tags[:at].rstrip("X")[-2:] in ("", "I", "B", ";", ";I", ";B")
    return not (opens and _HAD.search(tags, told.end))


def _effect(tagged: Tagged, told: Construction, *, acted: bool) -> Effect | None:
    """Return the effect that a construction tells, of the first thing that makes it one."""
    value, unit, sign = _measured(tagged, told)
    if told.other is not None and value is None:
        return None
    for span in _things(tagged, told):
        change = _change(tagged, told, span, sign, unit)
        if traded(change):
            return None
        if accepted(tagged.sentence, change, acted=acted):
            return _quoted(tagged, told, span, change, value)
    return None


def _things(tagged: Tagged, told: Construction) -> Iterator[tuple[int, int]]:
    """Yield what may have changed: the object if there is one, else the subjects."""
    for span in objects(told):
        if not _NO_THING.fullmatch(tagged.text(*span)):
            yield span
            return
    yield from (span for span in subjects(told) if not _NO_THING.fullmatch(tagged.text(*span)))
    if told.kind == "S":
        yield told.at, told.at  # "It saves 12 hours a week": of nothing in particular


def _quoted(
    tagged: Tagged, told: Construction, span: tuple[int, int], change: Change, value: float | None
) -> Effect:
    words = tagged.words
    last = words[told.figure if told.other is None else told.other]
    figure = words[told.figure].figure
    return Effect(
        start=figure,
        end=last.end,
        clause=(
            min(words[told.at].start, words[span[0]].start, figure),
            max(words[_end(told)].end, words[span[1] - 1].end, last.end),
        ),
        about=tagged.text(span[0], _completed(tagged, told.tags, span)),
        value=value,
        unit=change.unit,
        adverse=adverse(change),
    )


_COMPLEMENT = re.compile(r"[iIT]E?(?:[wNGDUSqt]|OE?(?=w)){1,4}")


_COMPLETING = frozenset("about on for at to between across in sur pour à au aux entre".split())


def _completed(tagged: Tagged, tags: str, span: tuple[int, int]) -> int:
    """Return where a phrase ends with its complement ("complaints about late deliveries")."""
    found = _COMPLEMENT.match(tags, span[1]) if span[0] < span[1] else None
    if found and tagged.text(span[1], span[1] + 1).lower() in _COMPLETING:
        return found.end()
    return span[1]


def _end(told: Construction) -> int:
    """Return the last word of change: "plus tôt" is two."""
    following = told.tags[told.at + 1 : told.at + 2]
    return told.at + (told.kind == "P" and following == "w")


def _change(
    tagged: Tagged, told: Construction, span: tuple[int, int], sign: int, unit: str
) -> Change:
    last = max(told.at, told.figure, span[1] - 1)
    passive = (
        told.at > 0
        and told.kind in "DUSHV"
        and tagged.text(told.at - 1, told.at).lower() in _PASSIVE
    )
    return Change(
        kind=told.kind,
        about=tagged.text(*span),
        near=tagged.text(
            max(told.clause, told.first - _NEAR_BEFORE),
            min(len(told.tags), last + _NEAR_AFTER),
        ),
        sign=sign,
        unit=unit,
        causative=told.kind in "DUSYqtjJHV" and (passive or span[0] > told.start),
        active=span[0] > told.at,
        ranged=told.tags[told.figure] == "R" or told.other is not None,
        word=_word(tagged, told),
        level=told.level,
        known=told.known,
    )


def _word(tagged: Tagged, told: Construction) -> str:
    return tagged.text(told.at, told.at + 1).lower()


def _measured(tagged: Tagged, told: Construction) -> tuple[float | None, str, int]:
    """Return the signed value, its unit and the direction of a change."""
    amount, word = tagged.words[told.figure].amount, _word(tagged, told)
    if amount is None or told.kind in "Vh":
        percent = _multiplied(told.kind, word, amount)
        return percent, "%", -1 if percent < 0 else 1
    if told.kind == "D" and amount.before is not None and amount.before < amount.value:
        return -amount.before, amount.unit, -1  # "réduit de 20 à 28 %"
    if told.other is not None or amount.before is not None:
        return _difference(amount, None if told.other is None else tagged.words[told.other].amount)
    sign = _sign(told.kind, word, amount)
    if told.kind == "+":
        sign = 1 if tagged.sentence[tagged.words[told.figure].figure] == "+" else -1
    return None if told.level else sign * amount.value, amount.unit, sign


def _multiplied(kind: str, word: str, amount: Amount | None) -> float:
    """Return the change in per cent that "halved", "half the" or "divisé par 3" tells."""
    if amount is None:
        return _GROWTH.get(word[:4], 100.0)
    if kind == "h":
        return round(amount.value - 100, 6) if amount.unit == "%" else 100.0
    ratio = 1 / (amount.value or 1.0) if word.startswith("div") else amount.value
    return round(100 * ratio - 100, 6)


def _difference(amount: Amount, other: Amount | None) -> tuple[float | None, str, int]:
    """Return the change from another amount, or from where the amount itself says it was."""
    before = amount.before if other is None else converted(other, amount.unit)
    if before is None or (other is not None and not alike(amount.value, before)):
        return None, amount.unit, -1
    change = round(amount.value - before, 6)
    return change, "points" if amount.unit == "%" else amount.unit, 1 if change > 0 else -1


def _sign(kind: str, word: str, amount: Amount) -> int:
    """Return the direction; gains of hours or euros are savings, gains of per cent are not."""
    if word.startswith(("gain", "gagn")):
        return 1 if amount.unit in RELATIVE or not amount.unit else -1
    return 1 if word.startswith("port") else _SIGNS.get(kind, -1)
