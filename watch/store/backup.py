"""A consistent copy of the database, taken while others read and write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from watch.errors import StoreError
from watch.store.database import Database


def copy(database: Database, path: Path) -> None:
    """Write the database as it is at this moment to a new file.

    SQLite copies it in one step: runs and readers go on meanwhile, and what they write is not
    in the copy.

    Raises:
        StoreError: If the file cannot be written.
    """
    try:
        with database.read() as connection, closing(sqlite3.connect(path)) as target:
            connection.rollback()  # the copy takes its own view of the database
            _driver(connection).backup(target)
    except sqlite3.Error as error:
        message = f"{path} cannot be written: {error}"
        raise StoreError(message, hint="free some disk space, or name another folder") from error


def revision(connection: Connection) -> str:
    """Return the revision of the schema that a database has."""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def sound(connection: Connection) -> bool:
    """Tell whether SQLite finds nothing wrong with the file."""
    return bool(connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok")


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        message = "only an SQLite database is copied this way"
        raise StoreError(message, hint="use the backup of your database server")
    return found
