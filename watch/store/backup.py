"""A consistent copy of the database, taken while others read and write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, text

from watch.errors import StoreError
from watch.protocols import SilentProgress
from watch.store import copying, server
from watch.store.database import Database, open_database


def copy(database: Database, path: Path) -> None:
    """Write the database as it is at this moment to a new file of SQLite.

    SQLite copies its own in one step, from a server every row is. Runs and readers go on
    meanwhile, and what they write is not in the copy.

    Raises:
        StoreError: If the file cannot be written.
    """
    if database.file is None:
        _copy_rows(database, path)
    else:
        _copy_file(database, path)


def revision(connection: Connection) -> str:
    """Return the revision of the schema that a database has."""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def sound(connection: Connection) -> bool:
    """Tell whether the engine finds nothing wrong with the database."""
    if server.is_server(connection):
        return server.sound(connection)
    return bool(connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok")


def _copy_rows(database: Database, path: Path) -> None:
    target = open_database(path)
    try:
        with database.read() as source, target.write() as sink:
            copying.copy(source, sink, SilentProgress())
    finally:
        target.close()


def _copy_file(database: Database, path: Path) -> None:
    try:
        with database.read() as connection, closing(sqlite3.connect(path)) as target:
            connection.rollback()  # the copy takes its own view of the database
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            driver.backup(target)
    except sqlite3.Error as error:
        message = f"{path} cannot be written: {error}"
        raise StoreError(message, hint="free some disk space, or name another folder") from error
