"""Host name → addresses, on a daemon thread that nothing ever has to wait for.

The C resolver cannot be cancelled, and a thread pool would be joined at exit: a
dead name server would hold up Ctrl-C. A daemon thread per look-up costs 50 µs.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port → literal addresses in order of preference, none twice."""


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

    threading.Thread(target=look_up, name="techwatch-resolve", daemon=True).start()
    return await answer


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
