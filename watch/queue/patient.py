"""The end of a job is told until it is heard.

A worker that could not tell would go on with a job that counts as being done, whose lock
nobody else would ever get.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import exceptions, manager

from watch.logs import get_logger

_FIRST_S, _LONGEST_S = 0.5, 15.0
"""A restarted server is back within seconds; a fail-over takes up to some minutes."""

_AWAY = ("08", "25006", "53300", "57")
"""Classes of errors in which a server cannot be reached, is only a copy, is full or shuts down."""

_log = get_logger(__name__)


class PatientManager(manager.JobManager):
    """Waits for a server that is away before it writes how a job ended."""

    async def finish_job_by_id_async(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Write that a job is over."""
        await _told(lambda: super(PatientManager, self).finish_job_by_id_async(*args, **options))

    async def retry_job_by_id_async(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Write that a job is to be begun again."""
        await _told(lambda: super(PatientManager, self).retry_job_by_id_async(*args, **options))


def is_away(error: exceptions.ConnectorException) -> bool:
    """Return whether an error says that the server is away, and not that it refused something."""
    if isinstance(error, exceptions.UniqueViolation):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(_AWAY)


async def _told(tell: Callable[[], Awaitable[None]]) -> None:
    wait_s = _FIRST_S
    while True:
        try:
            return await tell()
        except exceptions.ConnectorException as error:
            if not is_away(error):
                raise
            _log.warning("job.untold", reason=str(error.__cause__), again_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, _LONGEST_S)
