"""Cards as a person reads them: whole, or in one line each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol, TypeVar

from watch import review, store
from watch.model import Attached, Card, CardLine, Change, Decision, OpportunityId
from watch.store import Connection


class _About(Protocol):
    @property
    def opportunity_id(self) -> OpportunityId: ...


_Noted = TypeVar("_Noted", bound=_About)


def read_lines(connection: Connection) -> list[CardLine]:
    """Return every card that counts for itself in one line, those of best score first."""
    standings = review.replay(store.ledger.every(connection))
    lines = (
        CardLine(head=head, standing=review.standing_of(standings, head.id))
        for head in store.opportunities.heads(connection)
    )
    return [line for line in lines if line.standing.merged_into is None]


def read_cards(connection: Connection, names: Collection[OpportunityId] = ()) -> list[Card]:
    """Return whole cards, those of best score first.

    Args:
        names: Only these; empty for all.
    """
    decisions = store.ledger.every(connection)
    standings = review.replay(decisions)
    counting = {row.number for row in review.counting(decisions)}
    history = _by_card(decisions)
    changes: Mapping[OpportunityId, list[Change]] = _by_card(
        store.opportunities.changes(connection, names=names)
    )
    gathered: Mapping[OpportunityId, list[Attached]] = _by_card(
        store.opportunities.attachments(connection, names)
    )
    found = store.opportunities.cards(connection, names).values()
    return [
        Card(
            opportunity=card,
            standing=review.standing_of(standings, card.id),
            gathered=tuple(gathered.get(card.id, ())),
            changes=tuple(changes.get(card.id, ())),
            history=tuple(history.get(card.id, ())),
            undone=_undone(history.get(card.id, ()), counting),
        )
        for card in sorted(found, key=lambda c: (-c.score, c.id))
    ]


def _undone(history: Iterable[Decision], counting: Collection[int]) -> frozenset[int]:
    return frozenset(row.number for row in history if row.number not in counting)


def _by_card(noted: Iterable[_Noted]) -> dict[OpportunityId, list[_Noted]]:
    found: defaultdict[OpportunityId, list[_Noted]] = defaultdict(list)
    for one in noted:
        found[one.opportunity_id].append(one)
    return found
