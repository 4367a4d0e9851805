"""The register of what the company already does."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from watch.model import Initiative
from watch.store import schema
from watch.store.codec import decode, encode


def add(connection: Connection, initiative: Initiative) -> int:
    """Register an initiative and return its number; once is enough."""
    for number, known in every(connection).items():
        if known == initiative:
            return number
    table = schema.initiative
    query = insert(table).values(content=encode(initiative)).returning(table.c.number)
    return int(connection.execute(query).scalar_one())


def every(connection: Connection) -> dict[int, Initiative]:
    """Return the register by number, oldest first."""
    table = schema.initiative
    rows = connection.execute(select(table.c.number, table.c.content).order_by(table.c.number))
    return {number: decode(Initiative, content) for number, content in rows}


def remove(connection: Connection, number: int) -> bool:
    """Strike an initiative from the register; return whether it was there."""
    table = schema.initiative
    return bool(connection.execute(delete(table).where(table.c.number == number)).rowcount)
