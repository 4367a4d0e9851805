"""What a COO would underline in an article: effects, adopters, prices, dates that bind.

In → title, text and the day of publication; out → facts, each verbatim with its sentence and
its offsets. Rules in French and English, no model: precision matters more than recall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from watch.model import EventKind, Fact, FactKind, Facts
from watch.text import sentences
from watch.understand.event_rules import promotional
from watch.understand.sentence_facts import Placed, effects_of, introduced, names_of, offers_of
from watch.understand.told_kind import told_kind

MAX_SENTENCES = 60
"""Sentences of an article that are read: the length of a long trade article."""

MAX_CHARS = 1_000
"""Characters of a sentence that is read: longer ones are lists, menus or hostile."""

_INTRODUCTION = 3
"""Sentences at the head of the text in which the adopter is introduced."""

_ACTIONS = frozenset({EventKind.DEPLOYMENT, EventKind.PILOT})
_FRENCH_WORD = re.compile(
    r"\b(?:de|le|la|les|des|du|une|est|et|été|qui|que|avec|ses|son|dans|pour|sur|au|aux|par|en)\b"
    r"|[’'](?=[aeiouyhéèêà])",
    re.IGNORECASE,
)
_ENGLISH_WORD = re.compile(
    r"\b(?:the|of|and|to|is|in|for|by|with|that|has|from|its|was|an)\b", re.IGNORECASE
)
_LANGUAGE_CHARS = 600


def facts(title: str, text: str, published_on: date | None = None) -> Facts:
    """Return the facts of an article; deadlines only where the day of publication is known.

    Args:
        published_on: Tells dates without a year, and those that are past, apart.
    """
    body = [one for one in _placed(text, len(title) + 1) if len(one.text) <= MAX_CHARS]
    told = [*body, Placed(title[:MAX_CHARS], 0)]
    event, sentence = told_kind(title, text)
    measured = _measured(told, french=_french(title, text), acted=event in _ACTIONS)
    offers = [fact for one in told for fact in offers_of(one, published_on)]
    names = list(_names(told, [*measured, *offers]))
    if measured and not any(fact.kind is FactKind.ADOPTER for fact in names):
        names += islice(_introduced(told), 1)
    found = _distinct([*measured, *offers, *names], len(title))
    if event is None:
        event, sentence = _event_found(found)
    return Facts(
        event=event,
        event_sentence=sentence,
        promotional=promotional(title, text),
        found=found,
    )


def _placed(text: str, offset: int) -> Iterator[Placed]:
    """Yield the sentences of a text with where they begin, ``offset`` added."""
    at = 0
    for sentence in islice(sentences(text), MAX_SENTENCES):
        at = text.index(sentence, at)
        yield Placed(sentence, at + offset)
        at += len(sentence)


def _french(title: str, text: str) -> bool:
    """Tell which of the two languages the small words of an article are from."""
    read = f"{title}. {text[:_LANGUAGE_CHARS]}"
    return len(_FRENCH_WORD.findall(read)) > len(_ENGLISH_WORD.findall(read))


def _measured(told: Sequence[Placed], *, french: bool, acted: bool) -> list[Fact]:
    """Return the effects; once one is sure, its neighbours need not say what caused them."""
    found = [fact for one in told for fact in effects_of(one, french=french, acted=acted)]
    if not found or acted:
        return found
    return [fact for one in told for fact in effects_of(one, french=french, acted=True)]


def _names(told: Sequence[Placed], found: Sequence[Fact]) -> Iterator[Fact]:
    measured = {fact.sentence for fact in found if fact.kind is FactKind.EFFECT}
    priced = {fact.sentence for fact in found if fact.kind is FactKind.PRICE}
    for one in told:
        yield from names_of(one, measured=one.text in measured, priced=one.text in priced)


def _introduced(told: Sequence[Placed]) -> Iterator[Fact]:
    """Yield the adopters that title and opening name."""
    yield from introduced(told[-1], headline=True)
    for one in told[:-1][:_INTRODUCTION]:
        yield from introduced(one, headline=False)


def _distinct(found: Iterable[Fact], title_chars: int) -> tuple[Fact, ...]:
    """Return facts in the order of the text, the title's last, each told once."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(found, key=lambda fact: (fact.end <= title_chars, fact.start)):
        kept.setdefault((fact.kind, fact.value, fact.unit, fact.on, fact.text), fact)
    return tuple(kept.values())


def _event_found(found: Sequence[Fact]) -> tuple[EventKind, str]:
    """Return the kind that facts tell: somebody named had an effect, or a date binds."""
    first = {fact.kind: fact for fact in reversed(found)}
    effect, deadline = first.get(FactKind.EFFECT), first.get(FactKind.DEADLINE)
    named = first.get(FactKind.ADOPTER) or first.get(FactKind.SUPPLIER)
    if effect and named:
        return (EventKind.SETBACK if effect.adverse else EventKind.DEPLOYMENT), effect.sentence
    if deadline and FactKind.SUPPLIER not in first:
        return EventKind.REGULATION, deadline.sentence
    return EventKind.OTHER, ""
