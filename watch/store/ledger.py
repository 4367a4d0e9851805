"""The decision ledger: rows are added, never changed; the database refuses anything else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from watch.model import Decision, OpportunityId
from watch.store import schema
from watch.store.codec import decode, encode


def append(connection: Connection, decision: Decision) -> Decision:
    """Write a row and return it with its number; its opportunity must be kept."""
    row = {
        "at": decision.at,
        "opportunity_id": decision.opportunity_id,
        "act": decision.act.value,
        "content": encode(decision),
    }
    table = schema.decision
    number = connection.execute(insert(table).values(row).returning(table.c.number)).scalar_one()
    return replace(decision, number=number)


def every(connection: Connection) -> list[Decision]:
    """Return the whole ledger in the order of its numbers."""
    return _decisions(connection, select(schema.decision))


def of(connection: Connection, opportunity_id: OpportunityId) -> list[Decision]:
    """Return the rows about one opportunity in the order of their numbers."""
    table = schema.decision
    return _decisions(connection, select(table).where(table.c.opportunity_id == opportunity_id))


def _decisions(connection: Connection, query: Select[Any]) -> list[Decision]:
    rows = connection.execute(query.order_by(schema.decision.c.number))
    return [decode(Decision, row.content | {"number": row.number}) for row in rows]
