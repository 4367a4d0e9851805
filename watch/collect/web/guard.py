"""The one door to the network: refuses every address that is not public.

Invariant: no TCP connection is opened to an address that was not checked. The
name is resolved once, all its addresses are judged, and the connection goes to
the judged literal, so a second DNS answer (rebinding) is never asked for. TLS
still verifies the name.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx
from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream

from watch.collect.web.addresses import is_public
from watch.collect.web.resolve import Resolve, resolve

PORTS = (80, 443)
_SUSPECT = re.compile(r"[\x00-\x20\x7f\\\s]")  # spellings on which URL parsers disagree
_TRIES = 3  # addresses tried of one host: IPv6, IPv4 and one spare


class Refused(Exception):  # noqa: N818 - an event of one fetch, turned into a Failed
    """An address the guard does not connect to; the message is fit for a person."""


class Guard:
    """Judges addresses, letting through the hosts that were named beforehand.

    Args:
        allow_hosts: Host names or IP literals, exact but for case; for them any
            port and any address is permitted.
        resolver: Replaced in tests.
    """

    def __init__(self, allow_hosts: Iterable[str] = (), resolver: Resolve = resolve) -> None:
        self._allowed = frozenset(_plain(host) for host in allow_hosts)
        self._resolve = resolver

    def checked_url(self, url: str) -> httpx.URL:
        """Return the parsed address, exactly as httpx will connect to it.

        Raises:
            Refused: If scheme, host, port or user name are not what a feed may have.
        """
        if _SUSPECT.search(url):
            raise Refused("the address contains forbidden characters")
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError, UnicodeError) as problem:
            raise Refused("the address cannot be read") from problem
        if parsed.scheme not in ("http", "https"):
            raise Refused("only http and https addresses are fetched")
        if not parsed.host:
            raise Refused("the address names no host")
        if parsed.userinfo:
            raise Refused("addresses with a user name or password are not fetched")
        self._check_port(parsed.host, parsed.port or 443)
        return parsed

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of a host, all of them permitted.

        Raises:
            Refused: If any of them is not public and the host is not on the allow-list.
            OSError: If the name cannot be resolved.
        """
        self._check_port(host, port)
        found = await self._resolve(host, port)
        if not found:
            raise Refused("the host has no address")
        if not self._allows(host) and not all(is_public(address) for address in found):
            raise Refused("the host is on a private or reserved network")
        return found

    def leads_inside(self, first: str, then: str) -> bool:
        """Return whether a host sends us on to one that is let through by exception only.

        Who named the exception meant addresses of his own, not those that a stranger names.
        """
        return self._allows(then) and not self._allows(first)

    def _allows(self, host: str) -> bool:
        return _plain(host) in self._allowed

    def _check_port(self, host: str, port: int) -> None:
        if port not in PORTS and not self._allows(host):
            raise Refused(f"port {port} is not a web port")


class GuardedBackend(AsyncNetworkBackend):
    """Opens TCP connections for httpcore, to permitted addresses only."""

    def __init__(self, guard: Guard, inner: AsyncNetworkBackend | None = None) -> None:
        self._guard = guard
        self._inner = inner or AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to the first permitted address of the host that answers."""
        problem: Exception = httpcore.ConnectError("no address")
        for address in (await self._guard.addresses(host, port))[:_TRIES]:
            try:
                stream = await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _Stream(stream)
        raise problem

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Refuse: a feed never lives in a file."""
        del path, timeout, socket_options
        raise Refused("only http and https addresses are fetched")

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between its retries."""
        await self._inner.sleep(seconds)


class _Stream(AsyncNetworkStream):
    """A connection that is closed also when a deadline ends its TLS handshake.

    httpcore closes it after every other failure; left open, it would count against
    no limit and stay until somebody collects the garbage.
    """

    def __init__(self, inner: AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> AsyncNetworkStream:
        try:
            return await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._inner.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._inner.get_extra_info(info)


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()
