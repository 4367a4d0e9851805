"""The jobs as procrastinate knows them: in which queue, how often, how a failure is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any, cast

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy

from watch.logs import get_logger
from watch.model import SourceId
from watch.queue.jobs import Jobs
from watch.queue.names import PRIORITY, QUEUE_OF, TRIES, Task
from watch.queue.patient import PatientManager
from watch.queue.rescue import forget, rescue
from watch.store import server_url

_AGAIN = RetryStrategy(max_attempts=TRIES - 1, wait=5, exponential_wait=4)
"""After 9, 21, 69 and 261 seconds: a mistake of the moment is over by then."""

_PERIODS = {
    Task.SCHEDULE: "* * * * *",
    Task.RESCUE: "* * * * * */10",
    Task.MATCH: "7 * * * *",  # a day begins, a pain point is stated, without any news
    Task.SEND: "*/15 * * * *",
    Task.FORGET: "23 4 * * *",
}
"""When each begins by itself, UTC; whichever worker comes first writes it down."""

_log = get_logger(__name__)


def make_app(url: str, jobs: Jobs) -> App:
    """Return procrastinate's side of a worker, not yet connected.

    Args:
        url: Of the PostgreSQL database.
    """
    address = "postgresql://" + url.partition("://")[2]  # without the name of a driver
    patience = server_url.patience(server_url.parsed(url))
    connector = PsycopgConnector(conninfo=address, kwargs=patience, min_size=1, max_size=4)
    app = App(connector=connector)
    app.job_manager = PatientManager(connector)
    for task, work in (
        (Task.CRAWL, jobs.crawl),
        (Task.READ, jobs.read),
        (Task.EMBED, jobs.embed),
    ):
        app.task(
            name=task.value,
            pass_context=True,
            queue=QUEUE_OF[task],
            priority=PRIORITY[task],
            retry=_AGAIN,
        )(_told(task, jobs, work))
    for task, tick in _ticks(jobs).items():
        _add_periodic(app, task, tick)
    return app


def _ticks(jobs: Jobs) -> dict[Task, Callable[..., Any]]:
    """Return what begins by itself; what fails does so alone, its next time comes anyway."""

    async def schedule(context: JobContext, **_: int) -> None:
        manager = context.app.job_manager
        crawls = list(await manager.list_jobs_async(task=Task.CRAWL.value))
        alive = [job for job in crawls if job.status in ("todo", "doing")]
        busy = {
            name for job in alive for name in cast("list[SourceId]", job.task_kwargs["sources"])
        }
        waiting = sum(job.status == "todo" for job in alive)
        embeds = await manager.list_jobs_async(task=Task.EMBED.value, status="todo")
        await asyncio.to_thread(jobs.schedule, busy, waiting, len(list(embeds)))

    async def rescued(context: JobContext, **_: int) -> None:
        await rescue(context.app.job_manager, jobs)

    async def forgotten(context: JobContext, **_: int) -> None:
        await forget(context.app.job_manager)

    return {
        Task.SCHEDULE: schedule,
        Task.RESCUE: rescued,
        Task.FORGET: forgotten,
        Task.MATCH: _told(Task.MATCH, jobs, lambda **_: jobs.match()),
        Task.SEND: _told(Task.SEND, jobs, lambda **_: jobs.send()),
    }


def _add_periodic(app: App, task: Task, tick: Callable[..., Any]) -> None:
    """Let a task begin by itself: at most one of it at work and one waiting.

    A rescue has no lock, which its own dead worker would keep from everybody.
    """
    registered = app.task(
        name=task.value,
        pass_context=True,
        queue=QUEUE_OF[task],
        priority=PRIORITY[task],
        lock=None if task is Task.RESCUE else task.value,
        queueing_lock=task.value,
    )(tick)
    app.periodic(cron=_PERIODS[task])(registered)


def _told(task: Task, jobs: Jobs, work: Callable[..., None]) -> Callable[..., None]:
    """Return a job that tells how it went; the last of its tries is given up with its error."""

    def job(context: JobContext, **arguments: Any) -> None:  # noqa: ANN401 - what was written down
        started = perf_counter()
        said = {"job": task.value, "id": context.job.id}
        _log.debug("job.begun", **said, attempt=context.job.attempts + 1)
        try:
            work(**arguments)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            _log.warning("job.failed", **said, reason=reason, attempt=context.job.attempts + 1)
            if task in _PERIODS or context.job.attempts + 1 >= TRIES:
                jobs.give_up(task.value, arguments, reason)
            raise
        _log.info("job.done", **said, seconds=round(perf_counter() - started, 2))

    return job
