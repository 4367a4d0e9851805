"""The database opens, migrates, refuses and commits whole."""

from __future__ import annotations

import random
import sqlite3
import threading

import pytest
from fakes import article, source

from watch import store
from watch.errors import SchemaMismatch, StoreError


def test_database_is_made_once_and_keeps_its_name(tmp_path):
    """Opening again finds the same database under the same id."""
    names = []
    for _ in range(2):
        database = store.open_database(tmp_path / "deep" / "watch.db")
        with database.read() as connection:
            names.append(store.database_id(connection))
        database.close()
    assert names[0] == names[1] != ""


@pytest.mark.parametrize(
    "name",
    [
        "with space",
        "accentué",
        "100%",
        "a#b",
        "a&b=c",
        pytest.param("a?b"),
    ],
)
def test_database_opens_in_any_folder(tmp_path, name):
    """A home folder may be called anything a file system allows."""
    path = tmp_path / name / "watch.db"
    database = store.open_database(path)
    with database.write() as connection:
        store.sources.sync(connection, {"p": source()})
    database.close()
    assert path.exists()


def test_write_is_all_or_nothing(stocked):
    """An error inside a write leaves no trace of it, in any table."""
    with pytest.raises(RuntimeError, match="power"), stocked.write() as connection:  # noqa: PT012
        store.articles.save(connection, [article(7, title="Zeppelin")])
        store.sources.sync(connection, {})
        raise RuntimeError("power cut")
    with stocked.read() as connection:
        assert store.articles.total(connection) == 3
        assert store.fulltext.search(connection, ["zeppelin"], limit=5) == []
        assert [s.enabled for s in store.sources.every(connection).values()] == [True]


def test_reader_sees_one_state_while_another_writes(stocked):
    """What is committed during a read does not change what the read sees."""
    with stocked.read() as reading:
        assert store.articles.total(reading) == 3
        with stocked.write() as writing:
            store.articles.save(writing, [article(9)])
        assert store.articles.total(reading) == 3
    with stocked.read() as reading:
        assert store.articles.total(reading) == 4


def test_writers_wait_for_each_other(stocked):
    """Four threads that write at once all succeed."""
    failed = []

    def write(first: int) -> None:
        try:
            for n in range(10):
                with stocked.write() as connection:
                    store.articles.save(connection, [article(first + n)])
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(1000 * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with stocked.read() as connection:
        assert store.articles.total(connection) == 43
        assert store.articles.newest_change(connection) == 41


def test_newer_schema_is_refused_untouched(tmp_path):
    """A database of a later version is not opened, and not one byte of it changes."""
    path = tmp_path / "watch.db"
    store.open_database(path).close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(SchemaMismatch) as caught:
        store.open_database(path)
    assert "upgrade" in caught.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"\0" * 4096, b"SQLite format 3\0" + b"x" * 4080]
)
def test_foreign_file_is_a_store_error_with_a_remedy(tmp_path, content):
    """A file that is no database is told in one line, and left as it is."""
    path = tmp_path / "watch.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        store.open_database(path)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == content


def test_damaged_pages_are_store_errors_never_crashes(tmp_path):
    """With pages overwritten, reading raises StoreError or gives rows; nothing else."""
    path = tmp_path / "watch.db"
    database = store.open_database(path)
    with database.write() as connection:
        store.sources.sync(connection, {"p": source()})
        store.articles.save(connection, [article(n, text="word " * 200) for n in range(1, 60)])
    database.close()
    good = path.read_bytes()
    chance = random.Random(7)
    for _ in range(25):
        bad = bytearray(good)
        start = chance.randrange(4096, len(bad) - 4096)
        bad[start : start + 4096] = chance.randbytes(4096)
        path.write_bytes(bad)
        for leftover in ("watch.db-wal", "watch.db-shm"):
            (tmp_path / leftover).unlink(missing_ok=True)
        try:
            opened = store.open_database(path)
        except StoreError:
            continue
        try:
            with opened.read() as connection:
                store.articles.existing(connection, list(range(1, 60)))
                store.fulltext.search(connection, ["word"], limit=5)
                store.sources.every(connection)
        except StoreError as error:
            assert error.hint  # noqa: PT017
        finally:
            opened.close()


def test_folder_that_cannot_be_made_is_a_store_error(tmp_path):
    """A file where the folder should be is told with a hint."""
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        store.open_database(tmp_path / "index" / "watch.db")
    assert caught.value.hint
