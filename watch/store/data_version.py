"""Whether anything was committed to a database since it was last read, by whichever process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from watch.store.database import Database

Version = int | str
"""Differs from all earlier ones once something else is seen; tells nothing of what."""

_OF_SERVER = text(
    """
    SELECT CASE WHEN pg_is_in_recovery()
        THEN 'replica ' || CAST(pg_last_wal_replay_lsn() AS text)
        ELSE 'primary ' || CAST(pg_current_snapshot() AS text)
    END
    """
)


class DataVersion:
    """Reads a database, and tells by one number or text whether it is as it was.

    SQLite answers one connection, of what all others committed: so one is kept that never
    writes. PostgreSQL tells which transactions a reader sees, a replica how far it is.

    Source:
        SQLite, PRAGMA data_version; PostgreSQL 18, 9.28.6 and 9.28.8 (pg_current_snapshot).
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._witness: Connection | None = None
        self._lock = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[tuple[Version, Connection]]:
        """Yield a version, and a connection that sees one state: that version or a newer one.

        Raises:
            StoreError: If the database cannot be read.
        """
        with self.database.read() as connection:
            if self.database.file:  # asked before anything is read: the state begins then
                yield self._of_file(), connection
            else:
                yield str(connection.execute(_OF_SERVER).scalar_one()), connection

    def close(self) -> None:
        """Give the connection back that is kept."""
        with self._lock:
            if self._witness is not None:
                self._witness.close()
                self._witness = None

    def _of_file(self) -> int:
        with self._lock:
            if self._witness is None:
                self._witness = self.database.engine.connect()
                self._witness.execution_options(isolation_level="AUTOCOMMIT")
                self._witness.detach()  # from the pool, which others wait for
            return int(self._witness.exec_driver_sql("PRAGMA data_version").scalar_one())
