"""How many jobs there are, for whoever watches the workers."""

from __future__ import annotations

from contextlib import closing

from watch import store
from watch.queue import book


def test_jobs_are_counted_by_task_and_state(database):
    with database.write() as connection:
        book.add_send(connection)
        book.add(connection, book.Task.EMBED, {"articles": [1]})
        book.add(connection, book.Task.EMBED, {"articles": [2]})
    with database.read() as connection:
        assert store.server.jobs(connection) == {("embed", "todo"): 2, ("send", "todo"): 1}


def test_database_that_no_worker_has_seen_has_no_jobs(postgres, tmp_path):
    for address in (postgres.new_database(), tmp_path / "watch.db"):
        with closing(store.open_database(address)) as opened, opened.read() as connection:
            assert store.server.jobs(connection) == {}
