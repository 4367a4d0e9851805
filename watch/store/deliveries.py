"""The outbox: one row for each week, reader and recipient; approvals; who wants no more mail.

Each change of state names the state that it leaves, so that of two who try, one is told no.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from watch.model import Delivery, DeliveryState, Week
from watch.store import schema


def queue(connection: Connection, delivery: Delivery) -> bool:
    """Add a row; return False where this week, reader and recipient have one."""
    table = schema.delivery
    own = (
        (table.c.week == delivery.week)
        & (table.c.reader == delivery.reader)
        & (table.c.recipient == delivery.recipient)
    )
    if connection.execute(select(table.c.number).where(own)).first():
        return False
    row = {name: getattr(delivery, name) for name in _PLAIN} | {"state": delivery.state.value}
    connection.execute(insert(table).values(row))
    return True


def change(
    connection: Connection, delivery: Delivery, state: DeliveryState, **fields: object
) -> bool:
    """Bring a row to a state; return False, with nothing done, where it was changed meanwhile.

    Args:
        delivery: The row as it was last read.
        fields: Further columns.
    """
    table = schema.delivery
    same = (table.c.number == delivery.number) & (table.c.state == delivery.state.value)
    query = update(table).where(same).values(state=state.value, **fields)
    return bool(connection.execute(query).rowcount)


def abandoned(connection: Connection) -> int:
    """Say of rows that a sender left behind that nobody knows how they fared; return how many.

    Only for whoever holds the lock of the senders: the rows of one at work look the same.
    """
    table = schema.delivery
    left = table.c.state == DeliveryState.SENDING.value
    query = update(table).where(left).values(state=DeliveryState.UNKNOWN.value, next_at=None)
    return connection.execute(query).rowcount


def left_elsewhere(connection: Connection) -> int:
    """Say of what waits, in a copy of an outbox at work, that nobody here knows how it fares."""
    table = schema.delivery
    at_work = table.c.state.in_([DeliveryState.QUEUED.value, DeliveryState.SENDING.value])
    tried_again = table.c.next_at.is_not(None)
    query = update(table).where(at_work | tried_again)
    query = query.values(state=DeliveryState.UNKNOWN.value, next_at=None)
    return connection.execute(query).rowcount


def counts(connection: Connection) -> dict[DeliveryState, int]:
    """Return how many rows are in each state that has any."""
    table = schema.delivery
    query = select(table.c.state, func.count()).group_by(table.c.state)
    return {DeliveryState(state): count for state, count in connection.execute(query)}


def in_state(connection: Connection, states: Collection[DeliveryState]) -> list[Delivery]:
    """Return the rows in these states, oldest first."""
    table = schema.delivery
    wanted = table.c.state.in_([state.value for state in states])
    rows = connection.execute(select(table).where(wanted).order_by(table.c.number)).mappings()
    return [_delivery(row) for row in rows]


def of_edition(connection: Connection, week: Week, reader: str) -> list[Delivery]:
    """Return the rows of one edition, oldest first."""
    table = schema.delivery
    own = (table.c.week == week) & (table.c.reader == reader)
    rows = connection.execute(select(table).where(own).order_by(table.c.number)).mappings()
    return [_delivery(row) for row in rows]


def newest(connection: Connection, limit: int) -> list[Delivery]:
    """Return the newest rows, newest first."""
    table = schema.delivery
    query = select(table).order_by(table.c.number.desc()).limit(limit)
    return [_delivery(row) for row in connection.execute(query).mappings()]


def of_number(connection: Connection, number: int) -> Delivery | None:
    """Return one row, if it is there."""
    table = schema.delivery
    row = connection.execute(select(table).where(table.c.number == number)).mappings().first()
    return _delivery(row) if row else None


def last_by_recipient(connection: Connection) -> dict[str, Delivery]:
    """Return the newest row of each address."""
    table = schema.delivery
    rows = connection.execute(select(table).order_by(table.c.number)).mappings()
    return {row["recipient"]: _delivery(row) for row in rows}


def approve(connection: Connection, week: Week, reader: str, at: datetime, by: str) -> bool:
    """Note who approved the digest of an edition; return False where somebody had."""
    if approved_by(connection, week, reader) is not None:
        return False
    row = {"week": week, "reader": reader, "at": at, "by": by}
    connection.execute(insert(schema.approval).values(row))
    return True


def approved_by(connection: Connection, week: Week, reader: str) -> str | None:
    """Return who approved the digest of an edition; None where nobody did."""
    table = schema.approval
    own = (table.c.week == week) & (table.c.reader == reader)
    return connection.execute(select(table.c.by).where(own)).scalar()


def unsubscribe(connection: Connection, address: str, at: datetime) -> bool:
    """Note that an address wants no more mail; return False where that was known."""
    if address in unsubscribed(connection):
        return False
    connection.execute(insert(schema.unsubscribed).values(address=address, at=at))
    return True


def subscribe(connection: Connection, address: str) -> bool:
    """Let mail go to an address again; return whether it had been stopped."""
    table = schema.unsubscribed
    return bool(connection.execute(delete(table).where(table.c.address == address)).rowcount)


def unsubscribed(connection: Connection) -> Sequence[str]:
    """Return the addresses that want no more mail, in their order."""
    table = schema.unsubscribed
    return list(connection.execute(select(table.c.address).order_by(table.c.address)).scalars())


_PLAIN = (
    "week",
    "reader",
    "recipient",
    "message_id",
    "attempt_count",
    "created_at",
    "next_at",
    "sent_at",
    "reason",
)


def _delivery(row: RowMapping) -> Delivery:
    fields: dict[str, Any] = {name: row[name] for name in ("number", *_PLAIN)}
    return Delivery(**fields, state=DeliveryState(row["state"]))
