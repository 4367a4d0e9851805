"""What a home does by itself: runs, the freeze, digests, webhooks, each at its time.

Everything happens in one thread, one thing after another, so a stop reaches whatever is at work.
Each job looks for itself at what is due: a moment that was slept through is made up for at the
next occasion, and nothing is done twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from watch.errors import StoreBusy, WatchError
from watch.logs import get_logger
from watch.protocols import Clock, SilentProgress
from watch.review.calendar import freeze_at, next_week, week_at
from watch.service.alone import alone
from watch.service.digest_desk import DigestDesk
from watch.service.open_home import OpenHome
from watch.service.running import run_once
from watch.service.status_desk import StatusDesk
from watch.service.webhook_desk import WebhookDesk
from watch.settings import Settings

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler

_SEND_EVERY = timedelta(minutes=15)
"""What a server has put off is tried again after 5 minutes at the earliest, then ever later."""

_GRACE = timedelta(days=3)
"""So late a job is still begun: as long as a digest is still sent."""

_LOOK_EVERY_S = 60.0
"""How often the scheduler's moments are held against the clock, which somebody may put right."""

_SILENCE_H = 26.0
"""A home with one run a day may be two hours late."""

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """When the list is frozen next, and when the digest is due next; aware UTC."""

    freeze_at: datetime
    send_at: datetime


