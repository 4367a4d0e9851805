"""The names people read for what is decided, what changes, what moves in a list, and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from watch.model import (
    Act,
    Cause,
    ChangeKind,
    Movement,
    Reason,
    Status,
    Verdict,
)
from watch.wording.catalogue import mark
from watch.wording.translator import Translator

REVIEW_MEMBERS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Status: {
        Status.NEW: mark("To decide"),
        Status.TO_STUDY: mark("To study"),
        Status.PILOT: mark("In pilot"),
        Status.ADOPTED: mark("Adopted"),
        Status.WATCHING: mark("Watching"),
        Status.REJECTED: mark("Rejected"),
        Status.ALREADY_DONE: mark("Already done"),
    },
    Reason: {
        Reason.OFF_TOPIC: mark("Off topic"),
        Reason.ALREADY_KNOWN: mark("Already known"),
        Reason.ALREADY_DONE_HERE: mark("Already done here"),
        Reason.TOO_EARLY: mark("Too early"),
        Reason.TOO_EXPENSIVE: mark("Too expensive"),
        Reason.NOT_OUR_SIZE: mark("Not our size or sector"),
        Reason.NOT_AVAILABLE: mark("Not available here"),
        Reason.DOUBTFUL_SOURCE: mark("Doubtful source"),
        Reason.DUPLICATE: mark("Duplicate"),
        Reason.NOT_A_PRIORITY: mark("Not a priority"),
    },
    Verdict: {
        Verdict.YES: mark("Worth showing"),
        Verdict.NO: mark("Not worth showing"),
        Verdict.KNOWN: mark("Known before"),
    },
    ChangeKind: {
        ChangeKind.OWNER: mark("New independent source"),
        ChangeKind.ADOPTER: mark("New adopter"),
        ChangeKind.PEER: mark("An adopter like your company"),
        ChangeKind.GAIN: mark("New figure"),
        ChangeKind.PRICE: mark("Price"),
        ChangeKind.AVAILABILITY: mark("Availability"),
        ChangeKind.DEADLINE: mark("Law or deadline"),
        ChangeKind.FAILURE: mark("Reported failure"),
    },
    Act: {
        Act.DECIDE: mark("Decision"),
        Act.ASSIGN: mark("Assignment"),
        Act.NOTE: mark("Note"),
        Act.PLACE: mark("Place in the list"),
        Act.MERGE: mark("Merge"),
        Act.SPLIT: mark("Split"),
        Act.MEASURE: mark("Pilot result"),
        Act.UNDO: mark("Undo"),
        Act.TEACH: mark("Lesson"),
    },
    Movement: {
        Movement.NEW: mark("New in the list"),
        Movement.UP: mark("Up"),
        Movement.DOWN: mark("Down"),
        Movement.SAME: mark("Same place"),
        Movement.GONE: mark("Gone from the list"),
    },
    Cause: {
        Cause.NEW_STORY: mark("New since the list before"),
        Cause.CAME_BACK: mark("Came back"),
        Cause.FOUND_ROOM: mark("Known before, found room now"),
        Cause.SCORE: mark("Its score changed"),
        Cause.OTHERS: mark("The others moved"),
        Cause.PLACED: mark("Placed by hand"),
        Cause.MERGED: mark("Merged with another"),
        Cause.DECIDED: mark("Decided"),
        Cause.LEFT_OUT: mark("Kept out when the list was frozen"),
        Cause.AGED_OUT: mark("Too old by now"),
        Cause.DISPLACED: mark("Overtaken by others"),
    },
}

_GUARDS: Mapping[str, str] = {
    "no evidence": mark("no quoted sentence supports it"),
    "no link": mark("an address of its evidence cannot be opened safely"),
    "below the floor": mark("its score is below the bar"),
    "redundant": mark("it tells the same as a row above it"),
    "too many for a pain point": mark("its pain point has enough rows"),
    "too many of one owner": mark("its publisher has enough rows"),
}

_LEVELS: Mapping[str, str] = {
    "high": mark("high"),
    "medium": mark("medium"),
    "low": mark("low"),
    "unknown": mark("unknown"),
}

_FITS: Mapping[str, str] = {
    "area": mark("same operational area"),
    "sector": mark("your sector"),
    "size": mark("a company of your size"),
    "country": mark("your country"),
    "unavailable": mark("not available in your country"),
}


def guard_name(guard: str, translator: Translator) -> str:
    """Return why a row was kept out of a frozen edition, fit for the middle of a sentence."""
    return _said(_GUARDS, guard, translator)


def level_name(level: str, translator: Translator) -> str:
    """Return the name of a level of impact: "high", "medium", "low" or "unknown"."""
    return _said(_LEVELS, level, translator)


def fit_name(fit: str, translator: Translator) -> str:
    """Return why something fits the company or does not, fit for the middle of a sentence."""
    return _said(_FITS, fit, translator)


def _said(names: Mapping[str, str], code: str, translator: Translator) -> str:
    return translator.translate(names[code]) if code in names else code
