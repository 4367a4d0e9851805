"""A clock that jumps: no source falls silent, no list or mail comes twice, all goes on."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import HashingEmbedder, served
from fed_home import fed_home, feeds

from watch.clock import FixedClock
from watch.model import Act, Obstacle
from watch.service import Service
from watch.service import schedule as schedule_module

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))
from mail_home import mail_server, settings_for

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=364)
WEDNESDAY = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
FRIDAY_NIGHT = WEDNESDAY + 2 * DAY + 10 * HOUR
"""After the list is frozen."""

MONDAY = WEDNESDAY + 5 * DAY
"""After the digest has left."""

AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half past two in Paris, for the first of two times."""

AFTERWARDS = [WEDNESDAY + n * DAY for n in (1, 3, 5, 10, 12)]
"""Thursday, Saturday, Monday, and the two of a week later."""

JUMPS = {
    "a year ahead on a Wednesday": [WEDNESDAY, WEDNESDAY + YEAR, *AFTERWARDS],
    "a year ahead, and a list frozen then": [WEDNESDAY, FRIDAY_NIGHT + YEAR, *AFTERWARDS],
    "a year ahead after the sending": [
        WEDNESDAY,
        *AFTERWARDS[:3],
        MONDAY + YEAR,
        *AFTERWARDS[3:],
    ],
    "a day back before the freeze": [WEDNESDAY, WEDNESDAY - DAY, *AFTERWARDS],
    "a day back over the freeze": [WEDNESDAY, FRIDAY_NIGHT, FRIDAY_NIGHT - DAY, *AFTERWARDS[1:]],
    "an hour back over the freeze": [
        WEDNESDAY,
        FRIDAY_NIGHT - 2 * HOUR,
        FRIDAY_NIGHT - 3 * HOUR,
        *AFTERWARDS[1:],
    ],
    "a day back over the sending": [WEDNESDAY, *AFTERWARDS[:3], MONDAY - DAY, *AFTERWARDS[3:]],
}


@pytest.fixture
def base(own_cache):
    with served(feeds(WEDNESDAY)) as address:
        yield address


@pytest.fixture
def inbox():
    with mail_server() as (kept, port):
        yield kept, port


@pytest.fixture
def home(tmp_path, base, inbox):
    root = fed_home(tmp_path / "home", base)
    with (root / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write(settings_for(inbox[1], "coo@lumera.example"))
    return root


@pytest.fixture
def lived(home):
    clock = FixedClock(WEDNESDAY)
    with Service(home, clock=clock, views=[HashingEmbedder()]) as service:
        yield service, clock


def live(service):
    """Do what a schedule does at one of its times."""
    report = service.run(only_due=True)
    service.digests.send_due()
    return report


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS)
def test_jump_silences_nothing_and_doubles_nothing(lived, inbox, jump):
    """Every feed is asked at every visit, and each week has one list and one mail."""
    service, clock = lived
    new = 0
    for clock.moment in JUMPS[jump]:
        new += live(service).articles_new
        polled = {standing.record.polled_at for standing in service.sources.standings()}
        assert polled == {clock.moment}
        assert {standing.record.failure for standing in service.sources.standings()} == {None}
    assert new == len(service.search("line stoppages", limit=100)) > 0
    mails = Counter(row.week for row in service.digests.log())
    assert set(mails.values()) == {1}
    assert {"2026-W47", "2026-W48"} <= set(mails)
    assert len(inbox[0].mails) == mails.total()
    assert service.edition().week == "2026-W48", "the list to review is the present one"
    assert service.editions.open_list().week == "2026-W49"
    assert service.digests.due()[0].obstacle is Obstacle.DONE


def test_decisions_keep_their_order_when_the_clock_is_set_back(lived):
    """The ledger is in the order of its rows; the last decision stands, whatever it is dated."""
    service, clock = lived
    live(service)
    name = service.editions.open_list().opportunities[0].id
    service.reviews.record(name, Act.NOTE, note="first", by="Nadia")
    clock.moment = WEDNESDAY + YEAR
    service.reviews.record(name, Act.NOTE, note="second", by="Nadia")
    clock.moment = WEDNESDAY - DAY
    service.reviews.record(name, Act.NOTE, note="third", by="Nadia")
    live(service)
    assert sorted(row.note for row in service.reviews.ledger()) == ["first", "second", "third"]
    service.reviews.undo(name, by="Nadia")
    assert [row.note for row in service.reviews.ledger()].count("third") == 1


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_hour_that_comes_twice_or_never_changes_nothing(lived, step):
    """A machine whose clock follows the summer time by hand."""
    service, clock = lived
    for clock.moment in (AUTUMN, AUTUMN + step, AUTUMN + 2 * step, AUTUMN + DAY, AUTUMN + 2 * DAY):
        live(service)
        polled = {standing.record.polled_at for standing in service.sources.standings()}
        assert clock.moment - max(polled) <= 6 * HOUR
    assert len(service.weeks()) == len(set(service.weeks()))
    weeks = [row.week for row in service.digests.log()]
    assert len(weeks) == len(set(weeks))


class Jumping(datetime):
    """The library's clock, which the test sets."""

    ahead = timedelta(0)

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + cls.ahead


class JumpingClock:
    """The home's clock, the same."""

    def now(self):
        return Jumping.now(UTC)


@pytest.mark.parametrize("ahead", [YEAR, DAY, 7 * HOUR])
def test_schedule_goes_on_when_a_clock_that_was_ahead_is_put_right(home, monkeypatch, ahead):
    pytest.importorskip("apscheduler")
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Jumping)
    monkeypatch.setattr("apscheduler.triggers.interval.datetime", Jumping)
    monkeypatch.setattr(Jumping, "ahead", ahead)
    monkeypatch.setattr(schedule_module, "_LOOK_EVERY_S", 0.05)
    ran, stop, made = threading.Event(), threading.Event(), []
    with Service(home, clock=JumpingClock()) as service:
        schedule = service.schedule
        make = schedule._scheduler
        monkeypatch.setattr(schedule, "_scheduler", lambda s: made.append(make(s)) or made[0])
        monkeypatch.setattr(schedule, "_run", lambda _stop: ran.set())
        monkeypatch.setattr(schedule, "send", lambda _stop: None)
        thread = threading.Thread(target=schedule.work, args=(stop,))
        thread.start()
        try:
            assert ran.wait(60)
            monkeypatch.setattr(Jumping, "ahead", timedelta(0))
            assert settles(lambda: waits(made[0]) <= timedelta(days=7))
            run, again = (made[0].get_job(name).next_run_time for name in ("run", "send again"))
            assert run <= Jumping.now(UTC) + 6 * HOUR
            assert again <= Jumping.now(UTC) + HOUR / 4
        finally:
            stop.set()
            thread.join(60)
    assert not thread.is_alive()


def waits(scheduler):
    """Return for how long the job waits that is the furthest away, beyond its interval."""
    now = Jumping.now(UTC)
    late = [
        job.next_run_time - now - getattr(job.trigger, "interval", timedelta(days=7))
        for job in scheduler.get_jobs()
    ]
    return timedelta(days=7) + max(late)


def settles(true, patience_s=60.0):
    """Return whether something becomes true."""
    pause = threading.Event()
    return any(true() or pause.wait(0.02) for _ in range(int(patience_s / 0.02)))
