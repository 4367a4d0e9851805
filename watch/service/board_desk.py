"""The board: every opportunity in one line, and one step for several of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from watch import review, store
from watch.errors import UsageError
from watch.model import Act, Batch, CardHead, CardLine, Decision, OpportunityId
from watch.pipeline import read_lines
from watch.service.kept import Kept
from watch.service.ledger_rows import append_row, begun_rows
from watch.service.open_home import OpenHome
from watch.store import Connection


class BoardDesk:
    """All opportunities at a glance, decided several at a time."""

    def __init__(self, home: OpenHome, kept: Kept) -> None:
        self._home = home
        self._kept = kept

    def lines(self) -> list[CardLine]:
        """Return every opportunity that was ever listed in one line, best score first."""
        return list(self._kept.answer("lines", read_lines))

    def record(self, names: Collection[OpportunityId], act: Act, **said: object) -> Batch:
        """Add the same row about several opportunities: all in one transaction.

        Args:
            names: Ids; each that does not allow the row is left as it is, and named.
            said: Further fields of the :class:`~watch.model.Decision`.
        """
        with self._home.database().write() as connection:
            cards = {h.id: h for h in store.opportunities.heads(connection) if h.id in names}
            ledger = store.ledger.every(connection)
            standings, now = review.replay(ledger), self._home.clock.now()
            begun = begun_rows(connection, cards.values(), act, standings, now)
            rows = [replace(row, **said) for row in begun]  # type: ignore[arg-type]
            return _append(connection, rows, ledger, cards)

    def undo(self, batch: Batch, *, by: str = "") -> int:
        """Take everything back that one step wrote and that still counts; return how many rows.

        Raises:
            UsageError: If nothing of it counts any more.
        """
        with self._home.database().write() as connection:
            counting = {row.number for row in review.counting(store.ledger.every(connection))}
            rows = [row for row in batch.rows if row.number in counting]
            if not rows:
                message = "this step was taken back before"
                raise UsageError(message, hint="`techwatch ledger` shows every row")
            for row in rows:
                store.ledger.append(connection, _undoing(row, by, self._home))
            return len(rows)


def _append(
    connection: Connection,
    rows: Sequence[Decision],
    ledger: Sequence[Decision],
    cards: dict[OpportunityId, CardHead],
) -> Batch:
    written: list[Decision] = []
    refused: dict[OpportunityId, str] = {}
    for row in rows:
        name = row.opportunity_id
        try:
            written.append(append_row(connection, row, _bearing_on(name, ledger), cards[name]))
        except UsageError as error:
            refused[name] = error.message
    return Batch(rows=tuple(written), refused=refused)


def _bearing_on(name: OpportunityId, ledger: Sequence[Decision]) -> list[Decision]:
    """Return the rows that say where a card stands: its own, and those of merged ones.

    The whole ledger says the same; folding it once for each of 500 cards would take seconds.
    """
    tied = {one for row in ledger if row.other for one in (row.opportunity_id, row.other)}
    related = tied | {name} if name in tied else {name}
    return [row for row in ledger if row.opportunity_id in related]


def _undoing(row: Decision, by: str, home: OpenHome) -> Decision:
    return Decision(
        at=home.clock.now(),
        by=by,
        opportunity_id=row.opportunity_id,
        pain_id=row.pain_id,
        act=Act.UNDO,
        before=row.status or row.before,
        undoes=row.number,
    )
