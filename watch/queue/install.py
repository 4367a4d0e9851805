"""The tables of the queue, made or brought up to date in the database that they share.

Source:
    procrastinate 3.10, "Migrations": files of SQL whose names sort in the order in which they
    are to be run; ``schema.sql`` holds the sum of all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from procrastinate.schema import SchemaManager

from watch import store
from watch.errors import SchemaMismatch
from watch.store import Connection, Database

KEY = "queue.schema"
"""Name under which the last migration is kept."""


def install(database: Database) -> None:
    """Make the tables, or run the migrations that came since; one process at a time does.

    Raises:
        SchemaMismatch: If a newer procrastinate made them.
        StoreError: If the database cannot be written.
    """
    scripts = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    newest = scripts[-1].name
    with database.read() as connection:
        held = _held(connection)
    if held == newest:
        return
    if held > newest:
        message = f"the queue of {database.name} was made by a newer procrastinate ({held})"
        raise SchemaMismatch(message, hint="upgrade techwatch on this machine")
    with database.write() as connection:
        held = _held(connection)  # another process may have come first
        if held:
            for script in scripts:
                if script.name > held:
                    _run(connection, script.read_text(encoding="utf-8"))
        else:
            _run(connection, SchemaManager.get_schema())
        store.meta.put(connection, KEY, newest)


def _held(connection: Connection) -> str:
    """Return the last migration of the tables; nothing where there are none.

    A database that was copied has the note of it, and not the tables. The note is read first: to
    open a table is when PostgreSQL hears of tables that others have made meanwhile.
    """
    noted = store.meta.get(connection, KEY)
    found = _driver(connection).execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    return noted if found[0] else ""


def _run(connection: Connection, script: str) -> None:
    """Run statements as they are: without values, so no sign of theirs means one."""
    _driver(connection).execute(script)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - psycopg's connection
    return connection.connection.driver_connection
