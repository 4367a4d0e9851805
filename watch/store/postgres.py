"""PostgreSQL as the engine: many machines read, one transaction at a time writes.

Writes take turns as they do on SQLite, by a lock of the transaction: what is counted (change
numbers, versions) then follows the order in which it is committed, and a reader that has seen
a change number has seen all before it.

Source:
    PostgreSQL 18, 13.3.5 (advisory locks) and 13.2.2 (repeatable read).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from watch.errors import LOOK_CLOSER, StoreBusy, StoreError, UsageError
from watch.store import server_url

_TURN = 0x7465636877617463
"""The lock under which writers take turns: the name ``techwatc`` as a number."""

LOCK_TIMEOUT = "30s"
"""As on SQLite: longer than any transaction of ours."""

_LOCK_NOT_AVAILABLE = "55P03"
_DISK_FULL = "53100"
_FOR_THE_ADMINISTRATOR = {
    "42501": "let the database belong to this role; an administrator creates extensions",
    "0A000": "install pgvector beside the server, then let an administrator create it",
    "58P01": "install pgvector beside the server, then let an administrator create it",
}
"""What a role may not do, and an extension that is not there (docs/postgresql.md)."""

_AWAY = {"57P01", "57P02", "57P03", "25006"}
"""Stopped, crashed, not yet up; or a primary that has become a replica."""


def make_engine(url: str) -> Engine:
    """Return an engine on a server, reached by psycopg; nothing is connected yet.

    Its errors quote no value of a row: they go into logs.

    Raises:
        UsageError: If the address is not PostgreSQL's, or the driver is not installed.
    """
    address = server_url.parsed(url)
    patience = server_url.patience(address)
    try:
        engine = create_engine(
            address, pool_pre_ping=True, connect_args=patience, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare())
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs the extra `server`"
        raise UsageError(message, hint="pip install 'techwatch[server]'") from error
    return engine


def begin_read(connection: Connection) -> None:
    """Begin a transaction that sees one consistent state and changes nothing.

    Compiling a query takes longer than any of ours runs, however much it looks at.
    """
    connection.exec_driver_sql(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off"
    )


def begin_write(connection: Connection) -> None:
    """Begin the one transaction that may write; waits for its turn."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def fault(error: DBAPIError, name: str) -> StoreError:
    """Return what the error means and what to do about it."""
    cause = str(error.orig).strip().partition("\n")[0]
    state = getattr(error.orig, "sqlstate", None)
    if state == _LOCK_NOT_AVAILABLE:
        message = f"another process keeps writing to {name}"
        return StoreBusy(message, hint="wait for the other run to end, then try again")
    if isinstance(error, IntegrityError):
        message, hint = f"{name} refused a row: {cause}", "nothing was written; please report this"
    elif state == _DISK_FULL:
        message = f"{name} cannot be written: {cause}"
        hint = "free some disk space on the server; nothing was lost"
    elif state in _FOR_THE_ADMINISTRATOR:
        message, hint = f"{name} cannot be used: {cause}", _FOR_THE_ADMINISTRATOR[state]
    elif _away(error, state):
        message = f"{name} cannot be reached: {cause}"
        hint = "check DATABASE_URL, and that the server runs and lets you in; then try again"
    else:
        message, hint = f"{name} cannot be used: {cause}", LOOK_CLOSER
    return StoreError(message, hint=hint)


def _away(error: DBAPIError, state: str | None) -> bool:
    """Tell whether there was no server, or none that may write, at the end of the line."""
    if state is None:
        return isinstance(error, (OperationalError, InterfaceError))
    return state in _AWAY or state.startswith("08")


def _prepare() -> Callable[[Any, object], None]:
    """Return what makes a new connection fit for use.

    Raises:
        ModuleNotFoundError: If a library of the extra is not installed.
    """
    from pgvector import HalfVector
    from pgvector.psycopg.halfvec import HalfVectorBinaryDumper

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg's connection
        connection.adapters.register_dumper(HalfVector, HalfVectorBinaryDumper)

    return prepare