def next_moments(settings: Settings, now: datetime) -> Moments:
    """Return the first moments after ``now``, by the company's clock.

    Following them from one to the next, each week has exactly one of either, also where clocks
    change: a time that comes twice is meant the first time, one that is skipped is as long
    after the change.
    """
    sent = settings.deliver
    sending = replace(settings.review, freeze_day=sent.send_day, freeze_time=sent.send_time)
    return Moments(
        freeze_at=_next(settings, now),
        send_at=_next(replace(settings, review=sending), now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """When the last good run ended, None for never, and whether that is recent enough."""

    ok: bool
    at: datetime | None = None
    hours: float | None = None


def health(ended_at: datetime | None, longest_h: float, now: datetime) -> Health:
    """Return how a home is that runs by itself.

    Args:
        ended_at: When its last good run ended, if any did.
        longest_h: Hours without a good run that nobody needs to look into.
        now: Aware UTC.
    """
    if ended_at is None:
        return Health(ok=False)
    hours = (now - ended_at).total_seconds() / 3600
    return Health(ok=hours <= longest_h, at=ended_at, hours=round(hours, 2))


class Schedule:
    """The scheduler of a home; there is one at a time."""

    def __init__(
        self, home: OpenHome, status: StatusDesk, digests: DigestDesk, webhooks: WebhookDesk
    ) -> None:
        self._home = home
        self._status = status
        self._digests = digests
        self._webhooks = webhooks

    def next_moments(self) -> Moments:
        """Return when the list is frozen and the digest is due next."""
        return next_moments(self._home.settings, self._home.clock.now())

    def health(self, longest_h: float | None = None) -> Health:
        """Return whether this home still runs by itself, without opening what is not there.

        Args:
            longest_h: Hours without a good run that are still well; else 26, or twice the time
                between two runs.
        """
        if longest_h is None:
            longest_h = max(_SILENCE_H, 2 * self._home.settings.serve.run_every_h)
        exists = self._home.home.has_database
        run = self._status.last_good() if exists else None
        return health(run.ended_at if run else None, longest_h, self._home.clock.now())

    def prepare(self) -> None:
        """Make sure that work can begin: the database is there, and of the present schema.

        For whoever starts something beside it that opens the database as well.

        Raises:
            WatchError: If the library that waits is not installed, or the database cannot be used.
        """
        if find_spec("apscheduler") is None:
            message = "the scheduler needs apscheduler, which is not installed"
            raise WatchError(message, hint='pip install "techwatch[app]"')
        self._home.home.state.mkdir(0o700, parents=True, exist_ok=True)
        self._home.database()

    def work(self, stop: threading.Event) -> None:
        """Do what is due until told to stop, beginning with a run.

        Raises:
            ConfigError: If a file of the home folder has a mistake.
            StoreBusy: If another scheduler is at work on this home.
            WatchError: As :meth:`prepare`.
        """
        self.prepare()
        busy = f"another scheduler is at work on {self._home.home.root}"
        with alone(self._home, "serve", busy, "one is enough: end the other first"):
            _until(stop, self._scheduler(stop), self._home.clock)

    def _scheduler(self, stop: threading.Event) -> BlockingScheduler:
        from apscheduler.executors.debug import DebugExecutor
        from apscheduler.schedulers.blocking import BlockingScheduler

        from watch.service.weekly_trigger import WeeklyTrigger

        scheduler = BlockingScheduler(
            timezone=UTC,
            executors={"default": DebugExecutor()},  # in the thread that waits: one at a time
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": int(_GRACE.total_seconds()),
            },
        )
        every_h = self._home.settings.serve.run_every_h
        run, send = _job("run", self._run, stop), _job("send", self.send, stop)
        begin = {"next_run_time": self._home.clock.now()}
        scheduler.add_job(run, "interval", hours=every_h, id="run", **begin)
        scheduler.add_job(run, WeeklyTrigger(lambda at: self._after(at).freeze_at), id="freeze")
        scheduler.add_job(send, WeeklyTrigger(lambda at: self._after(at).send_at), id="send")
        every_s = _SEND_EVERY.total_seconds()
        scheduler.add_job(send, "interval", seconds=every_s, id="send again")
        return scheduler

    def _after(self, moment: datetime) -> Moments:
        return next_moments(self._home.settings, moment)

    def _run(self, stop: threading.Event) -> None:
        """Run what is due; what that froze is told at once."""
        report = run_once(self._home, SilentProgress(), stop, only_due=True)
        _log.info("run.done", new=report.articles_new, failed=report.failed_sources)
        self.send(stop)

    def send(self, stop: threading.Event) -> None:
        """Send what is due: messages to rooms from the freeze on, mails on their day."""
        _job("webhooks", lambda _: self._webhooks.tell_due(), stop)()
        _job("digests", lambda _: self._digests.send_due(), stop)()


def _job(
    name: str, work: Callable[[threading.Event], object], stop: threading.Event
) -> Callable[[], None]:
    """Return a job that ends well whatever happens: the others go on, and so does the next time."""

    def job() -> None:
        if stop.is_set():
            return
        try:
            work(stop)
        except StoreBusy as error:
            _log.info("job.put_off", job=name, reason=error.message)
        except WatchError as error:
            _log.warning("job.failed", job=name, reason=error.message, hint=error.hint)
        except KeyboardInterrupt:  # how a stop breaks off what does not heed it
            _log.info("job.broken_off", job=name)
        except Exception:  # noqa: BLE001 - told in full; the others go on
            _log.exception("job.broken", job=name)

    return job


def _until(stop: threading.Event, scheduler: BlockingScheduler, clock: Clock) -> None:
    """Let a scheduler work in this thread until told to stop."""
    from apscheduler.events import EVENT_SCHEDULER_STARTED

    def end() -> None:
        while not stop.wait(_LOOK_EVERY_S):
            _bring_forward(scheduler, clock.now())
        scheduler.shutdown(wait=False)

    def watch(_event: object) -> None:
        threading.Thread(target=end, name="stop", daemon=True).start()

    scheduler.add_listener(watch, EVENT_SCHEDULER_STARTED)
    scheduler.start()


def _bring_forward(scheduler: BlockingScheduler, now: datetime) -> None:
    """Let no job wait for longer than from one time to the next.

    The library sleeps until the moment that it reckoned once: after a clock that was a year
    ahead has been put right, it would sleep for that year.
    """
    for job in scheduler.get_jobs():
        every = getattr(job.trigger, "interval", None)
        latest = now + every if every else job.trigger.get_next_fire_time(None, now)
        if job.next_run_time > latest:
            _log.warning("job.brought_forward", job=job.id, to=latest.isoformat())
            job.modify(next_run_time=latest)


def _next(settings: Settings, now: datetime) -> datetime:
    """Return the first freeze moment after another."""
    week = week_at(now, settings.timezone)
    moment = freeze_at(week, settings.timezone, settings.review)
    if moment > now:
        return moment
    return freeze_at(next_week(week), settings.timezone, settings.review)
