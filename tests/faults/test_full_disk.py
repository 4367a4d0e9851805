"""A disk that fills up while articles are stored: what was committed is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from fakes import article, source

from watch import store
from watch.errors import StoreError

SIZE = 3 * 1024 * 1024
BATCH = 20


@contextmanager
def small_disk(folder):
    """Mount a file system of 3 MB in memory; skips where that is not allowed."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or os.geteuid()
        or subprocess.run(options, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root of a Linux machine can mount a file system of 3 MB")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def stored(database):
    with database.read() as connection:
        assert store.backup.sound(connection)
        return store.articles.total(connection)


def fill(database, first):
    """Store articles batch by batch until there is no room; return how many were committed."""
    done = 0
    while True:
        numbers = range(first + done, first + done + BATCH)
        try:
            with database.write() as connection:
                store.articles.save(connection, [article(n, text="word " * 400) for n in numbers])
        except StoreError as error:
            return done, error
        done += BATCH


@pytest.mark.proof
def test_full_disk_keeps_what_was_committed(tmp_path, proof):
    rounds = proof.count(short=2, full=20)
    with small_disk(tmp_path / "disk") as disk:
        ballast, path = disk / "ballast", disk / "index" / "watch.db"
        ballast.write_bytes(bytes(SIZE // 4))
        committed, kept = 0, 0
        for number in range(rounds):
            database = store.open_database(path)
            with database.write() as connection:
                store.sources.sync(connection, {"print": source()})
            done, error = fill(database, committed + 1)
            database.close()
            committed += done
            assert "disk" in error.message or "full" in error.message
            assert "free some disk space" in error.hint
            ballast.write_bytes(bytes(max(0, SIZE // 4 - (number + 1) * SIZE // 4 // rounds)))
            database = store.open_database(path)
            kept = stored(database)
            database.close()
            assert kept == committed
    proof.state(
        "3 MB tmpfs",
        measured=f"{kept:,} of {committed:,} committed rows kept",
        target="all committed rows kept",
        holds=kept == committed > 0,
    )
