"""Turns at a host: how many, how fast, and what stays open afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, nullcontext
from itertools import pairwise

import httpx
import pytest

from watch.collect.web.lanes import Lanes
from watch.settings import CollectSettings

FAST = CollectSettings(per_host=2, per_host_rate=1000.0)


class CountingTransport(httpx.AsyncBaseTransport):
    """Opens nothing; tells what is done to it, and takes its time to close."""

    def __init__(self, events: list[str]):
        self.events = events

    async def aclose(self):
        self.events.append("closing")
        await asyncio.sleep(0.05)
        self.events.append("closed")


@pytest.fixture
def events() -> list[str]:
    return []


@pytest.fixture
def lanes_of(events):
    return lambda settings=FAST: Lanes(settings, lambda: CountingTransport(events))


def now() -> float:
    return asyncio.get_running_loop().time()


async def visit(lanes: Lanes, host: str, begun: list[float], seconds: float = 0.0) -> None:
    async with lanes.turn(host, nullcontext()):
        begun.append(now())
        await asyncio.sleep(seconds)


def gaps(begun: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(begun)]


async def test_few_turns_at_one_host_at_once(lanes_of):
    lanes, together, peak = lanes_of(), 0, 0

    async def stay():
        nonlocal together, peak
        async with lanes.turn("a.example", nullcontext()):
            together += 1
            peak = max(peak, together)
            await asyncio.sleep(0.01)
            together -= 1

    await asyncio.gather(*(stay() for _ in range(10)))
    assert peak == FAST.per_host


@pytest.mark.parametrize("other", ["A.Example", "a.example.", "A.EXAMPLE."])
async def test_spellings_of_a_host_share_its_lane(lanes_of, other):
    lanes, begun = lanes_of(), []
    visits = [visit(lanes, host, begun, 0.2) for host in ("a.example", other) * 2]
    await asyncio.gather(*visits)
    assert begun[2] - begun[0] >= 0.19


async def test_hosts_do_not_wait_for_one_another(lanes_of):
    lanes, begun = lanes_of(), []
    await asyncio.gather(*(visit(lanes, f"h{n}.example", begun, 0.3) for n in range(20)))
    assert begun[-1] - begun[0] < 0.2


async def test_requests_begin_one_gap_apart_from_the_first_on(lanes_of):
    """No burst: not at the start, and not after a pause."""
    lanes, begun = lanes_of(CollectSettings(per_host_rate=20.0)), []
    for count in (3, 3):
        await asyncio.gather(*(visit(lanes, "a.example", begun) for _ in range(count)))
        await asyncio.sleep(0.2)
    assert min(gaps(begun)) >= 0.045
    assert begun[2] - begun[0] < 0.3


async def test_pace_is_remembered_after_everybody_has_left(lanes_of):
    lanes, begun = lanes_of(CollectSettings(per_host_rate=10.0)), []
    for _ in range(3):
        await visit(lanes, "a.example", begun)
    assert min(gaps(begun)) >= 0.09


async def test_last_user_closes_the_connections_behind_him(lanes_of, events):
    lanes = lanes_of()
    async with lanes.turn("a.example", nullcontext()):
        await visit(lanes, "a.example", [])
        await asyncio.sleep(0.01)
        assert events == []
    await asyncio.sleep(0.01)
    assert events == ["closing"]


async def test_connections_are_closed_before_others_are_opened(lanes_of, events):
    lanes = lanes_of()
    await visit(lanes, "a.example", [])
    await asyncio.sleep(0)
    async with lanes.turn("a.example", nullcontext()):
        assert events == ["closing", "closed"]


async def test_nothing_closes_while_somebody_waits(lanes_of, events):
    lanes = lanes_of(CollectSettings(per_host_rate=5.0))
    await visit(lanes, "b.example", [])
    waiting = [asyncio.create_task(visit(lanes, "a.example", [])) for _ in range(2)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0.1)
    assert events == ["closing", "closed"]  # those of b.example
    await asyncio.gather(*waiting)
    await asyncio.sleep(0.01)
    assert events == ["closing", "closed", "closing"]


async def test_waiting_is_told_from_being_there(lanes_of):
    told = []

    @asynccontextmanager
    async def meanwhile():
        told.append("waits")
        yield
        told.append("is there")

    lanes = lanes_of(CollectSettings(per_host=1, per_host_rate=1000.0))
    async with lanes.turn("a.example", nullcontext()):
        waiting = asyncio.create_task(lanes.turn("a.example", meanwhile()).__aenter__())
        await asyncio.sleep(0.02)
        assert told == ["waits"]
    await waiting
    assert told == ["waits", "is there"]


async def test_given_up_wait_costs_nobody_his_turn(lanes_of, events):
    lanes = lanes_of(CollectSettings(per_host=1, per_host_rate=1000.0))
    async with lanes.turn("a.example", nullcontext()):
        waiting = [asyncio.create_task(visit(lanes, "a.example", [])) for _ in range(3)]
        await asyncio.sleep(0.01)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    async with asyncio.timeout(1):
        await visit(lanes, "a.example", [])
    await lanes.aclose()
    assert Counter(events)["closed"] >= 2


async def test_slowed_host_is_asked_so_much_later(lanes_of):
    """The last request counts: the next one begins a whole gap after the slowing down."""
    lanes, begun = lanes_of(), []
    await visit(lanes, "a.example", begun)
    await lanes.slow_down("A.example", 0.2)
    slowed_at = now()
    await asyncio.gather(visit(lanes, "a.example", begun), visit(lanes, "b.example", begun))
    await visit(lanes, "a.example", begun)
    assert begun[1] - slowed_at < 0.1  # b.example
    assert begun[2] - slowed_at >= 0.19
    assert begun[3] - begun[2] >= 0.19


async def test_slowing_down_reaches_who_waits_already(lanes_of):
    lanes, begun = lanes_of(CollectSettings(per_host_rate=10.0)), []
    await visit(lanes, "a.example", begun)
    waiting = asyncio.create_task(visit(lanes, "a.example", begun))
    await asyncio.sleep(0)
    await lanes.slow_down("a.example", 0.3)
    await waiting
    assert begun[1] - begun[0] >= 0.29


async def test_host_is_never_made_faster(lanes_of):
    lanes, begun = lanes_of(CollectSettings(per_host_rate=5.0)), []
    await visit(lanes, "a.example", begun)
    await lanes.slow_down("a.example", 0.01)
    await visit(lanes, "a.example", begun)
    assert begun[1] - begun[0] >= 0.19


@pytest.mark.parametrize("asked", [1e9, float("inf")])
async def test_delay_of_hours_is_cut_to_half_a_minute(lanes_of, monkeypatch, asked):
    monkeypatch.setattr("watch.collect.web.lanes._SLOWEST_S", 0.2)
    lanes, begun = lanes_of(), []
    await lanes.slow_down("a.example", asked)
    async with asyncio.timeout(2):
        await visit(lanes, "a.example", begun)


async def test_closing_closes_every_lane(lanes_of, events):
    lanes = lanes_of()
    await asyncio.gather(*(visit(lanes, f"h{n}.example", []) for n in range(5)))
    await lanes.aclose()
    assert events.count("closing") == events.count("closed") >= 5
