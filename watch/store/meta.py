"""Facts about the home itself, by name: its database's id, whether mails may leave."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from watch.store import schema

_DATABASE_ID = "database_id"
_HOME_ID = "home_id"


def get(connection: Connection, key: str) -> str:
    """Return what was put under a name; nothing where nothing was."""
    table = schema.meta
    found = connection.execute(select(table.c.value).where(table.c.key == key)).scalar()
    return str(found or "")


def put(connection: Connection, key: str, value: str) -> None:
    """Keep a text under a name, in place of what was there."""
    table = schema.meta
    changed = connection.execute(update(table).where(table.c.key == key).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(table).values(key=key, value=value))


def home_id(connection: Connection) -> str:
    """Return the name that a home keeps on whichever database: what it publishes carries it."""
    return get(connection, _HOME_ID) or get(connection, _DATABASE_ID)


def become_another(connection: Connection) -> None:
    """Give a copy of a database an id of its own; that of its home stays.

    Numbers of changes go on apart in the two: what was derived from one must not be taken for
    the other's.
    """
    put(connection, _HOME_ID, home_id(connection))
    put(connection, _DATABASE_ID, uuid4().hex)
