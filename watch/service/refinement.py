"""How a pain point is searched for, as its owner wants it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watch.config.refine import REFINED
from watch.errors import UsageError
from watch.model import PainPoint
from watch.text import clean_text, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """What to accept, refuse, add and forget.

    ``accept`` and ``refuse`` are ids of families; ``forget`` holds texts or ids, taken out of
    whichever list holds them.
    """

    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    sketches: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()


def refined(pain: PainPoint, wanted: Refinement) -> PainPoint:
    """Return the pain point after a refinement; doing it twice changes nothing more.

    What is forgotten goes first. A family is accepted or refused, never both: the newer
    word counts.

    Raises:
        UsageError: If one family is to be accepted and refused at once.
    """
    both = sorted({*wanted.accept} & {*wanted.refuse})
    if both:
        message = f"`{both[0]}` cannot be accepted and refused at once"
        raise UsageError(message, hint="give it to --accept or to --refuse")
    kept = {name: _without(getattr(pain, name), wanted.forget) for name in REFINED}
    return replace(
        pain,
        solutions=_with(_without(kept["solutions"], wanted.refuse), wanted.accept),
        refused=_with(_without(kept["refused"], wanted.accept), wanted.refuse),
        sketches=_with(kept["sketches"], wanted.sketches),
        keywords=_with(kept["keywords"], wanted.keywords),
        exclusions=_with(kept["exclusions"], wanted.exclusions),
    )


def not_held(pain: PainPoint, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that no list of the pain point holds."""
    held = {fold(text) for name in REFINED for text in getattr(pain, name)}
    return tuple(text for text in texts if fold(clean_text(text)) not in held)


def _with(held: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return a list with texts added behind; case and accents make no new text."""
    known = {fold(text) for text in held}
    added = {fold(text): text for text in map(clean_text, new) if text}
    return (*held, *(text for folded, text in added.items() if folded not in known))


def _without(held: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    unwanted = {fold(clean_text(text)) for text in gone}
    return tuple(text for text in held if fold(text) not in unwanted)
