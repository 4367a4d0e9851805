"""How many sources may be begun at once, and how many in hand.

A source in hand holds a room: for it a connection is open, or a body or an outcome in
memory. A source that is being begun holds a place as well, for as long as it gets on:
one that has to wait for its server does so without a place.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

_PER_PLACE = 8  # 256 by default: 200 servers that answer nothing leave room for the others


class Place:
    """One of a few places, given up when what it was taken for takes long."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._held = False
        self._end: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        """Take a place."""
        await self._places.acquire()
        self._held = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the place up, if it is still held."""
        self._leave()

    def keep(self, seconds: float) -> None:
        """Hold the place so many seconds from now, unless it is given up already."""
        self._stop()
        if self._held:
            self._end = asyncio.get_running_loop().call_later(seconds, self._leave)

    def _leave(self) -> None:
        self._stop()
        if self._held:
            self._held = False
            self._places.release()

    def _stop(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None


class Rooms:
    """Rooms for what is in hand; whoever only waits for his turn at a host leaves his.

    Args:
        concurrency: Requests that may begin at once.
    """

    def __init__(self, concurrency: int) -> None:
        self.size = max(1, min(concurrency * _PER_PLACE, _open_files() // 2))
        self._free = asyncio.Semaphore(self.size)

    async def __aenter__(self) -> None:
        """Take a room."""
        await self._free.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the room back."""
        self._free.release()

    @asynccontextmanager
    async def left(self) -> AsyncIterator[None]:
        """Be without the room that one holds, and take one again afterwards."""
        self._free.release()
        try:
            yield
        finally:
            await self._free.acquire()


def _open_files() -> int:
    """Return how many files the system lets this process open (256 on some)."""
    try:
        import resource
    except ImportError:  # Windows
        return 512
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if soft != resource.RLIM_INFINITY else 65_536
