"""What the scheduler does at its times, and that no job stops another."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from fakes import MOMENT

from watch.clock import FixedClock
from watch.errors import StoreBusy, WatchError
from watch.service import schedule as schedule_module
from watch.service.open_home import OpenHome
from watch.service.schedule import Schedule, _job, health
from watch.settings import ServeSettings, Settings

pytest.importorskip("apscheduler")


class Desk:
    """Counts what it is told to do, and may refuse."""

    def __init__(self, refusal: BaseException | None = None) -> None:
        self.times = 0
        self.refusal = refusal

    def send_due(self) -> None:
        self.times += 1
        if self.refusal:
            raise self.refusal

    tell_due = send_due


class Log:
    """Keeps the events that are logged."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def __getattr__(self, _level: str):
        return lambda event, **_: self.events.append(event)


@pytest.fixture
def log(monkeypatch):
    kept = Log()
    monkeypatch.setattr(schedule_module, "_log", kept)
    return kept


@pytest.fixture
def home(tmp_path):
    opened = OpenHome(tmp_path, FixedClock(MOMENT), None)
    opened._settings = Settings()
    yield opened
    opened.close()


def scheduled(home, *, ended_at=None, digests=None, webhooks=None) -> Schedule:
    last = SimpleNamespace(ended_at=ended_at) if ended_at else None
    status = SimpleNamespace(last_good=lambda: last)
    return Schedule(home, status, digests or Desk(), webhooks or Desk())


@pytest.mark.parametrize(
    ("refusal", "event"),
    [
        (StoreBusy("a run is at work", hint="wait"), "job.put_off"),
        (WatchError("the file is wrong", hint="mend it"), "job.failed"),
        (KeyboardInterrupt(), "job.broken_off"),
        (ZeroDivisionError(), "job.broken"),
    ],
)
def test_job_ends_well_whatever_happens_and_says_so(log, refusal, event):
    def work(_stop) -> None:
        raise refusal

    _job("run", work, threading.Event())()
    assert log.events == [event]


def test_job_does_its_work_with_the_word_that_may_end_it(log):
    stop, given = threading.Event(), []
    _job("run", given.append, stop)()
    assert given == [stop]
    assert log.events == []


def test_nothing_begins_after_the_stop(log):
    stop, given = threading.Event(), []
    stop.set()
    _job("run", given.append, stop)()
    assert given == []


def test_rooms_are_told_and_mails_sent_and_neither_waits_for_the_other(home, log):
    digests, webhooks = Desk(), Desk(StoreBusy("at work", hint=""))
    scheduled(home, digests=digests, webhooks=webhooks).send(threading.Event())
    assert (webhooks.times, digests.times) == (1, 1)
    assert log.events == ["job.put_off"]


def test_run_takes_what_is_due_and_sends_what_it_froze(home, log, monkeypatch):
    asked = []

    def run_once(home, progress, stop, *, only_due):
        asked.append(only_due)
        return SimpleNamespace(articles_new=3, failed_sources=())

    monkeypatch.setattr(schedule_module, "run_once", run_once)
    digests = Desk()
    scheduled(home, digests=digests)._run(threading.Event())
    assert asked == [True]
    assert digests.times == 1
    assert log.events == ["run.done"]


def test_scheduler_has_each_job_at_its_time(home):
    home._settings = replace(Settings(), serve=ServeSettings(run_every_h=4))
    jobs = {job.id: job for job in scheduled(home)._scheduler(threading.Event()).get_jobs()}
    assert set(jobs) == {"run", "freeze", "send", "send again"}
    assert jobs["run"].trigger.interval == timedelta(hours=4)
    assert jobs["run"].next_run_time == MOMENT, "the first run begins at once"
    assert jobs["send again"].trigger.interval == timedelta(minutes=15)
    friday = jobs["freeze"].trigger.get_next_fire_time(None, MOMENT)
    monday = jobs["send"].trigger.get_next_fire_time(None, MOMENT)
    assert friday == datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert monday == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def test_job_that_was_slept_through_for_three_days_is_begun_once(home):
    scheduler = scheduled(home)._scheduler(threading.Event())
    defaults = scheduler._job_defaults
    assert defaults["coalesce"] is True
    assert defaults["max_instances"] == 1
    assert defaults["misfire_grace_time"] == 3 * 24 * 3600


def test_home_without_a_database_is_not_opened_to_ask_for_its_health(home):
    """Asking must make nothing: a home that was never prepared has not run."""
    found = scheduled(home, ended_at=MOMENT).health()
    assert (found.ok, found.at, found.hours) == (False, None, None)
    assert not home.home.has_database


@pytest.mark.parametrize(
    ("every_h", "hours", "ok"),
    [(6, 26, True), (6, 26.5, False), (20, 39, True), (20, 41, False)],
)
def test_home_may_be_silent_for_two_runs_and_at_least_a_day(home, every_h, hours, ok):
    home.database()
    home._settings = replace(Settings(), serve=ServeSettings(run_every_h=every_h))
    found = scheduled(home, ended_at=MOMENT - timedelta(hours=hours)).health()
    assert found.ok is ok
    assert found.at == MOMENT - timedelta(hours=hours)
    assert scheduled(home, ended_at=MOMENT - timedelta(hours=hours)).health(hours).ok


def test_hours_since_the_last_run_are_told_to_the_minute():
    assert health(MOMENT - timedelta(minutes=95), 26.0, MOMENT).hours == 1.58


def test_schedule_without_its_library_says_what_to_install(home, monkeypatch):
    monkeypatch.setattr(schedule_module, "find_spec", lambda _name: None)
    with pytest.raises(WatchError, match="apscheduler") as caught:
        scheduled(home).prepare()
    assert "pip install" in caught.value.hint
    assert not home.home.has_database


def test_prepared_home_has_its_database(home):
    scheduled(home).prepare()
    assert home.home.has_database


def test_home_is_prepared_for_its_owner_only_and_as_often_as_asked(tmp_path):
    """What the company suffers from is nothing for others, and no folder needs to be there."""
    opened = OpenHome(tmp_path / "not" / "there", FixedClock(MOMENT), None)
    for _ in range(2):
        scheduled(opened).prepare()
    opened.close()
    assert opened.home.state.stat().st_mode & 0o777 == 0o700


def test_schedule_tells_the_moments_that_its_jobs_wait_for(home):
    found = scheduled(home).next_moments()
    jobs = {job.id: job for job in scheduled(home)._scheduler(threading.Event()).get_jobs()}
    assert found.freeze_at == jobs["freeze"].trigger.get_next_fire_time(None, MOMENT)
    assert found.send_at == jobs["send"].trigger.get_next_fire_time(None, MOMENT)


def test_scheduler_works_until_told_to_stop_and_is_alone(home, monkeypatch):
    """The first job is a run; it tells the scheduler to stop, and a second scheduler is refused."""
    stop, refused, waiting = threading.Event(), [], []
    before = set(threading.enumerate())
    here = scheduled(home)

    def run(stop) -> None:
        try:
            scheduled(home).work(stop)
        except StoreBusy as error:
            refused.append(error.message)
        waiting.extend(set(threading.enumerate()) - before)
        stop.set()

    monkeypatch.setattr(here, "_run", run)
    monkeypatch.setattr(home, "clock", FixedClock(datetime.now(UTC)))
    here.work(stop)
    assert len(refused) == 1
    assert "another scheduler is at work" in refused[0]
    assert [one.daemon for one in waiting] == [True], "it keeps no process alive"
