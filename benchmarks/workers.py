"""Workers that share a crawl, one of them killed again and again.

    DATABASE_URL=postgresql://user@host/postgres python -m benchmarks.workers [--feeds 1000]

For one, two and three worker processes: every feed of the farm is due at once; what counts is
when the last article is stored and embedded. Then three once more, one of which is killed with
SIGKILL every few seconds. The user of the address must be allowed to create databases; those
made here are dropped at the end. The embedding view is a cheap one: what is measured is the
queue, the crawl and the store.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from sqlalchemy import create_engine, func, select, text

from benchmarks.feed_farm import Plan, grown, tally
from benchmarks.feed_roles import REFUGE
from watch import logs, store
from watch.model import ModelKey
from watch.service import Service
from watch.store import schema

ROOT = Path(__file__).parents[1]
LOOK_S = 0.5
VIEW = ModelKey("benchmark-8@1/none")
JOBS_AT_ONCE = 4
"""Places of one worker: three workers share two processors here."""


class CheapView:
    """An embedding view that costs nothing: eight numbers drawn from the length of a text."""

    key = VIEW
    dimension = 8

    def documents(self, texts):
        """Return one unit row per text."""
        rows = np.array([np.sin(np.arange(1, 9) * (len(text) + 1)) for text in texts])
        rows = rows.reshape(len(texts), 8).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    queries = documents


def work(home: str) -> None:
    """Be one worker until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    logs.configure("info", json=True)
    with Service(Path(home), views=[CheapView()]) as service:
        service.work(stop, queues=("crawl", "embed"), concurrency=JOBS_AT_ONCE)


def write_home(folder: Path, plan: Plan, port: int) -> None:
    """Write a home that reads every feed of the farm, each at most once an hour."""
    sites = plan.sites()
    sources = [
        {
            "name": f"Press {s.number}",
            "url": f"http://{s.host}:{port}{s.path}",
            "owner": f"o{s.number}",
        }
        for s in sites
    ]
    hosts = sorted({site.host for site in sites} | {REFUGE})
    settings = {"collect": {"allow_hosts": hosts, "per_host_rate": 20, "article_pages": False}}
    for name, content in (
        ("sources.yaml", {"sources": sources}),
        ("painpoints.yaml", {"pain_points": [{"title": "Arrêts de ligne"}]}),
        ("watch.yaml", settings),
    ):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


class Crew:
    """Worker processes on one home."""

    def __init__(self, home: Path, url: str, size: int) -> None:
        self._home = home
        self._env = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        self._logs = (home / "workers.log").open("ab")
        self.processes = [self._begin() for _ in range(size)]
        self.kills = 0

    def kill_one(self, dice: random.Random) -> None:
        """Kill a worker as a power cut does, and let another begin in its place."""
        place = dice.randrange(len(self.processes))
        self.processes[place].kill()
        self.processes[place].wait()
        self.processes[place] = self._begin()
        self.kills += 1

    def end(self) -> list[int]:
        """End all of them softly; return their exit codes."""
        for process in self.processes:
            process.terminate()
        codes = [process.wait(timeout=60) for process in self.processes]
        self._logs.close()
        return codes

    def _begin(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "benchmarks.workers", "--work", str(self._home)]
        return subprocess.Popen(words, env=self._env, cwd=ROOT, stderr=self._logs)


def crawl(
    url: str, plan: Plan, size: int, kill_every_s: float = 0.0, patience_s: float = 900.0
) -> dict:
    """Crawl every feed of a farm with so many workers; return what came of it.

    Args:
        url: Of an empty PostgreSQL database.
        kill_every_s: How often one of them is killed; 0 for never.
    """
    home = Path(mkdtemp(prefix="techwatch-workers-"))
    database = store.open_database(url)
    try:
        with grown(plan) as port:
            write_home(home, plan, port)
            crew = Crew(home, url, size)
            try:
                seconds = _until_done(database, plan, crew, kill_every_s, patience_s)
            finally:
                codes = crew.end()
            seen = tally(port)
        return _found(database, plan) | {
            "workers": size,
            "seconds": round(seconds, 1),
            "feeds_per_s": round(len(plan.sites()) / seconds, 1),
            "kills": crew.kills,
            "exit_codes": codes,
            "most_open": seen["most_open"],
            "log": (home / "workers.log").read_text(encoding="utf-8"),
        }
    finally:
        database.close()
        shutil.rmtree(home, ignore_errors=True)


def _until_done(
    database: store.Database, plan: Plan, crew: Crew, kill_every_s: float, patience_s: float
) -> float:
    """Wait until everything is stored and embedded; return the seconds from the first poll on."""
    dice, begun = random.Random(1), 0.0
    end = time.monotonic() + patience_s
    next_kill = float("inf")
    wanted = sum(site.good for site in plan.sites()) * plan.entries
    while time.monotonic() < end:
        stored, embedded = _counts(database)
        if stored and not begun:
            begun = time.monotonic()
            next_kill = begun + kill_every_s if kill_every_s else next_kill
        if stored >= wanted and embedded >= stored:
            return time.monotonic() - begun
        if time.monotonic() >= next_kill:
            crew.kill_one(dice)
            next_kill = time.monotonic() + kill_every_s
        time.sleep(LOOK_S)
    return float("nan")


def _counts(database: store.Database) -> tuple[int, int]:
    with database.read() as connection:
        return store.articles.total(connection), store.vectors.count(connection, VIEW)


def _found(database: store.Database, plan: Plan) -> dict:
    """Return what is stored, and what is missing or there twice."""
    table = schema.article
    with database.read() as connection:
        held = dict(
            connection.execute(
                select(table.c.source_id, func.count()).group_by(table.c.source_id)
            ).all()
        )
        addresses = connection.execute(select(func.count(func.distinct(table.c.url)))).scalar_one()
        states = {record.state.value for record in store.sources.records(connection).values()}
        left = connection.execute(
            text("SELECT task_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")
        ).all()
    total = sum(held.values())
    return {
        "articles": total,
        "twice": total - addresses,
        "feeds_whole": sum(count == plan.entries for count in held.values()),
        "states": sorted(states),
        "jobs_left": {f"{task} {status}": count for task, status, count in left},
    }


@contextmanager
def new_database(url: str, name: str) -> Iterator[str]:
    """Make a database beside the one of an address, and drop it at the end."""
    address = "postgresql+psycopg://" + url.partition("://")[2]
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield engine.url.set(database=name, drivername="postgresql").render_as_string(
            hide_password=False
        )
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def main() -> None:
    """Print a line for each number of workers."""
    words = argparse.ArgumentParser()
    words.add_argument("--feeds", type=int, default=1000)
    words.add_argument("--entries", type=int, default=20)
    words.add_argument("--kill-every", type=float, default=7.0)
    words.add_argument("--work", metavar="HOME")
    wanted = words.parse_args()
    if wanted.work:
        work(wanted.work)
        return
    plan = Plan(good=wanted.feeds, entries=wanted.entries)
    for size, kill_every_s in ((1, 0), (2, 0), (3, 0), (3, wanted.kill_every)):
        with new_database(os.environ["DATABASE_URL"], f"techwatch_workers_{os.getpid()}") as url:
            found = crawl(url, plan, size, kill_every_s)
        found.pop("log")
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
