"""Pain points, as the file or the app last stated them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from watch.model import PainPoint
from watch.store import schema
from watch.store.codec import decode, encode


def sync(connection: Connection, pains: Mapping[str, PainPoint]) -> None:
    """Make the table say what ``painpoints.yaml`` says.

    Args:
        pains: By fingerprint of the entry in the file; an unchanged entry is left as it
            is, and one that left the file is switched off.
    """
    table = schema.pain_point
    known = dict(connection.execute(select(table.c.id, table.c.file_fingerprint)).all())
    for position, (fingerprint, pain) in enumerate(pains.items()):
        row = _row(pain, position) | {"file_fingerprint": fingerprint}
        if pain.id not in known:
            connection.execute(insert(table).values(row))
        elif known[pain.id] != fingerprint:
            connection.execute(update(table).where(table.c.id == pain.id).values(row))
        else:
            moved = {"position": position}
            connection.execute(update(table).where(table.c.id == pain.id).values(moved))
    for gone in known.keys() - {pain.id for pain in pains.values()}:
        connection.execute(
            update(table).where(table.c.id == gone).values(enabled=False, file_fingerprint="")
        )


def active(connection: Connection) -> list[PainPoint]:
    """Return the pain points in force, in the order of the file."""
    table = schema.pain_point
    query = select(table.c.content).where(table.c.enabled).order_by(table.c.position, table.c.id)
    return [decode(PainPoint, content) for content in connection.execute(query).scalars()]


def _row(pain: PainPoint, position: int) -> dict[str, Any]:
    return {
        "id": pain.id,
        "position": position,
        "title": pain.title,
        "content": encode(pain),
        "enabled": True,
    }
