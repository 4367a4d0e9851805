"""Editions, one for each week and reader, and since when each opportunity has been listed.

The list of a week is replaced by each run until it is frozen; from then on no code changes it,
and on SQLite the database refuses to.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, true, update

from watch.errors import UsageError
from watch.model import Edition, OpportunityId, Week
from watch.store import opportunities, schema
from watch.store.codec import decode, encode


def save(connection: Connection, edition: Edition, *, made_from: str) -> None:
    """Replace the open list of its week and reader, and note its opportunities as listed.

    Args:
        made_from: Fingerprint of all it depends on; see :func:`made_from`.

    Raises:
        UsageError: If the edition is frozen.
    """
    if not _write(connection, edition, made_from=made_from):
        message = f"the edition of {edition.week} is frozen; it cannot be made again"
        raise UsageError(message, hint="run `techwatch run`: it works for the next week's list")


def freeze(connection: Connection, edition: Edition) -> bool:
    """Write an edition as it stays for ever; return False where it was frozen before.

    Of several processes that freeze one edition, exactly one is told True.

    Args:
        edition: Guarded, with its ``frozen_at``.
    """
    if edition.frozen_at is None:
        message = "an edition is frozen at a moment"
        raise ValueError(message)
    return _write(connection, edition)


def latest(
    connection: Connection, reader: str = "", made_by: datetime | None = None
) -> Edition | None:
    """Return the edition that a reader is to review; nothing before the first run.

    It is the newest frozen one; before any is, the open list.

    Args:
        made_by: Leave out what was made after this moment, by a clock that was wrong.
    """
    table = schema.edition
    query = select(table.c.content).where(table.c.reader == reader, _made_by(made_by))
    newest = query.order_by(table.c.frozen_at.is_(None), table.c.week.desc())
    content = connection.execute(newest.limit(1)).scalar()
    return None if content is None else decode(Edition, content)


def made_from(connection: Connection, reader: str = "") -> str:
    """Return the fingerprint that a reader's newest edition was made from."""
    table = schema.edition
    query = select(table.c.made_from).where(table.c.reader == reader)
    newest = query.order_by(table.c.made_at.desc(), table.c.week.desc())
    return connection.execute(newest.limit(1)).scalar() or ""


def weeks(connection: Connection, reader: str = "") -> list[Week]:
    """Return the weeks for which a reader has an edition, newest first."""
    return _weeks(connection, schema.edition.c.reader == reader)


def frozen_weeks(
    connection: Connection, reader: str = "", made_by: datetime | None = None
) -> list[Week]:
    """Return the weeks whose edition is frozen, newest first; ``made_by`` as for ``latest``."""
    table = schema.edition
    frozen = and_(table.c.reader == reader, table.c.frozen_at.is_not(None))
    return _weeks(connection, and_(frozen, _made_by(made_by)))


def unfrozen(
    connection: Connection, reader: str = "", made_by: datetime | None = None
) -> list[Week]:
    """Return the weeks with a stored list that is not frozen; as :func:`frozen_weeks`."""
    table = schema.edition
    still_open = and_(table.c.reader == reader, table.c.frozen_at.is_(None))
    return _weeks(connection, and_(still_open, _made_by(made_by)))


def of_week(connection: Connection, week: Week, reader: str = "") -> Edition | None:
    """Return a reader's edition of a week, if there is one."""
    query = select(schema.edition.c.content).where(_own(week, reader))
    content = connection.execute(query).scalar()
    return None if content is None else decode(Edition, content)


def last_shown(connection: Connection, reader: str = "") -> dict[OpportunityId, datetime]:
    """Return when a reader's newest frozen edition in which each opportunity stood was made.

    What is learned later has not been shown, even when the edition was frozen after that. Only
    rows of the list count.
    """
    table = schema.edition
    frozen = and_(table.c.reader == reader, table.c.frozen_at.is_not(None))
    query = select(table.c.made_at, table.c.content["opportunities"]).where(frozen)
    return {
        OpportunityId(row["id"]): made_at
        for made_at, rows in connection.execute(query.order_by(table.c.made_at))
        for row in rows
    }


def last_frozen(connection: Connection, reader: str = "") -> datetime | None:
    """Return when a reader's newest frozen edition was made; nothing before the first."""
    table = schema.edition
    frozen = and_(table.c.reader == reader, table.c.frozen_at.is_not(None))
    return connection.execute(select(func.max(table.c.made_at)).where(frozen)).scalar()


def first_listed(connection: Connection) -> dict[OpportunityId, datetime]:
    """Return when each opportunity first stood in an edition."""
    table = schema.opportunity
    rows = connection.execute(select(table.c.id, table.c.first_listed_at))
    return {OpportunityId(name): moment for name, moment in rows}


def _write(connection: Connection, edition: Edition, **made_from: str) -> bool:
    """Write an edition over the open one; return False, with nothing done, over a frozen one."""
    table = schema.edition
    own = _own(edition.week, edition.reader)
    row: dict[str, Any] = {
        "made_at": edition.made_at,
        "frozen_at": edition.frozen_at,
        "content": encode(edition),
        **made_from,
    }
    still_open = and_(own, table.c.frozen_at.is_(None))
    if not connection.execute(update(table).where(still_open).values(row)).rowcount:
        if connection.execute(select(table.c.week).where(own)).first():
            return False
        names = {"week": edition.week, "reader": edition.reader, "made_from": ""}
        connection.execute(insert(table).values(names | row))
    opportunities.note_listed(connection, edition.opportunities, edition.made_at)
    return True


def _own(week: Week, reader: str) -> ColumnElement[bool]:
    return and_(schema.edition.c.week == week, schema.edition.c.reader == reader)


def _made_by(moment: datetime | None) -> ColumnElement[bool]:
    return true() if moment is None else schema.edition.c.made_at <= moment


def _weeks(connection: Connection, those: ColumnElement[bool]) -> list[Week]:
    week = schema.edition.c.week
    return [
        Week(name)
        for name in connection.execute(select(week).where(those).order_by(week.desc())).scalars()
    ]
