"""Facts about the home itself, by name: its database's id, whether mails may leave."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from watch.store import schema


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
