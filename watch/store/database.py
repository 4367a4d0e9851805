"""Opening the database on either engine: migrations, and one way to read or write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, InterfaceError

from watch.errors import SchemaMismatch, StoreError
from watch.store import postgres, schema, server_url, sqlite
from watch.store.replica import Replica

DatabaseAddress = Path | str
"""A file of SQLite, or the URL of a PostgreSQL database."""


class Database:
    """The only truth of a home folder, behind two doors: ``read`` and ``write``."""

    def __init__(
        self, engine: Engine, replica: Replica | None = None, *, read_replica: bool = True
    ) -> None:
        self.engine = engine
        self._replica = replica
        self._reads_replica = read_replica
        self._turns = sqlite if engine.dialect.name == "sqlite" else postgres

    @property
    def name(self) -> str:
        """What people call it: the file, or the address without its password."""
        url = self.engine.url
        file = url.database if url.get_backend_name() == "sqlite" else None
        return file or server_url.told(url)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        url = self.engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def primary(self) -> Database:
        """The same database, never read from a replica: for who writes what follows from it."""
        return Database(self.engine, self._replica, read_replica=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state.

        Raises:
            StoreError: If the database cannot be read.
        """
        with self._mapped(), self._reader() as connection:
            self._turns.begin_read(connection)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose work is committed whole, or not at all.

        Raises:
            StoreBusy: If another process keeps writing.
            StoreError: If the disk is full, the file damaged or the server away.
        """
        with self._mapped(), self.engine.connect() as connection:
            self._turns.begin_write(connection)
            yield connection
            try:
                connection.commit()
            finally:  # a commit that fails may have been one
                if self._replica:
                    self._replica.wrote()

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Yield a new connection whose statements are transactions of their own, then close it.

        Raises:
            StoreError: If the server refuses one, or cannot be reached.
        """
        with self._mapped(), self.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection
            connection.invalidate()

    def migrate(self) -> None:
        """Bring the database to the present schema.

        Raises:
            SchemaMismatch: If a newer techwatch made it.
            StoreError: If it cannot be opened.
        """
        _migrate(self)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
        if self._replica:
            self._replica.close()

    def _reader(self) -> Connection:
        replica = self._replica if self._reads_replica else None
        return (replica.connect() if replica else None) or self.engine.connect()

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError) as error:
            raise self._turns.fault(error, self.name) from error
        except (ValueError, TypeError, LookupError) as error:
            if self.file is None or not sqlite.is_unreadable(error):
                raise
            cause = f"a value cannot be read ({type(error).__name__})"  # the value is nobody's
            raise sqlite.damaged(cause, self.name) from error


def open_database(address: DatabaseAddress, read_url: str = "") -> Database:
    """Return the database at a file or a URL, created or migrated to the present schema.

    Args:
        address: Where it is.
        read_url: A replica of a PostgreSQL database, which answers reads where it can.

    Raises:
        SchemaMismatch: If a newer techwatch made it.
        StoreError: If it cannot be opened.
        UsageError: If the address is none of a database we know.
    """
    if isinstance(address, Path):
        database = Database(sqlite.make_engine(address))
    else:
        engine = postgres.make_engine(address)
        replica = Replica(postgres.make_engine(read_url), engine) if read_url else None
        database = Database(engine, replica)
    database.primary.migrate()
    return database


def _migrate(database: Database) -> None:
    scripts = ScriptDirectory.from_config(_alembic())
    with database.read() as connection:
        current = _revision(connection)
        if current is None and database.file is not None:
            _require_empty(connection, database.name)
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
        message = f"{database.name} was made by a newer techwatch (schema {current})"
        raise SchemaMismatch(message, hint="upgrade techwatch, or use another --home")
    with database.write() as connection:
        new = _revision(connection) is None  # another process may have come first
        command.upgrade(_alembic(connection), "head")
        if new:
            row = {"key": "database_id", "value": uuid4().hex}
            connection.execute(insert(schema.meta).values(row))


def _require_empty(connection: Connection, name: str) -> None:
    """Refuse to put our tables into the file of another program.

    Raises:
        StoreError: If the file has tables that none of our versions made.
    """
    names = set(inspect(connection).get_table_names())
    if any(not name.startswith(("alembic_version", "article_fts")) for name in names):
        message = f"{name} is a database of another program"
        raise StoreError(message, hint="move the file away, or use another --home")


def _alembic(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


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
