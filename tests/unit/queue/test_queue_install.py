"""The tables of the queue: made once, brought up to date, never used by an older program."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from watch import store
from watch.errors import SchemaMismatch

install = pytest.importorskip("watch.queue.install", reason="the extra `server` is not installed")


def held(database):
    with database.read() as connection:
        return store.meta.get(connection, install.KEY)


def test_many_who_begin_at_once_make_the_tables_once(url):
    database = store.open_database(url)
    problems = []

    def begin():
        try:
            install.install(database)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is shown
            problems.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert held(database).endswith(".sql")
    database.close()


@pytest.fixture
def migrations(tmp_path, monkeypatch, database):
    """Migrations of a later version of the library: the present last one, and one more."""
    (tmp_path / held(database)).write_text("this is run before and is no SQL")
    (tmp_path / "99.00.00_01_more.sql").write_text(
        "CREATE TABLE more (share text DEFAULT '100 %');"
    )
    monkeypatch.setattr(install.SchemaManager, "get_migrations_path", lambda: str(tmp_path))
    return tmp_path


def test_what_came_since_is_run_once(database, migrations):
    install.install(database)
    install.install(database)
    assert held(database) == "99.00.00_01_more.sql"


def test_copy_of_a_database_gets_tables_of_its_own(url, database):
    """A copy has the note of the tables, and not the tables."""
    note = held(database)
    with database.write() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    copied = store.open_database(url)
    with copied.write() as connection:
        store.meta.put(connection, install.KEY, note)
    install.install(copied)
    with copied.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar() == 0
    copied.close()


def test_queue_of_a_newer_program_is_refused(database, migrations):
    install.install(database)
    (migrations / "99.00.00_01_more.sql").unlink()
    with pytest.raises(SchemaMismatch, match="newer procrastinate"):
        install.install(database)
