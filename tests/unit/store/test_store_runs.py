"""Runs and small facts survive; a copy of the database is whole while others write."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from fakes import MOMENT

from watch import store
from watch.errors import StoreError
from watch.model import RunRecord, RunReport, RunState

REPORT = RunReport(
    sources={"ok": 3, "failed": 1},
    entries=9,
    articles_new=4,
    articles_updated=0,
    articles_duplicate=1,
    articles=50,
    stories=40,
    matches=12,
    opportunities=2,
    seconds={"collect": 1.5},
    peak_memory_mb=300,
)


@pytest.fixture
def database(tmp_path):
    opened = store.open_database(tmp_path / "watch.db")
    yield opened
    opened.close()


def begun(database, now=MOMENT):
    with database.write() as connection:
        return store.runs.begin(connection, now)


def last(database):
    with database.read() as connection:
        return store.runs.latest(connection, 1)[0]


def test_run_comes_back_as_it_was_noted(database):
    number = begun(database)
    record = RunRecord(
        number=number,
        started_at=MOMENT,
        seen_at=MOMENT + timedelta(seconds=9),
        ended_at=MOMENT + timedelta(seconds=9),
        stage="collect",
        done=3,
        total=4,
        label="Press",
        report=REPORT,
        error="a mistake",
        hint="mend it",
    )
    with database.write() as connection:
        store.runs.note(connection, record)
    assert last(database) == record


def test_run_just_begun_is_at_work(database):
    begun(database)
    assert last(database).state(MOMENT + timedelta(minutes=1)) is RunState.RUNNING


def test_run_silent_for_two_minutes_was_interrupted(database):
    begun(database)
    assert last(database).state(MOMENT + timedelta(minutes=2, seconds=1)) is RunState.INTERRUPTED


def test_only_the_last_200_runs_are_remembered(database):
    numbers = [begun(database) for _ in range(203)]
    with database.read() as connection:
        kept = [run.number for run in store.runs.latest(connection, 500)]
    assert kept == numbers[:2:-1]


def test_meta_gives_what_was_put_last(database):
    with database.write() as connection:
        assert store.meta.get(connection, "sending") == ""
        store.meta.put(connection, "sending", "off")
        store.meta.put(connection, "sending", "on")
        assert store.meta.get(connection, "sending") == "on"
        assert store.database_id(connection)


def test_copy_holds_what_was_committed_and_nothing_of_a_writer(database, tmp_path):
    """A backup during a run is consistent: the transaction under way is not in it."""
    begun(database)
    with database.write() as connection:
        store.runs.begin(connection, MOMENT)
        store.backup.copy(database, tmp_path / "copy.db")
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT count(*) FROM run").fetchone() == (1,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert last(database).number == 2


def test_copy_into_a_missing_folder_is_refused_with_a_hint(database, tmp_path):
    with pytest.raises(StoreError) as caught:
        store.backup.copy(database, tmp_path / "nowhere" / "copy.db")
    assert "disk space" in caught.value.hint


def test_counts_are_of_what_is_stored(database):
    with database.read() as connection:
        assert store.counts.opportunities(connection) == 0
        assert store.counts.decisions(connection) == 0
        assert store.counts.editions(connection) == 0
        assert store.backup.revision(connection) >= "0005"
        assert store.backup.sound(connection)
