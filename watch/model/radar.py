"""Opportunities seen from above: where each stands, and where it stood a month ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import OpportunityId
from watch.model.opportunities import Grade
from watch.model.reviews import Status


class Ring(StrEnum):
    """How near an opportunity is to daily use, the nearest first; ``NEW`` nobody has judged."""

    ADOPTED = "adopted"
    PILOT = "pilot"
    TO_STUDY = "to study"
    WATCHING = "watching"
    NEW = "new"


class RingMove(StrEnum):
    """What happened to an opportunity on the radar since a month ago."""

    APPEARED = "appeared"
    INWARD = "inward"
    OUTWARD = "outward"
    STILL = "still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blip:
    """One opportunity on the radar.

    Attributes:
        before: The ring that it stood in a month ago; None if it was not on the radar.
        score_before: Its score in the last edition of then that listed it.
        months: Until it would work here; None where that is unknown.
    """

    id: OpportunityId
    title: str
    language: str
    pain_title: str
    area: str
    owner: str
    score: float
    score_before: float | None = None
    grade: Grade
    ring: Ring
    before: Ring | None = None
    months: float | None = None

    @property
    def move(self) -> RingMove:
        """What happened to it since a month ago."""
        if self.before is None:
            return RingMove.APPEARED
        rings = list(Ring)
        steps = rings.index(self.ring) - rings.index(self.before)
        if not steps:
            return RingMove.STILL
        return RingMove.INWARD if steps < 0 else RingMove.OUTWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """All opportunities that are open or at work, the best score first.

    Attributes:
        since_at: The moment a month ago that moves are counted from.
        off: How many cards are off the radar, by the status that took them off.
    """

    since_at: datetime
    blips: tuple[Blip, ...]
    off: Mapping[Status, int]
