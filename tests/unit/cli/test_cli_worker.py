"""``techwatch worker``: which queues, and what it needs."""

from __future__ import annotations

import os
import signal

import pytest

from watch import logs
from watch.errors import UsageError
from watch.service import Service


@pytest.fixture(autouse=True)
def quiet():
    """Give the log its usual level back."""
    yield
    logs.configure()


@pytest.fixture
def work(service):
    """What the service was asked to work on."""
    asked = {}

    def work(stop, *, queues, concurrency):
        asked.update(stop=stop, queues=queues, concurrency=concurrency)

    service.work = work
    return asked


def test_works_on_everything_unless_told(call, work):
    assert call("worker").exit_code == 0
    assert (tuple(work["queues"]), work["concurrency"]) == ((), 8)


def test_queues_and_jobs_at_once_are_passed_on(call, work):
    call("worker", "--queue", "embed", "--queue", "match", "--concurrency", "2")
    assert (work["queues"], work["concurrency"]) == (["embed", "match"], 2)


@pytest.mark.parametrize("count", ["0", "13"])
def test_number_of_jobs_is_bounded_by_the_connections_of_a_process(call, work, count):
    assert call("worker", "--concurrency", count).exit_code == 2
    assert work == {}


def test_signal_sets_the_stop_and_is_the_exit_code(call, service):
    def work(stop, **_):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)

    service.work = work
    assert call("worker").exit_code == 143


@pytest.fixture
def home(tmp_path):
    with Service(tmp_path) as service:
        yield service


def test_database_of_a_server_is_needed(home, monkeypatch, stop):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(UsageError, match="DATABASE_URL is not set"):
        home.work(stop)


def test_unknown_queue_is_refused_with_those_there_are(home, stop):
    with pytest.raises(UsageError) as refusal:
        home.work(stop, queues=["crowl"])
    assert "crawl, read, embed, match" in refusal.value.hint


@pytest.fixture
def stop():
    import threading

    return threading.Event()
