"""Jobs of workers that died: begun again by others, or given up."""

from __future__ import annotations

import asyncio

from procrastinate import exceptions
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from watch.logs import get_logger
from watch.queue.jobs import Jobs
from watch.queue.names import STALLED_S, TRIES

_KEPT_H = 14 * 24
"""Jobs that were given up are kept two weeks, for whoever looks into them."""

_DIED = "the worker died each time that it was at this"

_log = get_logger(__name__)


async def rescue(manager: JobManager, jobs: Jobs) -> None:
    """Give the jobs of dead workers to others; those that were begun too often are given up."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S):
        if job.attempts + 1 >= TRIES:
            await asyncio.to_thread(jobs.give_up, job.task_name, job.task_kwargs, _DIED)
            await _close(manager, job, Status.FAILED)
            continue
        try:
            await manager.retry_job(job)
        except exceptions.UniqueViolation:  # one of its queueing lock waits: it does the work
            await _close(manager, job, Status.ABORTED)
        _log.warning("job.rescued", job=job.task_name, id=job.id, begun=job.attempts + 1)


async def forget(manager: JobManager) -> None:
    """Delete old jobs; those that ended well are deleted as they end."""
    await manager.delete_old_jobs(
        _KEPT_H, include_failed=True, include_cancelled=True, include_aborted=True
    )


async def _close(manager: JobManager, job: Job, status: Status) -> None:
    await manager.finish_job(job, status, delete_job=False)
