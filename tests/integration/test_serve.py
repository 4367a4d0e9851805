"""``techwatch serve`` as a process: one at a time, everything in it, ended within ten seconds."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watch.clock import FixedClock, SystemClock
from watch.errors import StoreBusy, UsageError
from watch.service import Service
from watch.service import schedule as schedule_module

ROOT = Path(__file__).parents[2]
END_S = 10.0
PAINS = "pain_points: [{title: Retards}]\n"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    (tmp_path / "watch.yaml").write_text("understand: {models: [use]}\n", encoding="utf-8")
    return tmp_path


@contextmanager
def begun(home: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A process at work on a home; ended, with what it says, however the test ends."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TECHWATCH", "COV"))}
    with subprocess.Popen(
        [sys.executable, "-m", "watch", "serve", "--home", str(home), *words],
        env=kept | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()  # its app would outlive a kill


def ended(process: subprocess.Popen[str]) -> str:
    """End a process as a supervisor does, in time; return what it said to the log."""
    before = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=20)
    assert time.monotonic() - before < END_S
    assert process.returncode == 143
    return told


def until(true, patience_s: float = 60.0) -> None:
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def first_run_is_over(home: Path) -> bool:
    """Tell it from the file, which is opened by nobody but the process that makes it."""
    path = home / "index" / "watch.db"
    if not path.exists():
        return False
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT ended_at FROM run").fetchall()
        except sqlite3.OperationalError:
            return False
    return any(ended for (ended,) in rows)


@pytest.mark.slow
def test_scheduler_runs_at_once_and_ends_soon_after_sigterm(home):
    with begun(home, "--no-app") as process:
        until(lambda: process.poll() is not None or first_run_is_over(home))
        with begun(home, "--no-app") as second:
            _, told = second.communicate(timeout=60)
        assert second.returncode == 1
        assert "another scheduler is at work" in told
        assert "Traceback" not in ended(process)


@pytest.mark.slow
def test_app_begins_and_ends_with_the_scheduler(home, unused_tcp_port):
    with begun(home, "--port", str(unused_tcp_port)) as process:
        until(lambda: process.poll() is not None or answers(unused_tcp_port))
        assert "Traceback" not in ended(process)
    assert not answers(unused_tcp_port)


def answers(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Watched:
    """A schedule whose jobs are counted and whose moments are seconds away."""

    def __init__(self, home, monkeypatch):
        self.done: list[str] = []
        self.stop = threading.Event()
        self.service = Service(home)
        monkeypatch.setattr(schedule_module, "run_once", self._run)
        monkeypatch.setattr(self.service.webhooks, "tell_due", lambda: self._note("webhooks"))
        monkeypatch.setattr(self.service.digests, "send_due", lambda: self._note("digests"))
        self.run_ends = lambda stop: None

    def _run(self, home, progress, stop, *, only_due):
        assert only_due
        self._note("run")
        self.run_ends(stop)
        return type("Report", (), {"articles_new": 0, "failed_sources": 0})()

    def _note(self, name):
        self.done.append(name)

    def work(self) -> threading.Thread:
        thread = threading.Thread(target=self.service.schedule.work, args=(self.stop,))
        thread.start()
        return thread

    def ended(self, thread) -> bool:
        self.stop.set()
        thread.join(END_S)
        self.service.close()
        return not thread.is_alive()


@pytest.fixture
def watched(home, monkeypatch):
    return Watched(home, monkeypatch)


def test_work_begins_with_a_run_and_what_it_lets_leave(watched):
    thread = watched.work()
    until(lambda: len(watched.done) == 3, 10)
    assert watched.ended(thread)
    assert watched.done == ["run", "webhooks", "digests"]


@pytest.mark.parametrize("error", [UsageError("no"), ValueError("broken"), StoreBusy("busy")])
def test_job_that_fails_is_told_once_and_stops_nothing(watched, error, capsys):
    def fail(_stop):
        raise error

    watched.run_ends = fail
    moments = schedule_module.next_moments
    soon = SystemClock().now() + timedelta(seconds=1.5)

    def near(settings, now):
        found = moments(settings, now)
        return schedule_module.Moments(
            freeze_at=found.freeze_at, send_at=soon if now < soon else found.send_at
        )

    watched.service.schedule._after = lambda at: near(watched.service.settings, at)
    thread = watched.work()
    until(lambda: "digests" in watched.done, 10)
    assert watched.ended(thread)
    assert watched.done == ["run", "webhooks", "digests"]
    told = capsys.readouterr().err
    assert told.count("job.") == (0 if isinstance(error, StoreBusy) else 1)


def test_stop_reaches_the_run_at_work(watched):
    watched.run_ends = lambda stop: stop.wait(30)
    thread = watched.work()
    until(lambda: watched.done == ["run"], 10)
    begun = time.monotonic()
    assert watched.ended(thread)
    assert time.monotonic() - begun < 5
    assert watched.done == ["run"]


def test_moments_are_those_of_the_settings(home):
    at = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    with Service(home, clock=FixedClock(at)) as service:
        moments = service.schedule.next_moments()
    assert moments.freeze_at == datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert moments.send_at == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
