"""A run is noted while it works, whatever ends it, and is never harmed by that."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from fakes import MOMENT

from watch import store
from watch.clock import FixedClock
from watch.errors import StoreError, UsageError
from watch.model import RunState
from watch.protocols import SilentProgress
from watch.service import recorder
from watch.service.recorder import RecordedProgress


class Listener:
    """A progress that keeps what it was told."""

    def __init__(self):
        self.heard = []

    def start(self, stage, total=None):
        self.heard.append((stage, total))

    def advance(self, steps=1, label=""):
        self.heard.append((steps, label))


@pytest.fixture
def database(tmp_path):
    opened = store.open_database(tmp_path / "watch.db")
    yield opened
    opened.close()


def noted(database):
    with database.read() as connection:
        return store.runs.latest(connection, 1)[0]


def until(condition):
    """Wait until something is so, five seconds at most."""
    for _ in range(250):
        if condition():
            return True
        time.sleep(0.02)
    return False


def recording(database, shown=None):
    return RecordedProgress(database, FixedClock(MOMENT), shown or SilentProgress())


def test_each_step_is_handed_on(database):
    listener = Listener()
    with recording(database, listener) as progress:
        progress.start("collect", 2)
        progress.advance(label="Press")
    assert listener.heard == [("collect", 2), (1, "Press")]


def test_run_at_work_tells_its_stage(database, monkeypatch):
    monkeypatch.setattr(recorder, "_WRITE_EVERY_S", 0.02)
    with recording(database) as progress:
        progress.start("collect", 2)
        progress.advance(label="Press")
        assert until(lambda: noted(database).done == 1)
        run = noted(database)
    assert (run.stage, run.total, run.label, run.ended_at) == ("collect", 2, "Press", None)


def test_run_on_one_long_step_tells_that_it_lives(database, monkeypatch):
    monkeypatch.setattr(recorder, "_WRITE_EVERY_S", 0.02)
    monkeypatch.setattr(recorder, "_ALIVE_EVERY_S", 0.04)
    clock = FixedClock(MOMENT)
    with RecordedProgress(database, clock, SilentProgress()):
        clock.moment = MOMENT + timedelta(minutes=5)
        assert until(lambda: noted(database).seen_at == clock.moment)
    assert noted(database).started_at == MOMENT


def test_error_that_ends_a_run_is_its_end(database):
    with pytest.raises(UsageError), recording(database):
        raise UsageError("no pain point", hint="state one")
    run = noted(database)
    assert run.state(MOMENT) is RunState.FAILED
    assert (run.error, run.hint) == ("no pain point", "state one")


def test_unexpected_error_is_noted_with_its_kind(database):
    with pytest.raises(ZeroDivisionError), recording(database):
        _ = 1 / 0
    assert noted(database).error == "ZeroDivisionError: division by zero"


def test_signal_stops_a_run_without_a_fault(database):
    with pytest.raises(KeyboardInterrupt), recording(database):
        raise KeyboardInterrupt
    assert noted(database).state(MOMENT) is RunState.STOPPED


def test_run_goes_on_when_nothing_can_be_noted(database, monkeypatch):
    def refuse(*_arguments):
        raise StoreError("the disk is full")

    monkeypatch.setattr(store.runs, "begin", refuse)
    listener = Listener()
    with recording(database, listener) as progress:
        progress.start("collect", 1)
        progress.advance()
    assert len(listener.heard) == 2


def test_run_ends_when_its_end_cannot_be_noted(database, monkeypatch):
    def refuse(*_arguments):
        raise StoreError("the disk is full")

    with recording(database) as progress:
        progress.start("collect", 1)
        monkeypatch.setattr(store.runs, "note", refuse)
    assert noted(database).ended_at is None
