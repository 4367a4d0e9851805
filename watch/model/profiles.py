"""What each stage of a run took, beside the least it could take on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitKind(StrEnum):
    """What a stage is measured against."""

    ROUND_TRIPS = "round trips"
    WIRE = "bytes on the wire"
    MODEL = "operations of the model"
    PRODUCTS = "operations of the products"
    MEMORY = "bytes through memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a stage took.

    Attributes:
        processor_s: Of all threads of this process; parser children are not in it.
        peak_memory_mb: Largest resident size of the process by the end of the stage.
    """

    wall_s: float
    processor_s: float
    peak_memory_mb: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The least that a stage could take here, and what sets it."""

    kind: LimitKind
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One line of the table.

    Attributes:
        items: How many things the stage handled, 0 where it handles none.
        limit: None where no physical limit is known.
    """

    stage: str
    spent: Spent
    items: int
    limit: Limit | None

    @property
    def items_per_s(self) -> float:
        """Things handled in a second, 0 where there were none."""
        return self.items / self.spent.wall_s if self.spent.wall_s > 0 else 0.0

    @property
    def times_limit(self) -> float | None:
        """How many times its limit a stage took; nothing where there is no limit."""
        if self.limit is None or self.limit.seconds <= 0:
            return None
        return self.spent.wall_s / self.limit.seconds
