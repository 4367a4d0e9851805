"""How a row of the ledger comes about: what the present moment says of it, and its writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from watch import review, store
from watch.model import (
    Act,
    CardHead,
    Decision,
    Initiative,
    Opportunity,
    OpportunityId,
    Standing,
    Status,
)
from watch.store import Connection
from watch.text import clean_text


def begun_rows(
    connection: Connection,
    cards: Iterable[CardHead | Opportunity],
    act: Act,
    standings: Mapping[OpportunityId, Standing],
    now: datetime,
) -> list[Decision]:
    """Return a row for each card with what the present moment says: status, edition, place."""
    wanted = list(cards)
    places = store.board.places(connection, [card.id for card in wanted])
    return [
        Decision(
            at=now,
            opportunity_id=card.id,
            pain_id=card.pain_id,
            act=act,
            before=review.standing_of(standings, card.id).status,
            week=places[card.id][0] if card.id in places else None,
            rank=places[card.id][1] if card.id in places else 0,
        )
        for card in wanted
    ]


def append_row(
    connection: Connection,
    row: Decision,
    ledger: Iterable[Decision],
    card: CardHead | Opportunity,
) -> Decision:
    """Write a sound row; return it numbered. What is "already done" is an initiative meanwhile.

    What was typed is cleaned first: half a character, of which JSON or a command line can be
    made, could never be shown again, and the ledger forgets nothing.

    Args:
        ledger: All rows that bear on the card.

    Raises:
        UsageError: If something is missing in the row, or contradicts what stands.
    """
    row, known = _cleaned(row), list(ledger)
    review.check(row, known)
    written = store.ledger.append(connection, row)
    if written.act in {Act.DECIDE, Act.UNDO}:
        standing = review.standing_of(review.replay([*known, written]), card.id)
        _register(connection, card, done=standing.status is Status.ALREADY_DONE)
    return written


def _register(connection: Connection, card: CardHead | Opportunity, *, done: bool) -> None:
    """Hold a card in the register of initiatives for as long as it is "already done"."""
    if done:
        initiative = Initiative(
            text=card.title,
            pain_id=card.pain_id,
            solution_id=card.solution_id,
            opportunity_id=card.id,
        )
        store.initiatives.add(connection, initiative)
        return
    for number, known in store.initiatives.every(connection).items():
        if known.opportunity_id == card.id:
            store.initiatives.remove(connection, number)


def _cleaned(row: Decision) -> Decision:
    """Return the row with its typed texts fit to be shown."""
    return replace(
        row,
        by=_fit(row.by),
        note=_fit(row.note),
        owner=_fit(row.owner),
        department=_fit(row.department),
        next_step=_fit(row.next_step),
    )


def _fit(text: str) -> str:
    return "\n".join(map(clean_text, text.splitlines()))
