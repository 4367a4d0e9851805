"""One lane to each host: how many connections are open to it, and how fast it is asked.

Invariants, per host name and whatever led to it (a source's address, a redirect, an
article): at most ``per_host`` connections are open, idle ones and both of http and
https included; requests begin at most ``per_host_rate`` times a second, without a
burst; nothing stays open to a host that nobody waits for; the gate of a host is
passed before anything is open to it and left when nothing is.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import cache, partial

import httpcore
import httpx
from aiolimiter import AsyncLimiter

from watch.collect.web.gate import HostGate, open_gate
from watch.collect.web.guard import Guard, GuardedBackend
from watch.errors import UsageError
from watch.settings import CollectSettings

_KEPT_S = 5.0  # an idle connection; most servers close it after 5 to 15 s themselves
_SLOWEST_S = 30.0  # a robots.txt that asks for more would hold up a run for hours

MakeTransport = Callable[[], httpx.AsyncBaseTransport]


class Lanes:
    """The lanes of one fetcher.

    Args:
        settings: ``per_host`` and ``per_host_rate``.
        transport: Makes the way out of one lane, for at most ``per_host`` connections.
        gate: Passed by whoever wants something of a host that nobody here is in touch with.
    """

    def __init__(
        self, settings: CollectSettings, transport: MakeTransport, gate: HostGate = open_gate
    ) -> None:
        self._per_host = settings.per_host
        self._gap_s = 1 / settings.per_host_rate
        self._transport = transport
        self._gate = gate
        self._lanes: dict[str, _Lane] = {}  # kept for the run: each remembers its last request

    @asynccontextmanager
    async def turn(
        self, host: str, meanwhile: AbstractAsyncContextManager[None]
    ) -> AsyncIterator[httpx.AsyncBaseTransport]:
        """Wait until one more request may begin to a host, and give the way to it.

        Args:
            host: As httpx spells it.
            meanwhile: Entered for as long as we wait.
        """
        lane = self._lane(host)
        async with AsyncExitStack() as turn:
            lane.users += 1
            turn.callback(lane.leave)
            async with meanwhile:
                await turn.enter_async_context(lane.places)
                await lane.ready()
            yield lane.transport

    async def slow_down(self, host: str, seconds: float) -> None:
        """Begin requests to a host at least so many seconds apart, from the last one on.

        Never faster than the settings say, and at most 30 s apart.
        """
        lane = self._lane(httpx.URL(scheme="https", host=host).host)
        await lane.slow_down(min(seconds, _SLOWEST_S))

    async def aclose(self) -> None:
        """Close every connection."""
        lanes, self._lanes = self._lanes, {}
        await asyncio.gather(*(lane.aclose() for lane in lanes.values()))

    def _lane(self, host: str) -> _Lane:
        name = host.rstrip(".").lower()
        if name not in self._lanes:
            way = partial(self._gate, name)
            self._lanes[name] = _Lane(self._transport(), way, self._per_host, self._gap_s)
        return self._lanes[name]


class _Lane:
    """What is shared by all who want something of one host."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        gate: Callable[[], AbstractAsyncContextManager[object]],
        per_host: int,
        gap_s: float,
    ) -> None:
        self.transport = transport
        self._gate = gate
        self._inside = AsyncExitStack()
        self._entered = False
        self._entering = asyncio.Lock()
        self.places = asyncio.Semaphore(per_host)
        self.users = 0
        self._pace = AsyncLimiter(1, gap_s)
        self._closing: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Wait until what was open is closed, the pace allows it and the gate is passed."""
        if self._closing is not None:
            await asyncio.shield(self._closing)
        pace = None
        while pace is not self._pace:  # it may be slowed down while we wait
            pace = self._pace
            await pace.acquire()
        async with self._entering:  # whoever is in lets the others of this lane in
            if not self._entered:
                await self._inside.enter_async_context(self._gate())
                self._entered = True

    async def slow_down(self, gap_s: float) -> None:
        """Lengthen the gap between two requests; the last one counts as begun now."""
        if gap_s > self._pace.time_period:
            self._pace = AsyncLimiter(1, gap_s)
            await self._pace.acquire()

    def leave(self) -> None:
        """Note that a user has gone; the last one has the connections closed behind him."""
        self.users -= 1
        if not self.users:
            self._closing = asyncio.create_task(self._shut(self._closing))

    async def aclose(self) -> None:
        """Close the connections now."""
        await self._shut(self._closing)

    async def _shut(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await before
        await self.transport.aclose()
        self._entered = False
        await self._inside.aclose()


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose connections the guard opens."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


def ways_out(settings: CollectSettings, guard: Guard) -> MakeTransport:
    """Return what makes a lane's way out: guarded connections of our own, or the proxy's.

    Raises:
        UsageError: If the configured proxy cannot be used.
    """
    context = _trusted()
    proxy = _proxy(settings.proxy) if settings.proxy else None
    backend = GuardedBackend(guard)

    def through_proxy() -> httpx.AsyncBaseTransport:
        limits = httpx.Limits(max_connections=settings.per_host, keepalive_expiry=_KEPT_S)
        return httpx.AsyncHTTPTransport(verify=context, trust_env=False, proxy=proxy, limits=limits)

    def guarded() -> httpx.AsyncBaseTransport:
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=settings.per_host,
            keepalive_expiry=_KEPT_S,
            network_backend=backend,
        )
        return _GuardedTransport(pool)

    return through_proxy if proxy else guarded


@cache
def _trusted() -> ssl.SSLContext:
    """Return what certificates are judged by: one for all, it takes 20 ms to make."""
    return httpx.create_ssl_context(trust_env=False)


def _proxy(address: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(address)
        usable = proxy.url.scheme in ("http", "https") and bool(proxy.url.host.strip("[]"))
    except (ValueError, httpx.InvalidURL):
        usable = False
    if not usable:
        raise UsageError("the proxy address cannot be used", hint="write it as http://host:port")
    return proxy
