"""A database that another program holds: whoever needs it waits, or says what to do; no harm."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest
from fakes import MOMENT, HashingEmbedder, served
from fed_home import fed_home, feeds, held
from lived_home import lived_home

from watch.cli.ending import refusal
from watch.clock import FixedClock
from watch.errors import StoreBusy
from watch.model import Act
from watch.present.views.fault import fault
from watch.protocols import SilentProgress
from watch.service import Service
from watch.store import sqlite
from watch.wording import Translator

HOW = ("IMMEDIATE", "EXCLUSIVE")
"""What a program that writes says first; in WAL mode readers go on beside either."""

HELD_S = 0.5
"""So long another program holds the database where we are to wait for it."""


@contextmanager
def taken(root, how="IMMEDIATE", *, whole=False):
    """Hold the database of a home as another program does.

    Args:
        whole: Shut readers out as well, as a tool does that has the file to itself.
    """
    with closing(_other(root, whole=whole)) as other:
        other.execute(f"BEGIN {how}")
        other.execute("UPDATE meta SET value = value")
        yield
        other.execute("ROLLBACK")


def _other(root, *, whole=False):
    other = sqlite3.connect(
        root / "index" / "watch.db", isolation_level=None, timeout=30, check_same_thread=False
    )
    if whole:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
    return other


@pytest.fixture
def impatient(monkeypatch):
    """Wait for a fifth of a second where a run waits for 30."""
    monkeypatch.setattr(sqlite, "_BUSY_TIMEOUT_MS", 200)


@pytest.fixture
def base(own_cache):
    with served(feeds()) as address:
        yield address


@pytest.fixture
def home(tmp_path, base):
    """A home that has run; its feeds have more by then."""
    return fed_home(tmp_path / "home", base)


@pytest.fixture
def calm(tmp_path, base):
    """What a home holds after a run that nobody disturbed."""
    root = fed_home(tmp_path / "calm", base)
    with opened(root) as service:
        service.run()
    return held(root)


def opened(root):
    return Service(root, clock=FixedClock(MOMENT), views=[HashingEmbedder()])


def made(root):
    """Make the database of a home."""
    with opened(root) as service:
        service.schedule.prepare()
    return root


def says_what_to_do(error, root):
    """Check what a person is told, at the terminal and in the app."""
    assert str(root) in error.message
    assert "locked by another process" in error.message
    assert "try again" in error.hint
    at_terminal = refusal(error)
    assert (at_terminal.lines, at_terminal.hint) == ((error.message,), error.hint)
    assert at_terminal.exit_code == 1
    shown = fault(error, Translator("en"))
    assert shown.lines == (error.message,)
    assert shown.hint == error.hint


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("impatient")
def test_run_beside_a_program_that_keeps_writing_ends_with_one_line(home, calm, how):
    made(home)
    with opened(home) as service, taken(home, how), pytest.raises(StoreBusy) as caught:
        service.run()
    says_what_to_do(caught.value, home)
    assert held(home)["articles"] == []
    with opened(home) as service:
        service.run()
    assert held(home) == calm


class Meddler(SilentProgress):
    """Takes the database when a stage begins, and keeps it until the run has ended."""

    def __init__(self, root, stage):
        self._root, self._stage = root, stage
        self.other = None

    def start(self, stage, total=None):
        if stage == self._stage and self.other is None:
            self.other = _other(self._root)
            self.other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("stage", ["collect", "stories", "index", "match"])
@pytest.mark.usefixtures("impatient")
def test_run_that_is_locked_out_halfway_is_made_up_for_by_the_next(home, calm, stage):
    """No source is blamed, nothing is half written, and the next run ends as a calm one."""
    meddler = Meddler(made(home), stage)
    with opened(home) as service:
        with pytest.raises(StoreBusy) as caught:
            service.run(meddler)
        meddler.other.close()
        says_what_to_do(caught.value, home)
        held(home)
        records = [standing.record for standing in service.sources.standings()]
        assert {record.failure for record in records} == {None}
        service.run()
    assert held(home) == calm


@pytest.mark.parametrize("how", HOW)
def test_run_waits_for_a_program_that_lets_go(home, calm, how):
    made(home)
    with closing(_other(home)) as other:
        other.execute(f"BEGIN {how}")
        release = threading.Timer(HELD_S, other.rollback)
        release.start()
        with opened(home) as service:
            service.run()
        release.join()
    assert held(home) == calm


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("impatient")
def test_decision_is_refused_whole_and_taken_afterwards(tmp_path, own_cache, how):
    root = lived_home(tmp_path / "lived")
    with opened(root) as service:
        with taken(root, how), pytest.raises(StoreBusy) as caught:
            note(service)
        says_what_to_do(caught.value, root)
        assert service.reviews.ledger() == []
        note(service)
        assert [row.note for row in service.reviews.ledger()] == ["seen"]


def test_decision_waits_for_a_program_that_lets_go(tmp_path, own_cache):
    root = lived_home(tmp_path / "lived")
    with opened(root) as service, closing(_other(root)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(HELD_S, other.rollback)
        release.start()
        note(service)
        release.join()
        assert [row.note for row in service.reviews.ledger()] == ["seen"]


def note(service):
    service.reviews.record("one", Act.NOTE, note="seen", by="Nadia")


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("impatient")
def test_reader_goes_on_beside_a_program_that_writes(home, how):
    with opened(home) as service:
        service.run()
        before = looked_at(service)
    with taken(home, how), opened(home) as service:
        assert looked_at(service) == before


def looked_at(service):
    """Read what the pages of the app read."""
    return (
        [row.id for row in service.edition().opportunities],
        [hit.article.url for hit in service.search("line stoppages")],
        [card.standing for card in service.reviews.cards()],
        [standing.source.id for standing in service.sources.standings()],
        service.weeks(),
        [finding.ok for finding in service.doctor() if finding.subject in ("database", "index")],
    )


@pytest.mark.usefixtures("impatient")
def test_reader_is_told_when_a_tool_has_the_file_to_itself(home):
    with opened(home) as service:
        service.run()
        before = looked_at(service)
    with taken(home, "EXCLUSIVE", whole=True), opened(home) as service:
        for look in (service.edition, service.weeks, lambda: service.search("line stoppages")):
            with pytest.raises(StoreBusy) as caught:
                look()
            says_what_to_do(caught.value, home)
        found = {finding.subject: finding for finding in service.doctor()}["database"]
        assert not found.ok
        assert "locked by another process" in found.text
        assert "try again" in found.hint
    with opened(home) as service:
        assert looked_at(service) == before
