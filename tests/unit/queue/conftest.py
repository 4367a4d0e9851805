"""A home on PostgreSQL with the tables of the queue, and the jobs of one worker on it."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from fakes import MOMENT, HashingEmbedder
from sqlalchemy import text

from watch import store
from watch.clock import FixedClock
from watch.pipeline import Tools
from watch.protocols import SilentProgress
from watch.queue import Work
from watch.settings import CollectSettings, Home, Settings

pytest.importorskip("procrastinate", reason="the extra `server` is not installed")


@pytest.fixture
def url(postgres):
    """The address of a new database."""
    return postgres.new_database()


@pytest.fixture
def database(url):
    """A database with the tables of the queue."""
    from watch.queue.install import install

    opened = store.open_database(url)
    install(opened)
    yield opened
    opened.close()


@pytest.fixture
def jobs_in(database):
    """Return what a function of (task, status) to the rows of its jobs gives, oldest first."""
    query = text(
        "SELECT id, queue_name, task_name, status::text AS status, lock, queueing_lock, args,"
        " scheduled_at, attempts, priority FROM procrastinate_jobs ORDER BY id"
    )

    def rows(task, status="todo"):
        with database.read() as connection:
            found = connection.execute(query).mappings().all()
        return [row for row in found if row["task_name"] == task and row["status"] == status]

    return rows


@pytest.fixture
def work(database, url, tmp_path):
    """What a worker on an example home is given; its settings and calls can be replaced."""
    (tmp_path / "painpoints.yaml").write_text("pain_points: [{title: Retards}]\n")
    (tmp_path / "sources.yaml").write_text("sources: []\n")
    stop = threading.Event()
    view = HashingEmbedder()

    def tools():
        return Tools(
            database=database,
            home=Home(root=tmp_path, database_url=url),
            settings=Settings(
                collect=CollectSettings(
                    allow_hosts=("127.0.0.1",), per_host_rate=1000, article_pages=False
                )
            ),
            clock=FixedClock(MOMENT),
            progress=SilentProgress(),
            views=lambda: [view],
            stop=stop,
        )

    return Work(
        url=url,
        tools=tools,
        refresh=lambda: None,
        make_lists=lambda: (),
        send=lambda: None,
        stop=stop,
    )


@pytest.fixture
def jobs(work):
    """The jobs of a worker."""
    from watch.queue.jobs import Jobs

    with closing(Jobs(work)) as opened:
        yield opened
