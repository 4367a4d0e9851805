"""What a signal was read from, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from watch.model import EventKind, Signal
from watch.wording.catalogue import mark
from watch.wording.names import in_sentence, name_of
from watch.wording.translator import Translator

_FITS: Mapping[str, str] = {
    "area": mark("same operational area"),
    "sector": mark("same sector"),
    "size": mark("same company size"),
}


def basis_phrase(signal: Signal, translator: Translator) -> str:
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
