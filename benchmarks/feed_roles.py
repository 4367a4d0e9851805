"""What a site of the farm does when it is asked: the kind, the broken and the hostile.

Hostility is bounded here, so that a reader without limits of its own comes to an end too:
"endless" is 20 MB, a bomb unpacks to 64 MB, a drip lasts a minute.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(os.environ.get("TECHWATCH_SHARED", Path(__file__).parents[2] / "shared"))
MB = 1024 * 1024
ENDLESS_BYTES = 20 * MB
BOMB_BYTES = 64 * MB
DRIP_S = 60.0
DRIP_EVERY_S = 0.5
SILENCE_S = 90.0

CANARY = "127.66.66.66"
"""Stands for the inside of a company: listens, belongs to no feed, and counts its visitors."""

REFUGE = "127.30.0.1"
"""The one host to which several feeds have moved; it is slow, so their visits overlap."""

UNHURRIED_S = 1.2

SHARES = {  # of 300 hostile feeds
    "not found": 40,
    "web page": 40,
    "server error": 30,
    "broken XML": 25,
    "gone": 20,
    "empty answer": 20,
    "connection reset": 20,
    "silent": 20,
    "redirect loop": 15,
    "redirect to the inside": 15,
    "gzip bomb": 12,
    "endless body": 10,
    "endless head": 10,
    "dripping head": 10,
    "dripping body": 10,
    "parser staller": 3,
}
SLOW = ("silent", "dripping head", "silent", "dripping body")


@dataclass
class Visit:
    """One request, the feed that a kind site would answer, and the connection to answer on."""

    number: int
    path: str
    feed: bytes
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def write(self, *parts: bytes) -> None:
        """Write as fast as the client reads."""
        self.writer.write(b"".join(parts))
        await self.writer.drain()

    async def answer(self, body: bytes, *headers: bytes, status: bytes = b"200 OK") -> None:
        """Write a whole answer; the connection stays open for the next request."""
        length = b"Content-Length: %d" % len(body)
        await self.write(_head(status, b"Content-Type: application/xml", length, *headers), body)

    async def redirect(self, host: str, path: str) -> None:
        """Send the client to another host of the farm."""
        port = self.writer.get_extra_info("sockname")[1]
        location = f"Location: http://{host}:{port}{path}".encode()
        await self.answer(b"", location, status=b"301 Moved Permanently")

    async def left(self, within_s: float) -> bool:
        """Return whether the client has hung up, waiting that long for it."""
        try:
            return not await asyncio.wait_for(self.reader.read(1), within_s)
        except TimeoutError:
            return False

    async def drip(self, beginning: bytes) -> None:
        """Write a beginning, and then a byte now and then."""
        await self.write(beginning)
        for _ in range(int(DRIP_S / DRIP_EVERY_S)):
            if await self.left(DRIP_EVERY_S):
                break
            await self.write(b"x")


def _head(status: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((b"HTTP/1.1 " + status, *headers, b"", b""))


async def _good(visit: Visit) -> None:
    await visit.answer(visit.feed)


async def _page(visit: Visit) -> None:
    words = b"<p>Nous avons change d'adresse.</p>" * 300
    page = b"<!doctype html><html><head><title>Accueil</title></head><body>%s</body></html>" % words
    await visit.answer(page)


async def _broken(visit: Visit) -> None:
    await visit.answer(visit.feed[: len(visit.feed) // 40] + b"<<<\x00\xff&nope;</b>" * 50)


async def _reset(visit: Visit) -> None:
    made = visit.writer.get_extra_info("socket")
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.writer.transport.abort()


async def _silent(visit: Visit) -> None:
    await visit.left(SILENCE_S)


async def _loop(visit: Visit) -> None:
    onward = b"Location: " + visit.path.encode()
    await visit.answer(b"", onward, status=b"302 Found")


async def _moved(visit: Visit) -> None:
    await visit.redirect(REFUGE, f"/{visit.number}/moved.xml")


async def _unhurried(visit: Visit) -> None:
    if not await visit.left(UNHURRIED_S):
        await _good(visit)


async def _to_the_inside(visit: Visit) -> None:
    await visit.redirect(CANARY, "/latest/meta-data/")


async def _bomb(visit: Visit) -> None:
    await visit.answer(_BOMB, b"Content-Encoding: gzip")


async def _endless(visit: Visit) -> None:
    """Begin a good feed and never end it."""
    beginning = visit.feed.rpartition(b"</")[0]
    await visit.write(_head(b"200 OK", b"Content-Type: application/xml", b"Connection: close"))
    await visit.write(beginning)
    for _ in range(ENDLESS_BYTES // len(_SPACES)):
        await visit.write(_SPACES)


async def _endless_head(visit: Visit) -> None:
    await visit.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(ENDLESS_BYTES // 1000):
        await visit.write(b"X-%d: %s\r\n" % (number, b"y" * 990))


async def _drip_head(visit: Visit) -> None:
    await visit.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")


async def _drip_body(visit: Visit) -> None:
    await visit.drip(_head(b"200 OK", b"Content-Type: application/xml", b"Connection: close"))


async def _staller(visit: Visit) -> None:
    await visit.answer(_STALLER)


def _fixed(status: bytes) -> Callable[[Visit], Awaitable[None]]:
    async def say(visit: Visit) -> None:
        await visit.answer(b"", status=status)

    return say


def _stalling_feed() -> bytes:
    """Return a feed on which feedparser spends seconds; where it is absent, a broken one."""
    saved = SHARED / "data/hostile/own/feeds/author_redos_16k.xml"
    return saved.read_bytes() if saved.exists() else b"<rss><channel><item>"


_SPACES = b" " * 64 * 1024
_BOMB = gzip.compress(b"<rss><channel>" + bytes(BOMB_BYTES), 6)
_STALLER = _stalling_feed()
ANSWERS: dict[str, Callable[[Visit], Awaitable[None]]] = {
    "good": _good,
    "moved": _moved,
    "unhurried": _unhurried,
    "not found": _fixed(b"404 Not Found"),
    "web page": _page,
    "server error": _fixed(b"500 Internal Server Error"),
    "broken XML": _broken,
    "gone": _fixed(b"410 Gone"),
    "empty answer": _fixed(b"200 OK"),
    "connection reset": _reset,
    "silent": _silent,
    "redirect loop": _loop,
    "redirect to the inside": _to_the_inside,
    "gzip bomb": _bomb,
    "endless body": _endless,
    "endless head": _endless_head,
    "dripping head": _drip_head,
    "dripping body": _drip_body,
    "parser staller": _staller,
}
STAYS_OPEN = {
    "good",
    "moved",
    "unhurried",
    "not found",
    "web page",
    "server error",
    "redirect loop",
    "gone",
}
