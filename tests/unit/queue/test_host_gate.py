"""One process at a host: the locks that a server keeps, and the gate made of them."""

from __future__ import annotations

import asyncio
from contextlib import closing

import pytest
from sqlalchemy import text

from watch.errors import StoreError
from watch.queue import gate as gate_module
from watch.queue.gate import ClusterGate
from watch.store.locks import Locks, alone


@pytest.fixture
def two(database):
    """Two processes' locks on one database."""
    with closing(Locks(database)) as one, closing(Locks(database)) as other:
        yield one, other


def test_one_holds_a_lock_at_a_time(two):
    one, other = two
    assert one.take("a")
    assert not other.take("a")
    assert other.take("b")
    one.give("a")
    assert other.take("a")


def test_own_process_waits_as_others_do(two):
    one, _ = two
    assert one.take("a")
    assert not one.take("a")


def test_lock_ends_with_its_connection(two, database):
    one, other = two
    assert one.take("a")
    with database.engine.connect() as connection:  # as the server does to one who was killed
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE locktype = 'advisory' AND objsubid = 1"
            )
        )
    assert other.take("a")


def test_lock_is_taken_over_a_new_connection_when_the_old_one_is_lost(two, database):
    one, _ = two
    assert one.take("a")
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    assert one.take("b")
    one.give("a")
    assert one.take("a")


def test_alone_says_whether_nobody_else_is_there(database):
    with alone(database, "run") as ours, alone(database, "run") as second:
        assert ours
        assert not second
    with alone(database, "run") as again:
        assert again


def inside(gates, host, seconds=0.0):
    """Return how many were at a host at once, when each gate lets somebody in."""
    present, most = 0, 0

    async def visit(gate):
        nonlocal present, most
        async with gate(host):
            present += 1
            most = max(most, present)
            await asyncio.sleep(seconds)
            present -= 1

    async def all_of_them():
        await asyncio.gather(*(visit(gate) for gate in gates))

    asyncio.run(all_of_them())
    return most


def test_gate_lets_one_in_for_each_host(two, monkeypatch):
    monkeypatch.setattr(gate_module, "_LOOK_S", 0.01)
    one, other = (ClusterGate(locks, 0.0) for locks in two)
    assert inside([one, other, one], "press.example", 0.05) == 1


def test_gate_leaves_a_host_in_peace_before_the_next_comes_in(monkeypatch):
    done = []

    class Noted:
        """Locks that tell what is done to them."""

        def take(self, name):
            done.append(("take", name))
            return True

        def give(self, name):
            done.append(("give", name))

    async def slept(seconds):
        done.append(("sleep", seconds))

    async def visit():
        async with ClusterGate(Noted(), 0.5)("press.example"):
            done.append("inside")

    monkeypatch.setattr(gate_module.asyncio, "sleep", slept)
    asyncio.run(visit())
    name = "host press.example"
    assert done == [("take", name), "inside", ("sleep", 0.5), ("give", name)]


def test_gate_stays_shut_while_nobody_can_say_who_is_inside(monkeypatch):
    class Away:
        """Locks of a server that answers at the third try."""

        tries = 0

        def take(self, _name):
            self.tries += 1
            if self.tries < 3:
                message = "the server is away"
                raise StoreError(message)
            return True

        def give(self, _name):
            pass

    monkeypatch.setattr(gate_module, "_AWAY_S", 0.01)
    locks = Away()
    assert inside([ClusterGate(locks, 0.0)], "press.example") == 1
    assert locks.tries == 3
