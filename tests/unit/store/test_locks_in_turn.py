"""Whoever comes second waits for the first, on whichever machine."""

from __future__ import annotations

import threading
import time
from contextlib import closing

from sqlalchemy import text

from watch import store

WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def test_second_waits_until_the_first_has_ended(postgres):
    url, order = postgres.new_database(), []
    with closing(store.open_database(url)) as one, closing(store.open_database(url)) as two:

        def second():
            with store.locks.in_turn(two, "links"):
                order.append("second")

        with store.locks.in_turn(one, "links"):
            thread = threading.Thread(target=second)
            thread.start()
            while not waiting(one):
                assert thread.is_alive()
                time.sleep(0.02)
            order.append("first")
        thread.join(60)
    assert order == ["first", "second"]


def waiting(database):
    with database.read() as connection:
        return connection.execute(WAITING).scalar_one()
