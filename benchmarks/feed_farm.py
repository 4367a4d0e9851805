"""A thousand small web sites in one process: most of them kind, the others broken or hostile.

    python -m benchmarks.feed_farm '{"good": 700, "hostile": 300}'    # prints its port, then serves

Every host is an address of its own in 127.0.0.0/8, all on one port (Linux answers to the
whole network; other systems need the addresses set up), so what a crawler allows itself
towards one host behaves as on the internet. The farm counts, host by host, how many
connections were open at once; ``GET /tally`` at 127.0.0.1 tells and starts afresh.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import chain, zip_longest
from pathlib import Path

from benchmarks.feed_roles import ANSWERS, CANARY, REFUGE, SHARES, SLOW, STAYS_OPEN, Visit
from benchmarks.feed_text import ENTRIES, feed_of

SECTIONS = 5
"""Feeds of one publisher, on one host: a fifth of the good ones belong to such."""

MOVED = 6
"""Good feeds that redirect, each from a host of its own, to one and the same host."""


@dataclass(frozen=True)
class Site:
    """One feed of the farm: what it does, and where."""

    number: int
    role: str
    host: str

    @property
    def path(self) -> str:
        """Where on its host the feed is."""
        return f"/{self.number}/feed.xml"

    @property
    def good(self) -> bool:
        """Whether a crawler must come back with the feed."""
        return self.role in ("good", "moved")


@dataclass(frozen=True)
class Plan:
    """How many sites there are of each kind, the ``slow`` ones all silent or dripping."""

    good: int = 0
    hostile: int = 0
    slow: int = 0
    entries: int = ENTRIES

    def sites(self) -> list[Site]:
        """Return the sites in the order in which they are asked: mixed, always alike."""
        moved = MOVED if self.good > MOVED * SECTIONS else 0
        roles = ["good"] * (self.good - moved) + ["moved"] * moved + hostile_roles(self.hostile)
        roles += [SLOW[n % len(SLOW)] for n in range(self.slow)]
        sites = [Site(n, role, _host(n, self.good)) for n, role in enumerate(roles)]
        random.Random(1).shuffle(sites)
        return sites


def hostile_roles(count: int) -> list[str]:
    """Return roles in the shares of the mix; every kind once before any comes twice."""
    rounds = zip_longest(*([role] * share for role, share in SHARES.items()))
    wheel = [role for role in chain.from_iterable(rounds) if role]
    return [wheel[n % len(wheel)] for n in range(count)]


def _host(number: int, good: int) -> str:
    if number < good // 5:
        number -= number % SECTIONS
    return f"127.20.{number // 250}.{1 + number % 250}"


class Tally:
    """What the farm saw of its visitors."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.reset()

    def reset(self) -> None:
        """Forget all but the connections that are open now."""
        self.most_open = Counter(self.open)
        self.visits = 0
        self.inside = 0

    def opened(self, host: str) -> None:
        """Note a connection to a host."""
        self.open[host] += 1
        self.most_open[host] = max(self.most_open[host], self.open[host])
        self.visits += 1
        self.inside += host == CANARY

    def told(self) -> bytes:
        """Return the counts as JSON."""
        most = max((n for host, n in self.most_open.items() if host != "127.0.0.1"), default=0)
        told = {"most_open": most, "connections": self.visits - 1, "inside": self.inside}
        return json.dumps(told).encode()


class _Counted(asyncio.StreamReaderProtocol):
    """A connection that is in the tally for as long as its client holds it open.

    The end is noted when it arrives, which is before a connection that the client opened
    later is made known: what is counted is what the client held.
    """

    def __init__(self, tally: Tally, serve: Callable[..., Awaitable[None]]) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(asyncio.StreamReader(loop=loop), serve, loop=loop)
        self._tally = tally
        self._host = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._host = transport.get_extra_info("sockname")[0]
        self._tally.opened(self._host)
        super().connection_made(transport)

    def eof_received(self) -> bool | None:
        self._close()
        return super().eof_received()

    def connection_lost(self, problem: Exception | None) -> None:
        self._close()
        super().connection_lost(problem)

    def _close(self) -> None:
        if self._host:
            self._tally.open[self._host] -= 1
            self._host = ""


class Farm:
    """Serves all sites of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._sites = {site.path: site for site in plan.sites()}
        moved = [site for site in plan.sites() if site.role == "moved"]
        self._sites |= {
            f"/{s.number}/moved.xml": Site(s.number, "unhurried", REFUGE) for s in moved
        }
        self._feeds = {s.number: feed_of(s.number, plan.entries) for s in self._sites.values()}
        self._tally = Tally()

    async def run(self) -> None:
        """Listen on one port of every host, print the port, and serve until killed."""
        hosts = sorted({site.host for site in self._sites.values()} | {"127.0.0.1", CANARY, REFUGE})
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: _Counted(self._tally, self._serve), hosts, _free_port(), backlog=256
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client has hung up, as it may
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode("ascii", "replace")
        site = self._sites.get(path)
        if site is None:
            await self._tell(Visit(0, path, b"secret", reader, writer))
            return False
        visit = Visit(site.number, site.path, self._feeds[site.number], reader, writer)
        await ANSWERS[site.role](visit)
        return site.role in STAYS_OPEN

    async def _tell(self, visit: Visit) -> None:
        """Answer what no feed is: the tally, or something from the inside."""
        if visit.path != "/tally":
            await visit.answer(visit.feed)
            return
        told = self._tally.told()
        self._tally.reset()
        await visit.answer(told)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tally(port: int) -> dict[str, int]:
    """Return what the farm saw since the last time it was asked."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/tally")
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


@contextmanager
def grown(plan: Plan) -> Iterator[int]:
    """Run the farm in a process of its own; yields its port."""
    command = [sys.executable, "-m", "benchmarks.feed_farm", json.dumps(vars(plan))]
    where = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=where) as farm:
        try:
            yield int(farm.stdout.readline())
        finally:
            farm.kill()


def main() -> None:
    """Serve the plan given as JSON."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a handle for each host and client
    asyncio.run(Farm(Plan(**json.loads(sys.argv[1]))).run())


if __name__ == "__main__":
    main()
