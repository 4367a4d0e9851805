"""The decisions by the words and the keys that stand for them."""

from __future__ import annotations

from collections.abc import Mapping

from watch.model import Status
from watch.wording import Translator, mark

FOUR = (Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE)
"""The decisions of the weekly review, each one key."""

_VERBS: Mapping[Status, str] = {
    Status.TO_STUDY: mark("Study"),
    Status.PILOT: mark("Start a pilot"),
    Status.ADOPTED: mark("Adopt"),
    Status.WATCHING: mark("Watch"),
    Status.REJECTED: mark("No"),
    Status.ALREADY_DONE: mark("Already done"),
}

_KEYS: Mapping[str, Mapping[Status, str]] = {
    # É is E: browsers tell apart the letters of keys, not their accents.
    "fr": dict(zip(FOUR, "evnd", strict=True)),
    "en": dict(zip(FOUR, "swnd", strict=True)),
}


def verb(status: Status, translator: Translator) -> str:
    """Return what a button says that leads to a status."""
    return translator.translate(_VERBS[status])


def key_of(status: Status, translator: Translator) -> str | None:
    """Return the key of a decision in the reader's language, if it has one."""
    return _KEYS[translator.language].get(status)
