"""Runs, backup and restore on the command line, over a real home."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from review_home import NOW

from watch import store
from watch.model import RunRecord


@pytest.fixture
def noted(tmp_path, reviewing):
    """A function that notes a run in the home that commands work on."""

    def note(**fields):
        database = store.open_database(tmp_path / "home" / "index" / "watch.db")
        with database.write() as connection:
            number = store.runs.begin(connection, NOW)
            run = RunRecord(number=number, started_at=NOW, seen_at=NOW, stage="collect")
            store.runs.note(connection, replace(run, **fields))
        database.close()

    return note


def test_home_without_runs_says_so(reviewing):
    assert "No run is on record yet." in reviewing("runs", "--lang", "en").output


def test_run_at_work_shows_how_far_it_is(reviewing, noted):
    noted(done=3, total=9)
    shown = reviewing("runs", "--lang", "en")
    assert "At work" in shown.output
    assert "Reading the sources 3/9" in shown.output
    assert shown.exit_code == 0


def test_failed_run_shows_why_and_ends_with_1(reviewing, noted):
    noted(ended_at=NOW, error="no network", hint="look at the cable")
    shown = reviewing("runs", "--lang", "fr")
    assert "Échoué" in shown.output
    assert "no network" in shown.output
    assert "→ look at the cable" in shown.output
    assert shown.exit_code == 1


def test_runs_as_json_tell_an_interrupted_one(reviewing, noted):
    noted(seen_at=NOW - timedelta(minutes=3))
    shown = reviewing("runs", "--json")
    (run,) = json.loads(shown.stdout)["runs"]
    assert (run["state"], run["report"]) == ("interrupted", None)
    assert shown.exit_code == 1


def test_backup_comes_back_as_a_home(reviewing, tmp_path):
    done = reviewing("backup", str(tmp_path / "b.zip"), "--json")
    assert json.loads(done.stdout)["bytes"] == (tmp_path / "b.zip").stat().st_size
    back = reviewing("restore", str(tmp_path / "b.zip"), str(tmp_path / "new"), "--lang", "fr")
    assert back.exit_code == 0
    assert "n’envoie aucun courriel" in back.output.replace("\n", " ")
    assert (tmp_path / "new" / "index" / "watch.db").exists()


def test_restore_over_a_home_is_refused(reviewing, tmp_path):
    reviewing("backup", str(tmp_path / "b.zip"))
    back = reviewing("restore", str(tmp_path / "b.zip"), str(tmp_path / "home"))
    assert back.exit_code == 2
    assert "is not empty" in back.output
    assert Path(tmp_path / "home" / "sources.yaml").exists()
