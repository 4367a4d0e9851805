"""SQLite as the engine: one file, many readers, one writer.

Source:
    SQLite 3.40: a deferred transaction that turns into a write fails at once when
    another writer is active, so writes say so at the start; WAL lets readers go on.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from traceback import walk_tb

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from watch.errors import LOOK_CLOSER, StoreBusy, StoreError

_BUSY_TIMEOUT_MS = 30_000
"""Longer than the longest transaction measured (a 200-article batch: 0.4 s)."""

_READERS = ("sqlalchemy.", "watch.store.codec", "watch.store.vectors")
"""Modules that make values of what a row holds."""

_OWNER_ONLY = 0o700
"""What the company suffers from is nothing for the other users of a machine."""


def make_engine(path: Path) -> Engine:
    """Return an engine on a file, whose folder is made. Its errors quote no value of a row.

    Raises:
        StoreError: If the folder cannot be made.
    """
    try:
        path.parent.mkdir(_OWNER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path.parent} cannot be created: {error.strerror}"
        raise StoreError(message, hint="choose another --home, or check its rights") from error
    url = URL.create("sqlite", database=str(path))
    limits = {"timeout": _BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, connect_args=limits, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def begin_read(connection: Connection) -> None:
    """Begin a transaction that sees one consistent state."""
    connection.exec_driver_sql("BEGIN")


def begin_write(connection: Connection) -> None:
    """Begin the one transaction that may write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def fault(error: DBAPIError, name: str) -> StoreError:
    """Return what the error means and what to do about it."""
    cause = str(error.orig)
    if isinstance(error, IntegrityError):
        message, hint = f"{name} refused a row: {cause}", "nothing was written; please report this"
    elif not isinstance(error, OperationalError):
        return damaged(cause, name)
    elif "locked" in cause:
        message, hint = f"{name} is locked by another process", "wait for the other run to end"
        return StoreBusy(message, hint=f"{hint}, then try again")
    elif "full" in cause or "disk I/O" in cause:
        message = f"{name} cannot be written: {cause}"
        hint = "free some disk space; nothing was lost"
    else:
        message, hint = f"{name} cannot be used: {cause}", LOOK_CLOSER
    return StoreError(message, hint=hint)


def damaged(cause: str, name: str) -> StoreError:
    """Return what is told of a file that cannot be read as it should."""
    hint = "restore a backup, or move the file away and run `techwatch run`"
    return StoreError(f"{name} is damaged: {cause}", hint=hint)


def is_unreadable(error: Exception) -> bool:
    """Return whether an error arose while a stored value was read, not in the code that asked."""
    frames = walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__", "").startswith(_READERS) for frame, _ in frames)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
        "wal_autocheckpoint=2000",
    ):
        connection.execute(f"PRAGMA {pragma}")
