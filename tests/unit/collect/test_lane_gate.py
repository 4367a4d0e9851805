"""The gate of a host is passed before anything is open to it, and left when nothing is."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, nullcontext

import httpx
import pytest

from watch.collect.web.lanes import Lanes
from watch.settings import CollectSettings

FAST = CollectSettings(per_host=2, per_host_rate=1000.0)


class Noted(httpx.AsyncBaseTransport):
    """A way out that opens nothing and says when it is closed."""

    def __init__(self, done):
        self.done = done

    async def aclose(self):
        self.done.append("closed")


@pytest.fixture
def done():
    return []


@pytest.fixture
def lanes(done):
    @asynccontextmanager
    async def gate(host):
        done.append(f"in {host}")
        yield
        done.append(f"out {host}")

    return lambda: Lanes(FAST, lambda: Noted(done), gate)


def test_gate_is_left_after_the_last_connection_is_closed(lanes, done):
    async def visit():
        opened = lanes()
        async with opened.turn("press.example", nullcontext()):
            done.append("visit")
        await opened.aclose()

    asyncio.run(visit())
    assert done[:4] == ["in press.example", "visit", "closed", "out press.example"]
    assert done.count("in press.example") == done.count("out press.example") == 1


def test_visitors_of_one_process_pass_the_gate_together(lanes, done):
    async def visit(opened, met):
        async with opened.turn("press.example", nullcontext()):
            await met.wait()

    async def together():
        opened, met = lanes(), asyncio.Barrier(2)
        await asyncio.gather(visit(opened, met), visit(opened, met))
        await opened.aclose()

    asyncio.run(together())
    assert done.count("in press.example") == 1


def test_each_host_has_a_gate_of_its_own(lanes, done):
    async def both():
        opened = lanes()
        async with (
            opened.turn("a.example", nullcontext()),
            opened.turn("B.example.", nullcontext()),
        ):
            pass
        await opened.aclose()

    asyncio.run(both())
    assert {"in a.example", "in b.example"} <= set(done)


def test_one_who_gives_up_at_the_gate_leaves_it_as_it_was(done):
    shut = asyncio.Event()

    @asynccontextmanager
    async def gate(_host):
        done.append("asked")
        await shut.wait()
        yield
        done.append("out")

    async def impatient():
        opened = Lanes(FAST, lambda: Noted(done), gate)

        async def visit():
            async with opened.turn("press.example", nullcontext()):
                done.append("visit")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(visit(), 0.05)
        shut.set()
        await visit()
        await opened.aclose()

    asyncio.run(impatient())
    assert [word for word in done if word != "closed"] == ["asked", "asked", "visit", "out"]
