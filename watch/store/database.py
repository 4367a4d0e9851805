"""Opening the database: pragmas, migrations, and one way to read or write.

Every write is one short ``BEGIN IMMEDIATE`` transaction; readers never wait.

Source:
    SQLite 3.40: a deferred transaction that turns into a write fails at once when
    another writer is active, so writes say so at the start; WAL lets readers go on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from watch.errors import SchemaMismatch, StoreBusy, StoreError
from watch.store import schema

_BUSY_TIMEOUT_MS = 30_000
"""Longer than the longest transaction measured (a 200-article batch: 0.4 s)."""


class Database:
    """The only truth of a home folder, behind two doors: ``read`` and ``write``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state.

        Raises:
            StoreError: If the database cannot be read.
        """
        with _mapped(self.engine), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose work is committed whole, or not at all.

        Raises:
            StoreBusy: If another process keeps writing.
            StoreError: If the disk is full or the file is damaged.
        """
        with _mapped(self.engine), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def _mapped(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        name = engine.url.database or str(engine.url)
        cause = str(error.orig)
        if "locked" in cause:
            message = f"{name} is locked by another process"
            raise StoreBusy(
                message, hint="wait for the other run to end, then try again"
            ) from error
        if "full" in cause or "disk I/O" in cause:
            message = f"{name} cannot be written: {cause}"
            raise StoreError(message, hint="free some disk space; nothing was lost") from error
        message = f"{name} cannot be used: {cause}"
        raise StoreError(message, hint="run `techwatch doctor`") from error
    except IntegrityError as error:
        message = f"{engine.url.database} refused a row: {error.orig}"
        raise StoreError(message, hint="nothing was written; please report this") from error
    except DatabaseError as error:
        message = f"{engine.url.database} is damaged: {error.orig}"
        raise StoreError(
            message, hint="restore a backup, or move the file away and run `techwatch run`"
        ) from error


def open_database(path: Path) -> Database:
    """Return the database at ``path``, created or migrated to the present schema.

    Raises:
        SchemaMismatch: If a newer techwatch made it.
        StoreError: If it cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path.parent} cannot be created: {error.strerror}"
        raise StoreError(message, hint="choose another --home, or check its rights") from error
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000}
    )
    event.listen(engine, "connect", _prepare)
    database = Database(engine)
    with _mapped(engine):
        _migrate(database)
    return database


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


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _migrate(database: Database) -> None:
    with database.engine.connect() as connection:
        config = _alembic(connection)
        scripts = ScriptDirectory.from_config(config)
        current = _current_revision(connection)
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
            name = database.engine.url.database
            message = f"{name} was made by a newer techwatch (schema {current})"
            raise SchemaMismatch(message, hint="upgrade techwatch, or use another --home")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        new = _revision(connection) is None  # another process may have come first
        command.upgrade(config, "head")
        if new:
            row = {"key": "database_id", "value": uuid4().hex}
            connection.execute(insert(schema.meta).values(row))
        connection.commit()


def _current_revision(connection: Connection) -> str | None:
    found = _revision(connection)
    connection.rollback()
    return found


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def database_id(connection: Connection) -> str:
    """Return the name this database was given when it was made; derived files carry it."""
    found = connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.key == "database_id")
    ).scalar()
    return str(found or "")
