"""Standing → where an opportunity stands, as a reader recognises it at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from watch.model import Standing, Status
from watch.wording import Translator, days_late, name_of, state_phrase, wake_phrase

TONES: Mapping[Status, str] = {
    Status.NEW: "idle",
    Status.TO_STUDY: "fair",
    Status.PILOT: "fair",
    Status.ADOPTED: "good",
    Status.WATCHING: "warn",
    Status.REJECTED: "idle",
    Status.ALREADY_DONE: "good",
}
"""Colour of a status: blue is at work, amber waits, green is done, grey asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What was decided: the status and its colour, who and until when, when it comes back.

    ``late`` is empty unless something to do is past due.
    """

    status: str
    tone: str
    said: str
    wake: str
    late: str


def stamp(standing: Standing, today: date, translator: Translator) -> Stamp:
    """Return how a standing is shown.

    Args:
        today: In the company's time zone.
    """
    status = name_of(standing.status, translator)
    said = state_phrase(standing, translator).removeprefix(status).removeprefix(" · ").strip()
    return Stamp(
        status=status,
        tone=TONES[standing.status],
        said=said,
        wake=wake_phrase(standing.wake, translator),
        late=late(standing, today, translator),
    )


def late(standing: Standing, today: date, translator: Translator) -> str:
    """Return by how much something to do is late; empty where nothing is."""
    days = days_late(standing, today)
    return translator.plural("{n} day late", "{n} days late", days) if days else ""
