"""The primary is lost and its replica promoted: everybody goes on, nothing acknowledged is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from fakes import MOMENT
from lives import opportunity
from postgres_pair import postgres_pair, until

from watch import store
from watch.errors import StoreError
from watch.model import Known

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture
def pair():
    """A primary and a replica that has every acknowledged write."""
    with postgres_pair() as made:
        yield made


class Worker:
    """A process that does one thing each time it is told to."""

    def __init__(self, home, work, variables):
        tests = os.pathsep.join([str(HERE), str(HERE.parent), str(HERE.parents[1])])
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "deciding_home.py"), str(home), work],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | variables | {"PYTHONPATH": tests},
        )
        self.said = Counter()
        self.acknowledged = []

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait(30) == 0

    def once(self):
        """Do it once; return whether it went well."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        word, _, rest = self._process.stdout.readline().strip().partition(" ")
        assert word in {"done", "fault"}, rest
        self.said[word] += 1
        if word == "done":
            self.acknowledged.append(int(rest))
        return word == "done"


def test_everybody_goes_on_after_the_replica_is_promoted(pair, tmp_path):
    """One decides, two read, one of them from the replica; the primary dies between two rows."""
    with closing(store.open_database(pair.url)) as database, database.write() as connection:
        store.opportunities.keep(connection, opportunity(), Known(), MOMENT)
    variables = {"DATABASE_URL": pair.url}
    with ExitStack() as stack:
        writer = stack.enter_context(Worker(tmp_path, "decide", variables))
        reader = stack.enter_context(Worker(tmp_path, "read", variables))
        follower = stack.enter_context(
            Worker(tmp_path, "read", variables | {"DATABASE_READ_URL": pair.read_url})
        )

        def everybody_once():
            return min([worker.once() for worker in (writer, reader, follower)])

        for _ in range(20):
            assert everybody_once()
        assert follower.acknowledged[-1] == 20, "a replica that acknowledged it shows it"

        pair.primary.kill()
        for _ in range(3):
            assert not writer.once()
            assert not reader.once()
            follower.once()

        pair.replica.promote()
        until(everybody_once)
        for _ in range(20):
            assert everybody_once()

        with closing(store.open_database(pair.url)) as database, database.read() as connection:
            kept = [row.note for row in store.ledger.every(connection)]
        assert {f"number {n}" for n in writer.acknowledged} <= set(kept)
        assert len(kept) == len(set(kept)), "nothing was written twice"
        assert reader.acknowledged[-1] == follower.acknowledged[-1] == len(kept)


def test_process_reads_what_it_wrote_though_the_replica_is_behind(pair):
    """A replica that stands still is not read by who wrote since; and again once it goes on."""
    with closing(store.open_database(pair.url, pair.read_url)) as database:
        pair.primary.ask("ALTER SYSTEM SET synchronous_commit = 'local'", "SELECT pg_reload_conf()")
        pair.replica.ask("SELECT pg_wal_replay_pause()")
        until(lambda: pair.replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")
        with database.write() as connection:
            store.meta.put(connection, "word", "mine")
        assert (value(database), is_replica(database)) == ("mine", False)
        behind = store.server.replica_standing(database, pair.read_url)
        assert (behind.caught_up, behind.lag_s > 0) == (False, True)
        pair.replica.ask("SELECT pg_wal_replay_resume()")
        until(lambda: is_replica(database))
        assert value(database) == "mine"
        assert not is_replica(database.primary)
        there = store.server.replica_standing(database, pair.read_url)
        assert (there.caught_up, there.lag_s) == (True, 0)


def test_replica_that_is_away_is_replaced_by_the_primary(pair):
    with closing(store.open_database(pair.url, pair.read_url)) as database:
        assert is_replica(database)
        pair.primary.ask("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
        pair.replica.kill()
        until(lambda: survives(database))
        assert not is_replica(database)


def is_replica(database):
    with database.read() as connection:
        return connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one()


def value(database):
    with database.read() as connection:
        return store.meta.get(connection, "word")


def survives(database):
    try:
        value(database)
    except StoreError:
        return False
    return True
