"""Opportunity → the parts of its score, each with what it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from watch.model import EventKind, Opportunity, Signal
from watch.wording import (
    Translator,
    in_sentence,
    mark,
    name_of,
    one_line,
    penalty_name,
    signal_name,
)

_BASIS_LIMIT = 80
_FITS: Mapping[str, str] = {
    "area": mark("same operational area"),
    "sector": mark("same sector"),
    "size": mark("same company size"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal of merit: how strong it is, how much it counts, what it was read from."""

    name: str
    percent: int
    value: str
    weight: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The arithmetic of a score, for the reader who wants to check it."""

    need: str
    need_percent: int
    relevance: str
    relevance_percent: int
    rows: tuple[SignalRow, ...]
    penalties: tuple[str, ...]
    would_change: str


def detail(opportunity: Opportunity, would_change: str, translator: Translator) -> Detail:
    """Return the parts that the score of an opportunity was made of."""
    return Detail(
        need=translator.translate("{mark}/20", mark=round(20 * opportunity.need)),
        need_percent=round(100 * opportunity.need),
        relevance=translator.percent(round(opportunity.relevance, 2)),
        relevance_percent=round(100 * opportunity.relevance),
        rows=tuple(_row(signal, translator) for signal in opportunity.signals),
        penalties=tuple(
            one_line(penalty_name(penalty, translator), _BASIS_LIMIT)
            for penalty in opportunity.penalties
        ),
        would_change=would_change,
    )


def _row(signal: Signal, translator: Translator) -> SignalRow:
    return SignalRow(
        name=signal_name(signal.name, translator),
        percent=round(100 * signal.value),
        value=translator.percent(round(signal.value, 2)),
        weight=translator.percent(round(signal.weight, 3)),
        basis=one_line(basis(signal, translator), _BASIS_LIMIT),
    )


def basis(signal: Signal, translator: Translator) -> str:
    """Return what a signal was read from, in words; what cannot be put in words is left out."""
    say = _BASES.get(signal.name)
    return say(signal.basis, translator) if say and signal.basis else ""


def _impact(told: str, translator: Translator) -> str:
    if told in {event.value for event in EventKind}:
        event = EventKind(told)
        return "" if event is EventKind.OTHER else in_sentence(name_of(event, translator))
    return told


def _corroboration(told: str, translator: Translator) -> str:
    count = _count(told)
    if count is None:
        return ""
    return translator.plural("{n} independent source", "{n} independent sources", count)


def _applicability(told: str, translator: Translator) -> str:
    names = [part.strip() for part in told.split(",")]
    return ", ".join(translator.translate(_FITS[name]) for name in names if name in _FITS)


def _readiness(told: str, translator: Translator) -> str:
    count = _count(told)
    if count is None:
        return ""
    return translator.plural("about {n} month to adopt", "about {n} months to adopt", count)


def _novelty(told: str, translator: Translator) -> str:
    if told == "new":
        return translator.translate("not listed before")
    return translator.translate("already listed") if told == "listed" else ""


def _momentum(told: str, translator: Translator) -> str:
    count = _count(told)
    if count is None:
        return ""
    return translator.plural(
        "{n} publisher in the last seven days", "{n} publishers in the last seven days", count
    )


def _freshness(told: str, translator: Translator) -> str:
    count = _count(told)
    return "" if count is None else translator.plural("{n} day old", "{n} days old", count)


def _count(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() else None


_BASES: Mapping[str, Callable[[str, Translator], str]] = {
    "impact": _impact,
    "corroboration": _corroboration,
    "applicability": _applicability,
    "readiness": _readiness,
    "novelty": _novelty,
    "momentum": _momentum,
    "freshness": _freshness,
}
