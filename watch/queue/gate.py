"""One process of the cluster at a host, whichever way it came there.

The lock of a crawl job keeps others from the host of its sources. Redirects, robots.txt and
article pages lead to other hosts: there the gate keeps the one who comes second waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from watch.errors import StoreError
from watch.logs import get_logger
from watch.store.locks import Locks

_LOOK_S = 0.2
"""How often one who waits looks: a fetch takes about as long."""

_AWAY_S = 2.0
"""How often one looks for a server that does not answer."""

_log = get_logger(__name__)


class ClusterGate:
    """Lets one in for each host; called with the host's name.

    Args:
        locks: Of this process.
        gap_s: How long a host is left in peace after the last connection to it: the pace of
            its next visitor begins anew.
    """

    def __init__(self, locks: Locks, gap_s: float) -> None:
        self._locks = locks
        self._gap_s = gap_s

    @asynccontextmanager
    async def __call__(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody is in touch with a host, and keep others waiting meanwhile."""
        name = f"host {host}"
        while (wait_s := self._wait_s(name)) > 0:  # noqa: ASYNC110 - another process holds it
            await asyncio.sleep(wait_s)
        try:
            yield
        finally:
            try:
                await asyncio.sleep(self._gap_s)
            finally:
                self._locks.give(name)

    def _wait_s(self, name: str) -> float:
        """Return 0 with the lock taken, or when to try again.

        The loop waits for the server's answer, a millisecond: a cancelled task cannot lose a
        lock that it never knew it had.
        """
        try:
            return 0.0 if self._locks.take(name) else _LOOK_S
        except StoreError as error:
            _log.warning("gate.unanswered", reason=error.message)
            return _AWAY_S
