"""The primary is lost while a worker crawls: it goes on with the replica, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from postgres_pair import postgres_pair, until
from sqlalchemy import text

from watch import store
from watch.demo import DemoServer, write_home
from watch.errors import StoreError

pytestmark = pytest.mark.slow
pytest.importorskip("procrastinate", reason="the extra `server` is not installed")

HERE = Path(__file__).parent
PATIENCE_S = 180
"""Most of it is the lease of what the worker was at when the server went."""


@pytest.fixture
def home(tmp_path, own_cache):
    """An example home whose feeds are served."""
    del own_cache
    with closing(DemoServer()) as server:
        write_home(tmp_path / "home", server.base)
        yield tmp_path / "home"


def test_worker_goes_on_after_the_replica_is_promoted(home):
    with postgres_pair() as pair, closing(store.open_database(pair.url)) as database:
        with at_work(home, pair.url) as worker:
            until(lambda: ids(database), PATIENCE_S)
            before = ids(database)
            pair.primary.kill()
            pair.replica.promote()
            until(lambda: is_whole(database), PATIENCE_S)
            assert worker.poll() is None
        assert before <= ids(database)


@contextmanager
def at_work(home, url):
    """A worker; what it said is shown when the test fails."""
    paths = os.pathsep.join(map(str, (HERE.parent, HERE, HERE.parents[1])))
    log = home / "worker.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "worker_process.py"), str(home)],
            env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": paths},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        print(log.read_text("utf-8")[-4000:])


def ids(database):
    with database.read() as connection:
        return set(connection.execute(text("SELECT id FROM article")).scalars())


def is_whole(database):
    """Whether every feed was read and every article has its vector."""
    query = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM embedding)"
    try:
        with database.read() as connection:
            unembedded = connection.execute(text(query)).scalar()
        return len(ids(database)) > 250 and not unembedded
    except StoreError:
        return False
