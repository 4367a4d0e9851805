"""PostgreSQL as the engine: many machines read, one transaction at a time writes.

Writes take turns as they do on SQLite, by a lock of the transaction: what is counted (change
numbers, versions) then follows the order in which it is committed, and a reader that has seen
a change number has seen all before it.

Source:
    PostgreSQL 18, 13.3.5 (advisory locks) and 13.2.2 (repeatable read).
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from watch.errors import StoreBusy, StoreError, UsageError

_TURN = 0x7465636877617463
"""The lock under which writers take turns: the name ``techwatc`` as a number."""

_LOCK_TIMEOUT = "30s"
"""As on SQLite: longer than any transaction of ours."""

_LOCK_NOT_AVAILABLE = "55P03"
_DISK_FULL = "53100"


def make_engine(url: str) -> Engine:
    """Return an engine on a server, reached by psycopg; nothing is connected yet.

    Raises:
        UsageError: If the address is not PostgreSQL's, or the driver is not installed.
    """
    address = make_url(url)
    if address.get_backend_name() not in {"postgresql", "postgres"}:
        message = f"{address.render_as_string(hide_password=True)} is not a PostgreSQL address"
        raise UsageError(message, hint="write DATABASE_URL=postgresql://user@host/name")
    try:
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs the extra `server`"
        raise UsageError(message, hint="pip install 'techwatch[server]'") from error


def begin_read(connection: Connection) -> None:
    """Begin a transaction that sees one consistent state and changes nothing."""
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def begin_write(connection: Connection) -> None:
    """Begin the one transaction that may write; waits for its turn."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def fault(error: DatabaseError, name: str) -> StoreError:
    """Return what the error means and what to do about it."""
    cause = str(error.orig).strip()
    state = getattr(error.orig, "sqlstate", None)
    if state == _LOCK_NOT_AVAILABLE:
        message = f"another process keeps writing to {name}"
        return StoreBusy(message, hint="wait for the other run to end, then try again")
    if isinstance(error, IntegrityError):
        message, hint = f"{name} refused a row: {cause}", "nothing was written; please report this"
    elif state == _DISK_FULL:
        message = f"{name} cannot be written: {cause}"
        hint = "free some disk space on the server; nothing was lost"
    elif isinstance(error, OperationalError) and state is None:
        message = f"{name} cannot be reached: {cause}"
        hint = "check DATABASE_URL, and that the server runs and lets you in"
    else:
        message, hint = f"{name} cannot be used: {cause}", "run `techwatch doctor`"
    return StoreError(message, hint=hint)
