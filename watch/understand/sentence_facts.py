"""One sentence → its facts, placed in the article they are from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from watch.model import Fact, FactKind
from watch.understand.adopters import Named, adopter, headlined, supplier, tells_adoption
from watch.understand.deadlines import deadlines
from watch.understand.effects import effects
from watch.understand.prices import availabilities, prices


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, and where it begins in title, line break, text."""

    text: str
    start: int

    def fact(self, kind: FactKind, start: int, end: int) -> Fact:
        """Return a fact of some of the sentence's characters, with nothing else known."""
        return Fact(
            kind=kind,
            text=self.text[start:end],
            sentence=self.text,
            start=self.start + start,
            end=self.start + end,
        )


def effects_of(one: Placed, *, french: bool, acted: bool) -> Iterator[Fact]:
    """Yield the effects of a sentence."""
    for effect in effects(one.text, french=french, acted=acted):
        yield replace(
            one.fact(FactKind.EFFECT, effect.start, effect.end),
            about=effect.about,
            clause=one.text[slice(*effect.clause)],
            value=effect.value,
            unit=effect.unit,
            adverse=effect.adverse,
        )


def offers_of(one: Placed, published_on: date | None) -> Iterator[Fact]:
    """Yield the deadlines, prices and claims of availability of a sentence."""
    for deadline in deadlines(one.text, published_on) if published_on else ():
        fact = one.fact(FactKind.DEADLINE, deadline.start, deadline.end)
        yield replace(fact, about=deadline.binds, on=deadline.on)
    for price in prices(one.text):
        fact = one.fact(FactKind.PRICE, price.start, price.end)
        yield replace(fact, value=price.value, unit=price.unit)
    for claim in availabilities(one.text):
        yield replace(one.fact(FactKind.AVAILABILITY, claim.start, claim.end), about=claim.where)


def names_of(one: Placed, *, measured: bool, priced: bool) -> Iterator[Fact]:
    """Yield who adopted or supplied something in a sentence.

    Args:
        measured: Whether the sentence tells an effect; ``priced``, whether it tells a price.
    """
    adopted = tells_adoption(one.text)
    if (measured or adopted) and (named := adopter(one.text, measured=measured)):
        yield _name(FactKind.ADOPTER, one, named)
    if named := supplier(one.text, acted=measured or adopted or priced):
        yield _name(FactKind.SUPPLIER, one, named)


def introduced(one: Placed, *, headline: bool) -> Iterator[Fact]:
    """Yield the adopter that a title or opening names, in an article that tells an effect."""
    if named := headlined(one.text) if headline else adopter(one.text, measured=False):
        yield _name(FactKind.ADOPTER, one, named)


def _name(kind: FactKind, one: Placed, named: Named) -> Fact:
    fact = one.fact(kind, named.start, named.end)
    return replace(fact, about=named.trade, value=named.size, unit=named.unit)
