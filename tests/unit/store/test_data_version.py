"""A version stands still while the database does, and moves with every commit, on both engines."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing

import pytest

from watch import store

WRITES = """\
import sys
from pathlib import Path
from watch import store
address = sys.argv[1]
database = store.open_database(address if "://" in address else Path(address))
with database.write() as connection:
    store.meta.put(connection, "note", sys.argv[2])
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").new_database()
    return tmp_path / "watch.db"


@pytest.fixture
def versions(address):
    with (
        closing(store.open_database(address)) as database,
        closing(store.DataVersion(database)) as made,
    ):
        yield made


def seen(versions):
    with versions.read() as (version, connection):
        return version, store.meta.get(connection, "note")


def write(database, note):
    with database.write() as connection:
        store.meta.put(connection, "note", note)


def test_version_stays_while_nothing_is_written(versions):
    assert seen(versions) == seen(versions)


def test_version_moves_with_what_this_process_writes(versions):
    before, _ = seen(versions)
    write(versions.database, "mine")
    after, note = seen(versions)
    assert (after != before, note) == (True, "mine")


def test_version_moves_with_what_another_process_writes(versions, address):
    before, _ = seen(versions)
    subprocess.run([sys.executable, "-c", WRITES, str(address), "theirs"], check=True, timeout=120)
    after, note = seen(versions)
    assert (after != before, note) == (True, "theirs")


def test_version_does_not_move_with_what_is_taken_back(versions):
    before = seen(versions)
    with versions.database.write() as connection:
        store.meta.put(connection, "note", "taken back")
        connection.rollback()
    assert seen(versions)[1] == before[1] == ""


def test_reader_never_holds_newer_words_under_an_older_state_for_good(versions):
    """Whoever keeps what it read under its version is told of every later commit."""
    with versions.read() as (during, connection):
        write(versions.database, "meanwhile")
        old = store.meta.get(connection, "note")
    after, note = seen(versions)
    assert note == "meanwhile"
    assert after != during or old == "meanwhile"


def test_threads_may_ask_at_once(versions):
    found = []
    threads = [threading.Thread(target=lambda: found.append(seen(versions))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
