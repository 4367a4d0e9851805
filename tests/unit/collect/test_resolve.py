"""Look-ups give literals, and a stuck name server holds nobody up."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest

from watch.collect.web import resolve as resolving
from watch.collect.web.resolve import resolve


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


def resolvers() -> int:
    return sum(thread.name == "name-look-up" for thread in threading.enumerate())


async def test_threads_are_used_again():
    for _ in range(20):
        await resolve("127.0.0.1", 80)
        await asyncio.sleep(0.002)  # the thread goes back to waiting
    before = resolvers()
    for _ in range(20):
        await resolve("127.0.0.1", 80)
        await asyncio.sleep(0.002)
    assert resolvers() <= before + 1


async def test_lookups_do_not_wait_for_a_stuck_one(monkeypatch):
    release = threading.Event()

    def stuck(host, port, **_):
        if host == "stuck":
            release.wait(10)
        return [(0, 0, 0, "", ("10.0.0.1", port))]

    monkeypatch.setattr(resolving.socket, "getaddrinfo", stuck)
    waiting = [asyncio.create_task(resolve("stuck", 80)) for _ in range(10)]
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        found = await asyncio.gather(*(resolve(f"h{n}", 80) for n in range(50)))
    assert found == [("10.0.0.1",)] * 50
    assert not any(task.done() for task in waiting)
    release.set()
    assert await asyncio.gather(*waiting) == [("10.0.0.1",)] * 10


def test_idle_thread_ends(monkeypatch):
    monkeypatch.setattr(resolving, "_IDLE_S", 0.05)
    threads = resolving._DaemonThreads()
    done = threading.Event()
    before = threading.active_count()
    threads.start(done.set)
    assert done.wait(5)
    for _ in range(200):
        if threading.active_count() <= before:
            break
        time.sleep(0.01)
    assert threading.active_count() <= before
    again = threading.Event()
    threads.start(again.set)
    assert again.wait(5)
