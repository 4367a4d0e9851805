"""Host name → addresses, on daemon threads that nothing ever has to wait for.

The C resolver cannot be cancelled, and a thread pool would be joined at exit: a
dead name server would hold up Ctrl-C. A thread that has done its look-up waits
for the next one: starting one costs the event loop a millisecond or two.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import socket
import threading
from collections.abc import Awaitable, Callable

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port → literal addresses in order of preference, none twice."""

_IDLE_S = 5.0  # a thread without work ends; a crawl asks every few milliseconds


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the literal addresses of a host.

    Raises:
        OSError: As ``socket.getaddrinfo`` does; ``socket.gaierror`` for no such host.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def look_up() -> None:
        found: tuple[str, ...] | OSError
        try:
            found = _addresses(host, port)
        except OSError as problem:
            found = problem
        except UnicodeError:  # a label too long for IDNA
            found = socket.gaierror(socket.EAI_NONAME, "no such host")
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits
            loop.call_soon_threadsafe(_settle, answer, found)

    _THREADS.start(look_up)
    return await answer


class _DaemonThreads:
    """As many threads as there is work at once, none of which is waited for."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def start(self, work: Callable[[], None]) -> None:
        """Begin some work at once, on an idle thread or a new one."""
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._run, name="name-look-up", daemon=True).start()
        self._work.put(work)

    def _run(self) -> None:
        while True:
            try:
                work = self._work.get(timeout=_IDLE_S)
            except queue.Empty:
                if self._idle.acquire(blocking=False):
                    return
                continue  # counted upon in this very moment
            work()
            self._idle.release()


_THREADS = _DaemonThreads()


def _addresses(host: str, port: int) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def _settle(answer: asyncio.Future[tuple[str, ...]], found: tuple[str, ...] | OSError) -> None:
    if answer.done():
        return
    if isinstance(found, OSError):
        answer.set_exception(found)
    else:
        answer.set_result(found)
