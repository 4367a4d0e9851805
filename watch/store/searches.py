"""Searches that are kept under a name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from watch.model import SavedSearch
from watch.store import schema
from watch.store.codec import decode, encode


def keep(connection: Connection, search: SavedSearch) -> int:
    """Keep a search and return its number; one of the same name takes its place."""
    for number, known in every(connection).items():
        if known.name == search.name:
            write(connection, number, search)
            return number
    table = schema.saved_search
    query = insert(table).values(content=encode(search)).returning(table.c.number)
    return int(connection.execute(query).scalar_one())


def every(connection: Connection) -> dict[int, SavedSearch]:
    """Return the searches by number, oldest first."""
    table = schema.saved_search
    rows = connection.execute(select(table.c.number, table.c.content).order_by(table.c.number))
    return {number: decode(SavedSearch, content) for number, content in rows}


def write(connection: Connection, number: int, search: SavedSearch) -> None:
    """Replace a search that is kept."""
    table = schema.saved_search
    row = update(table).where(table.c.number == number).values(content=encode(search))
    connection.execute(row)


def remove(connection: Connection, number: int) -> bool:
    """Forget a search; return whether it was there."""
    table = schema.saved_search
    return bool(connection.execute(delete(table).where(table.c.number == number)).rowcount)
