"""What opportunities scored in the lists of the past."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from watch.model import OpportunityId
from watch.store import schema


def as_of(connection: Connection, moment: datetime) -> dict[OpportunityId, float]:
    """Return the score of each opportunity in the company's last edition that listed it.

    Args:
        moment: Only editions frozen until then count.
    """
    table = schema.edition
    query = (
        select(table.c.content["opportunities"])
        .where(table.c.reader == "", table.c.frozen_at <= moment)
        .order_by(table.c.made_at)
    )
    return {
        OpportunityId(row["id"]): float(row["score"])
        for rows in connection.execute(query).scalars()
        for row in rows
    }
