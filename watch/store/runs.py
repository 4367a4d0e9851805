"""The runs of a home: the one at work tells how far it is, the last ones what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from watch.model import RunRecord
from watch.store import schema
from watch.store.codec import decode, encode

KEPT = 200
"""Runs remembered: over a month at four a day, and a table of some 200 KB."""

_COLUMNS = ("number", "started_at", "seen_at", "ended_at")


def begin(connection: Connection, now: datetime) -> int:
    """Note that a run begins, forget those too long ago; return its number."""
    table = schema.run
    query = insert(table).values(started_at=now, seen_at=now, content={}).returning(table.c.number)
    number = int(connection.execute(query).scalar_one())
    connection.execute(delete(table).where(table.c.number <= number - KEPT))
    return number


def note(connection: Connection, record: RunRecord) -> None:
    """Write how a run stands, in place of how it stood."""
    table = schema.run
    content = {name: value for name, value in encode(record).items() if name not in _COLUMNS}
    values = {"seen_at": record.seen_at, "ended_at": record.ended_at, "content": content}
    connection.execute(update(table).where(table.c.number == record.number).values(values))


def latest(connection: Connection, limit: int) -> list[RunRecord]:
    """Return the last runs, newest first."""
    table = schema.run
    rows = connection.execute(select(table).order_by(table.c.number.desc()).limit(limit))
    return [_record(row) for row in rows.mappings()]


def _record(row: Any) -> RunRecord:  # noqa: ANN401 - a row
    return decode(RunRecord, row["content"] | {name: encode(row[name]) for name in _COLUMNS})
