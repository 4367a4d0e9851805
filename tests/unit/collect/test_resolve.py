"""Look-ups give literals, and a stuck name server holds nobody up."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from watch.collect import resolve as resolving
from watch.collect.resolve import resolve


async def test_literal_is_its_own_address():
    assert await resolve("127.0.0.1", 80) == ("127.0.0.1",)


async def test_each_address_comes_once(monkeypatch):
    found = [(0, 0, 0, "", ("10.0.0.1", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(resolving.socket, "getaddrinfo", lambda *_, **__: found)
    assert await resolve("x", 80) == ("10.0.0.1",)


async def test_unknown_host_is_a_gaierror(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "x")

    monkeypatch.setattr(resolving.socket, "getaddrinfo", unknown)
    with pytest.raises(socket.gaierror):
        await resolve("x", 80)


async def test_label_too_long_for_a_name_is_a_gaierror():
    with pytest.raises(socket.gaierror):
        await resolve("a" * 64 + ".example", 80)


def test_stuck_lookup_does_not_hold_up_the_end(monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(resolving.socket, "getaddrinfo", lambda *_, **__: release.wait(10) and [])

    async def impatient():
        async with asyncio.timeout(0.1):
            await resolve("x", 80)

    with pytest.raises(TimeoutError):
        asyncio.run(impatient())
    release.set()
