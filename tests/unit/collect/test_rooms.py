"""Places for what is begun and rooms for what is in hand."""

from __future__ import annotations

import asyncio

import pytest

from watch.collect import rooms as rooms_module
from watch.collect.rooms import Place, Rooms


async def test_place_is_held_for_as_long_as_the_work_gets_on():
    places = asyncio.Semaphore(1)
    async with Place(places) as place:
        place.keep(5)
        assert places.locked()
    assert not places.locked()


async def test_place_is_given_up_when_the_work_takes_long():
    places = asyncio.Semaphore(1)
    async with Place(places) as place:
        place.keep(0.02)
        async with asyncio.timeout(1), Place(places):
            assert places.locked()
    assert not places.locked()


async def test_place_is_given_back_once():
    places = asyncio.BoundedSemaphore(1)
    async with Place(places) as place:
        place.keep(0.01)
        await asyncio.sleep(0.03)
        place.keep(0.01)
        await asyncio.sleep(0.03)
    assert not places.locked()


async def test_keeping_a_place_again_counts_from_then_on():
    places = asyncio.Semaphore(1)
    async with Place(places) as place:
        place.keep(0.05)
        place.keep(5)
        await asyncio.sleep(0.1)
        assert places.locked()


async def test_rooms_are_eight_for_each_place():
    rooms = Rooms(2)
    assert rooms.size == 16
    for _ in range(16):
        await rooms.__aenter__()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02), rooms:
            pytest.fail("a seventeenth room")


async def test_who_leaves_his_room_lets_another_in_and_waits_for_his_turn():
    rooms = Rooms(1)
    for _ in range(rooms.size):
        await rooms.__aenter__()
    async with rooms.left():
        async with asyncio.timeout(1):
            await rooms.__aenter__()
        leaving = asyncio.get_running_loop().call_later(
            0.05, asyncio.ensure_future, rooms.__aexit__(None, None, None)
        )
        began = leaving.when() - 0.05
    assert asyncio.get_running_loop().time() - began >= 0.04


def test_rooms_are_no_more_than_half_of_the_files_we_may_open(monkeypatch):
    monkeypatch.setattr(rooms_module, "_open_files", lambda: 256)
    assert Rooms(32).size == 128
    monkeypatch.setattr(rooms_module, "_open_files", lambda: 1)
    assert Rooms(32).size == 1


def test_system_says_how_many_files_we_may_open():
    assert rooms_module._open_files() >= 64
