"""Where the company's editions list each opportunity: one look for many."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watch.model import OpportunityId, Week
from watch.store import schema


def places(
    connection: Connection, names: Collection[OpportunityId]
) -> dict[OpportunityId, tuple[Week, int]]:
    """Return the newest of the company's editions that lists each, and its place there.

    The newest is the newest frozen one before an open list; what no edition lists has no entry.
    """
    table = schema.edition
    query = select(table.c.week, table.c.content["opportunities"]).where(table.c.reader == "")
    oldest = query.order_by(table.c.frozen_at.is_not(None), table.c.week)
    listed = {
        OpportunityId(row["id"]): (Week(week), place)
        for week, rows in connection.execute(oldest)
        for place, row in enumerate(rows, start=1)
    }
    return {name: listed[name] for name in names if name in listed}
