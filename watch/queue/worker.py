"""A worker: takes jobs until it is told to stop, whatever happens to the server meanwhile."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from procrastinate.worker import Worker

from watch.logs import get_logger
from watch.queue.install import install
from watch.queue.jobs import Jobs
from watch.queue.names import HEARTBEAT_S, STALLED_S, UPKEEP
from watch.queue.tasks import make_app
from watch.queue.work import Work

_TICK_S = 0.2
"""How often the wish to stop is looked for."""

_GRACE_S = 5.0
"""What running jobs get after it: they heed it themselves, and ten seconds are promised in all."""

_FIRST_S, _LONGEST_S = 1.0, 30.0
"""Waits between attempts to reach a server that is away, doubled from one to the next."""

_log = get_logger(__name__)


def run_worker(work: Work) -> None:
    """Work until told to stop.

    Raises:
        SchemaMismatch: If a newer procrastinate made the queue.
        StoreError: If the database cannot be reached at the start.
    """
    _hand_logs_on()
    install(work.tools().database)
    with closing(Jobs(work)) as jobs:
        asyncio.run(_until_stopped(work, jobs))


async def _until_stopped(work: Work, jobs: Jobs) -> None:
    """Let one worker after another work: one that loses the server ends, the next waits for it."""
    threads = ThreadPoolExecutor(work.concurrency + 2, "techwatch-job")
    asyncio.get_running_loop().set_default_executor(threads)
    wait_s = _FIRST_S
    while not work.stop.is_set():
        try:
            await _one(work, jobs)
            wait_s = _FIRST_S
        except Exception as error:  # noqa: BLE001 - whatever it is, a worker goes on
            _log.warning("worker.disconnected", reason=_reason(error), again_s=wait_s)
            await _sleep(work, wait_s)
            wait_s = min(wait_s * 2, _LONGEST_S)


async def _one(work: Work, jobs: Jobs) -> None:
    app = make_app(work.url, jobs)
    async with app.open_async():
        worker = Worker(
            app,
            queues=[*work.queues, UPKEEP],
            concurrency=work.concurrency,
            shutdown_graceful_timeout=_GRACE_S,
            delete_jobs="successful",  # a million a week; the log has them
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=STALLED_S,
        )
        stopper = asyncio.create_task(_stop_in_time(work, worker))
        _log.info("worker.connected", queues=list(work.queues), concurrency=work.concurrency)
        try:
            await worker.run()  # type: ignore[no-untyped-call] # the library's own gap
        finally:
            stopper.cancel()


async def _stop_in_time(work: Work, worker: Worker) -> None:
    while not work.stop.is_set():  # noqa: ASYNC110 - a signal sets it, in another thread
        await asyncio.sleep(_TICK_S)
    worker.stop()  # type: ignore[no-untyped-call] # as above


async def _sleep(work: Work, seconds: float) -> None:
    """Wait, but no longer than until the wish to stop."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end and not work.stop.is_set():  # noqa: ASYNC110 - as above
        await asyncio.sleep(_TICK_S)


def _reason(error: BaseException) -> str:
    cause = error.__cause__ or error
    return f"{type(cause).__name__}: {cause}".partition("\n")[0]


class _Handed(logging.Handler):
    """Hands what procrastinate logs to our log, without the arguments of jobs."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what was done, and what went wrong."""
        raised = record.exc_info[1] if record.exc_info else None
        reason = {"reason": _reason(raised)} if raised else {}
        _log.warning("queue.told", action=getattr(record, "action", ""), **reason)


def _hand_logs_on() -> None:
    theirs = logging.getLogger("procrastinate")
    theirs.propagate = False
    theirs.setLevel(logging.WARNING)
    theirs.handlers = [_Handed()]
