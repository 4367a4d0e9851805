"""An opportunity as a person meets it: where it stands, its evidence, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watch.model.lessons import Judged
from watch.model.names import PainId
from watch.model.opportunities import Opportunity
from watch.model.reviews import Attached, Change, Decision, Standing


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
