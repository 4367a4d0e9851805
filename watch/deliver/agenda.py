"""Edition → what of it waits for a decision at this moment, and what has been decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watch.deliver.context import ALONE, Context
from watch.model import Edition, Opportunity, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is to be decided of an edition, as it stands when the digest is made.

    Attributes:
        waiting: Rows that wait for a decision, the best first.
        weak: The weak signal, unless somebody has decided on it.
        decided: Rows that have been decided, with where they stand, in their order.
    """

    waiting: tuple[Opportunity, ...]
    weak: Opportunity | None
    decided: tuple[tuple[Opportunity, Standing], ...]

    @property
    def total(self) -> int:
        """How many rows there are to decide on, decided or not."""
        return len(self.waiting) + len(self.decided)


def agenda(edition: Edition, context: Context = ALONE) -> Agenda:
    """Return what waits and what is decided.

    The rows are the edition's and never change; decisions are those of the cards. What was
    put aside earlier and is listed has come back: it waits. What was merged into another is
    neither: it is decided there.
    """
    waiting, weak, decided = [], None, []
    for row in edition.opportunities:
        standing = _settled(row, edition, context)
        if standing is None:
            asked = _asked_again(row, context)
            if not row.weak_signal:
                waiting.append(asked)
            weak = weak or (asked if row.weak_signal else None)
        elif not (row.weak_signal or standing.merged_into):
            decided.append((row, standing))
    return Agenda(waiting=tuple(waiting), weak=weak, decided=tuple(decided))


def _settled(row: Opportunity, edition: Edition, context: Context) -> Standing | None:
    """Return where a row stands that is decided; one without a card stands as the list says."""
    card = context.cards.get(row.id)
    if card is not None:
        return card.standing if card.is_decided_in(edition) else None
    return Standing(opportunity_id=row.id, status=row.status) if row.decided else None


def _asked_again(row: Opportunity, context: Context) -> Opportunity:
    """Return a row whose decision was taken back as it stood before it; any other as it is."""
    card = context.cards.get(row.id)
    if card is None or not row.decided:
        return row
    return replace(row, status=card.standing.status, decided=False)
