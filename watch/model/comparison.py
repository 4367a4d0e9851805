"""An edition beside the one before: what is new, what moved, what is gone, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from watch.model.names import Week
from watch.model.opportunities import Opportunity
from watch.model.reviews import Change, Standing


class Movement(StrEnum):
    """How the place of an opportunity differs from that in the edition before."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    GONE = "gone"


class Cause(StrEnum):
    """Why it moved, as far as what is stored tells.

    NEW_STORY, CAME_BACK and FOUND_ROOM explain what is new; SCORE, OTHERS and PLACED what went
    up or down; MERGED, DECIDED, LEFT_OUT, AGED_OUT and DISPLACED what is gone.
    """

    NEW_STORY = "new story"
    CAME_BACK = "came back"
    FOUND_ROOM = "found room"
    SCORE = "score"
    OTHERS = "others moved"
    PLACED = "placed by a person"
    MERGED = "merged"
    DECIDED = "decided"
    LEFT_OUT = "left out"
    AGED_OUT = "aged out"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One opportunity of either edition, with its places and why they differ.

    Units:
        ``points`` of score by what changed ("need", "relevance", a signal, "penalties",
        "learned"), the most telling first; with rounding they sum to the difference.

    Attributes:
        opportunity: As the later edition shows it; what is gone, as the earlier one did.
        cause: Nothing where the place is the same.
        before: Its place in the earlier edition, 1 first; nothing where it was not listed.
        now: Its place in the later one.
        changes: With CAME_BACK, what brought it back; empty if a stated day did.
        standing: With DECIDED and MERGED, what people decided.
        guard: With LEFT_OUT, the guard that kept it out.
    """

    opportunity: Opportunity
    move: Movement
    cause: Cause | None = None
    before: int | None = None
    now: int | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    standing: Standing | None = None
    guard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An edition beside the one before.

    Attributes:
        before: Week of the earlier edition; nothing for the first one.
        moved: In the order of the later list, then what is gone, in the order that it had.
    """

    week: Week
    before: Week | None
    moved: tuple[Moved, ...]

    def of(self, move: Movement) -> tuple[Moved, ...]:
        """Return those that moved in one way, in their order."""
        return tuple(item for item in self.moved if item.move is move)
