"""Editions, and since when each opportunity has been listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from watch.model import Edition, Opportunity, OpportunityId, Week
from watch.store import schema
from watch.store.codec import decode, encode


def save(connection: Connection, edition: Edition, *, made_from: str) -> None:
    """Replace the edition of its week and note its opportunities as listed.

    Args:
        made_from: Fingerprint of all it depends on; see :func:`made_from`.
    """
    table = schema.edition
    connection.execute(delete(table).where(table.c.week == edition.week))
    connection.execute(
        insert(table).values(
            week=edition.week,
            reader=edition.reader,
            made_at=edition.made_at,
            frozen_at=edition.frozen_at,
            made_from=made_from,
            content=encode(edition),
        )
    )
    _note_listed(connection, edition.opportunities, edition.made_at)


def latest(connection: Connection) -> Edition | None:
    """Return the newest edition, or nothing before the first run."""
    table = schema.edition
    content = connection.execute(
        select(table.c.content).order_by(table.c.made_at.desc(), table.c.week.desc()).limit(1)
    ).scalar()
    return None if content is None else decode(Edition, content)


def made_from(connection: Connection) -> str:
    """Return the fingerprint that the newest edition was made from."""
    table = schema.edition
    query = select(table.c.made_from).order_by(table.c.made_at.desc(), table.c.week.desc())
    return connection.execute(query.limit(1)).scalar() or ""


def weeks(connection: Connection) -> list[Week]:
    """Return the weeks that have an edition, newest first."""
    table = schema.edition
    query = select(table.c.week).order_by(table.c.week.desc())
    return [Week(week) for week in connection.execute(query).scalars()]


def of_week(connection: Connection, week: Week) -> Edition | None:
    """Return the edition of a week, if there is one."""
    table = schema.edition
    content = connection.execute(select(table.c.content).where(table.c.week == week)).scalar()
    return None if content is None else decode(Edition, content)


def first_listed(connection: Connection) -> dict[OpportunityId, datetime]:
    """Return when each opportunity first stood in an edition."""
    table = schema.opportunity
    rows = connection.execute(select(table.c.id, table.c.first_listed_at))
    return {OpportunityId(name): moment for name, moment in rows}


def _note_listed(
    connection: Connection, opportunities: Iterable[Opportunity], moment: datetime
) -> None:
    table = schema.opportunity
    known = set(connection.execute(select(table.c.id)).scalars())
    for item in opportunities:
        row = {"listed_at": moment, "score": item.score}
        if item.id in known:
            connection.execute(update(table).where(table.c.id == item.id).values(row))
        else:
            row |= {"id": item.id, "pain_id": item.pain_id, "story_id": item.story_id}
            connection.execute(insert(table).values(row | {"first_listed_at": moment}))
