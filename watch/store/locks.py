"""Locks that every process of a PostgreSQL database knows, on whichever machine.

A lock lasts as long as the connection that took it: a process that is killed lets go of its
locks at once, and nobody has to clean up after it.

Source:
    PostgreSQL 18, 13.3.5: advisory locks at session level.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from watch.store import postgres
from watch.store.database import Database
from watch.text import fingerprint

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_WAIT = text("SELECT pg_advisory_lock(:key)")
_GIVE = text("SELECT pg_advisory_unlock(:key)")


class Locks:
    """The locks that one process holds, on a connection of their own; thread-safe.

    Args:
        database: On PostgreSQL.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._held: set[str] = set()
        self._at_work = threading.Lock()

    def take(self, name: str) -> bool:
        """Take a lock if nobody holds it, in this process or another; return whether it is ours.

        Raises:
            StoreError: If the server is away.
        """
        with self._at_work:
            if name in self._held or not self._ask(name):
                return False
            self._held.add(name)
            return True

    def give(self, name: str) -> None:
        """Give a lock back; one that was lost with its connection is only forgotten."""
        with self._at_work:
            self._held.discard(name)
            if self._connection is None:
                return
            try:
                self._connection.execute(_GIVE, {"key": _key(name)})
            except DBAPIError:
                self._drop()

    def close(self) -> None:
        """Give every lock back."""
        with self._at_work:
            self._held.clear()
            self._drop()

    def _ask(self, name: str) -> bool:
        for connection in (self._connection, None):  # the server may have been restarted
            try:
                self._connection = connection or self._connected()
                return bool(self._connection.execute(_TAKE, {"key": _key(name)}).scalar())
            except DBAPIError as error:
                self._drop()
                lost = error
        raise postgres.fault(lost, self._database.name) from lost

    def _connected(self) -> Connection:
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        return engine.connect()

    def _drop(self) -> None:
        """Close the connection for good: its locks end with it, which a pool would keep."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


@contextmanager
def alone(database: Database, name: str) -> Iterator[bool]:
    """Hold a lock for the length of a block, if nobody else holds it; yield whether we do."""
    locks = Locks(database)
    try:
        yield locks.take(name)
    finally:
        locks.close()


@contextmanager
def in_turn(database: Database, name: str) -> Iterator[None]:
    """Hold a lock for the length of a block, after whoever holds it now.

    Raises:
        StoreError: If the server is away.
    """
    with database.alone() as connection:
        connection.execute(_WAIT, {"key": _key(name)})
        try:
            yield
        finally:
            connection.execute(_GIVE, {"key": _key(name)})


def _key(name: str) -> int:
    """Return the number that stands for a name; two names of one number would share a lock."""
    return int(fingerprint("lock", name)[:16], 16) - 2**63
