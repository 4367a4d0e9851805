"""An opportunity as a person meets it: where it stands, its evidence, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watch.model.lessons import Judged
from watch.model.names import PainId
from watch.model.opportunities import Edition, Opportunity
from watch.model.reviews import Act, Attached, Change, Decision, Standing, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An opportunity with all that was decided, gathered and noted about it.

    Attributes:
        gathered: Further stories of the same development, oldest first.
        changes: What was learned since it was first listed, oldest first.
        history: Its rows of the ledger, undone ones included, oldest first.
        undone: Numbers of the rows that no longer count.
    """

    opportunity: Opportunity
    standing: Standing
    gathered: tuple[Attached, ...]
    changes: tuple[Change, ...]
    history: tuple[Decision, ...]
    undone: frozenset[int]

    @property
    def against(self) -> tuple[Attached, ...]:
        """The gathered stories that speak against it."""
        return tuple(one for one in self.gathered if one.against)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that count, oldest first."""
        return tuple(
            row for row in self.history if row.act is Act.DECIDE and row.number not in self.undone
        )

    def is_decided_in(self, edition: Edition) -> bool:
        """Return whether it was decided from an edition, or since.

        What came back still bears its earlier decision: it waits for another.
        """
        if self.standing.merged_into is not None:
            return True
        if self.standing.status is Status.NEW or self.standing.decided_at is None:
            return False
        here = any(row.week == edition.week for row in self.decisions)
        return here or self.standing.decided_at >= edition.made_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What decisions taught for one pain point, as a person reads it.

    Attributes:
        more: Articles like these count more, the most telling first.
        less: Articles like these count less.
        early: How often something was too early: immature developments count less.
        unfit: Families that were too dear, not our size or not available, with how often.
        known: Families that are known or done already.
    """

    pain_id: PainId
    pain_title: str
    more: Sequence[Judged]
    less: Sequence[Judged]
    early: int
    unfit: Sequence[tuple[str, int]]
    known: Sequence[str]

    def __bool__(self) -> bool:
        """Whether anything was learned."""
        return any((self.more, self.less, self.early, self.unfit, self.known))
