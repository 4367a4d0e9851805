"""Workers as processes that share a PostgreSQL database: killed, stopped, cut off from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from watch import store
from watch.demo import DemoServer, write_home

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
FULL = bool(os.environ.get("TECHWATCH_WORKERS_FULL"))
"""A thousand feeds and a kill each few seconds, for some minutes."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8"),
]
pytest.importorskip("procrastinate", reason="the extra `server` is not installed")


def test_workers_that_are_killed_lose_no_article_and_meet_at_no_host(postgres):
    workers = pytest.importorskip("benchmarks.workers")
    farm = pytest.importorskip("benchmarks.feed_farm")
    plan = farm.Plan(good=1000 if FULL else 60, entries=20 if FULL else 3)
    every_s = 7.0 if FULL else 6.0
    found = workers.crawl(postgres.new_database(), plan, 3, every_s, patience_s=1800)
    log = found.pop("log")
    print(f"\n{found}")
    assert found["articles"] == plan.good * plan.entries, log[-4000:]
    assert found["twice"] == 0
    assert found["feeds_whole"] == plan.good
    assert found["most_open"] == 1
    assert found["kills"] > 0
    assert not {name for name in found["jobs_left"] if "failed" in name}


@pytest.fixture
def home(tmp_path, own_cache):
    """An example home whose feeds are served."""
    del own_cache
    server = DemoServer()
    write_home(tmp_path / "home", server.base)
    yield tmp_path / "home"
    server.close()


@pytest.fixture
def url(postgres):
    return postgres.new_database()


@pytest.fixture
def database(url):
    opened = store.open_database(url)
    yield opened
    opened.close()


@contextmanager
def begun(url, *words):
    """A process at work; ended, and what it said shown when the test fails."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TECHWATCH", "COV"))}
    paths = os.pathsep.join(map(str, (TESTS, TESTS / "integration", ROOT)))
    with tempfile.TemporaryFile() as said:  # a pipe that nobody empties would stop it
        process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            env=kept | {"DATABASE_URL": url, "PYTHONPATH": paths},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            said.seek(0)
            print(said.read()[-4000:].decode("utf-8", "replace"))


def until(true, patience_s=120.0):
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def scalar(database, query):
    with database.read() as connection:
        return connection.execute(text(query)).scalar()


def articles(database):
    return scalar(database, "SELECT count(*) FROM article")


def unembedded(database):
    query = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM embedding)"
    return scalar(database, query)


def connected(database):
    """Whether a worker has begun: the tables of the queue are there, and one has registered."""
    if not scalar(database, "SELECT to_regclass('procrastinate_workers')"):
        return False
    return scalar(database, "SELECT count(*) FROM procrastinate_workers") > 0


def test_command_ends_within_ten_seconds_of_sigterm(home, url, database):
    with begun(url, "-m", "watch", "worker", "--home", home, "--queue", "crawl") as process:
        until(lambda: process.poll() is not None or articles(database) > 0)
        begun_at = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 143
        assert time.monotonic() - begun_at < 10.0 + 5.0  # five for a machine that is busy
    assert scalar(database, "SELECT count(*) FROM procrastinate_workers") == 0


def test_command_needs_the_database_of_a_server(home, capsys):
    with begun("", "-m", "watch", "worker", "--home", home) as process:
        process.wait(timeout=60)
    assert process.returncode == 2
    assert "DATABASE_URL is not set" in capsys.readouterr().out


def test_worker_goes_on_after_a_server_that_was_away(home, url, database):
    with begun(url, TESTS / "integration" / "worker_process.py", home) as process:
        until(lambda: connected(database) or process.poll() is not None)
        for _ in range(5):  # whatever it is at, it loses its connections
            with database.write() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
                    )
                )
            time.sleep(1.0)
        until(lambda: articles(database) > 200 and not unembedded(database))
        assert process.poll() is None


def test_week_is_frozen_once_by_workers_that_meet_at_its_moment(home, url, database):
    """Both see that the list is due, each by its own clock; it is a Friday evening."""
    moment = "2026-11-20T18:00:00+00:00"
    script = TESTS / "integration" / "worker_process.py"
    frozen = "SELECT count(*) FROM edition WHERE frozen_at IS NOT NULL"
    with begun(url, script, home, moment) as one, begun(url, script, home, moment) as other:
        until(lambda: articles(database) > 200 and not unembedded(database))
        queue_freezes(database)
        until(lambda: scalar(database, frozen) > 0 and not at_work(database))
        assert one.poll() is None
        assert other.poll() is None
    assert scalar(database, frozen) == 1
    assert scalar(database, "SELECT count(*) FROM edition WHERE week = '2026-W47'") == 1


def queue_freezes(database):
    """Write down two freezes without the locks that keep a second one out."""
    from watch.queue import book

    with database.write() as connection:
        for _ in range(2):
            book.add(connection, book.Task.MATCH)


def at_work(database):
    query = (
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'match'"
        " AND (status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL"
        " OR scheduled_at <= now())))"
    )
    return scalar(database, query)
