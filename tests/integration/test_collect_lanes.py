"""Politeness, seen by the servers: how many connections, how many requests, how soon closed."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from contextlib import ExitStack
from dataclasses import replace

import pytest
from feed_server import FEED, feed_server, fixed, redirect

from watch.collect.crawl import Crawl
from watch.collect.rooms import Rooms
from watch.collect.web.fetch import WebFetcher
from watch.collect.web.guard import Guard
from watch.model import Fetched, PollRecord, PollRequest, Source, SourceId
from watch.settings import CollectSettings

SETTINGS = CollectSettings(parser_processes=1, per_host_rate=1000.0)


@pytest.fixture
def serve():
    """Start as many servers as a test wants."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(feed_server())


async def to_loopback(host: str, port: int) -> tuple[str, ...]:
    """Resolve every name to this machine, so that many hosts need one server."""
    return ("127.0.0.1",)


def request_to(url: str) -> PollRequest:
    source = Source(id=SourceId(url), url=url, name="a", owner="a")
    return PollRequest(source=source, record=PollRecord(source_id=source.id))


def crawl(urls: list[str], settings: CollectSettings = SETTINGS):
    """Poll as ``poll`` does, with hosts of any name on loopback."""
    hosts = {url.split("/")[2].partition(":")[0] for url in urls} | {"hub.test"}
    settings = replace(settings, allow_hosts=tuple(hosts))
    rooms = Rooms(settings.concurrency)
    guard = Guard(settings.allow_hosts, resolver=to_loopback)
    fetcher = WebFetcher(settings, guard, idle=rooms.left)
    found = Crawl(list(map(request_to, urls)), settings, fetcher, threading.Event(), rooms)
    try:
        yield from found.outcomes()
    finally:
        found.close()


def at(server, name: str, path: str) -> str:
    return f"http://{name}:{server.server_port}{path}"


def lasting(seconds: float):
    """Answer with a feed after a while."""

    def route(exchange):
        exchange.server.ended.wait(seconds)
        exchange.answer(FEED)

    return route


def test_no_more_than_two_connections_are_open_to_one_host(serve):
    server = serve()
    server.routes["/rss"] = lasting(0.03)
    urls = [at(server, "one.test", f"/rss?{n}") for n in range(30)]
    assert all(isinstance(found, Fetched) for found in crawl(urls))
    assert server.peak == 2
    assert len(server.requests) == 30


def test_two_ports_and_three_spellings_are_one_host(serve):
    servers = [serve(), serve()]
    seen = []

    def route(exchange):
        seen.append(sum(server.connections for server in servers))
        exchange.server.ended.wait(0.03)
        exchange.answer(FEED)

    for server in servers:
        server.routes["/rss"] = route
    names = ("one.test", "ONE.test", "one.test.")
    urls = [at(servers[n % 2], names[n % 3], f"/rss?{n}") for n in range(24)]
    assert sum(isinstance(found, Fetched) for found in crawl(urls)) == 24
    assert max(seen) == 2


@pytest.mark.parametrize("status", [302, 301])
def test_many_hosts_that_redirect_to_one_share_its_two_connections(serve, status):
    spokes, hub = serve(), serve()
    spokes.routes["/rss"] = redirect(at(hub, "hub.test", "/feed"), status)
    hub.routes["/feed"] = lasting(0.03)
    outcomes = list(crawl([at(spokes, f"h{n}.test", "/rss") for n in range(40)]))
    assert all(isinstance(found, Fetched) for found in outcomes)
    assert len(hub.requests) == 40
    assert hub.peak == 2


@pytest.mark.parametrize("answer", [fixed(FEED), fixed(b"no", 404), fixed(b"x" * 5000)])
def test_connection_is_used_again_or_closed_and_never_forgotten(serve, answer):
    """Whatever the answer; a body that is not wanted is not read, so its connection ends."""
    server = serve()
    server.routes["/rss"] = answer
    limits = replace(SETTINGS, max_wire_bytes=1000)
    assert len(list(crawl([at(server, "one.test", f"/rss?{n}") for n in range(12)], limits))) == 12
    assert server.peak <= 2


def test_nothing_stays_open_to_a_host_that_nobody_wants(serve):
    """While the crawl goes on elsewhere."""
    server, slow = serve(), serve()
    server.routes["/rss"] = fixed(FEED)
    slow.routes["/rss"] = lasting(20)
    urls = [at(server, f"h{n}.test", "/rss") for n in range(30)]
    outcomes = crawl([*urls, at(slow, "slow.test", "/rss")])
    for _ in urls:
        assert isinstance(next(outcomes), Fetched)
    for _ in range(50):
        if not server.connections:
            break
        time.sleep(0.02)
    assert server.connections == 0
    assert slow.connections == 1
    outcomes.close()


def test_requests_to_one_host_begin_at_the_rate_and_never_in_a_burst(serve):
    server = serve()
    server.routes["/rss"] = fixed(FEED)
    limits = replace(SETTINGS, per_host_rate=5.0)
    list(crawl([at(server, "one.test", f"/rss?{n}") for n in range(9)], limits))
    after_s = [moment - server.moments[0] for moment in server.moments]
    assert len(after_s) == 9
    for number, seconds in enumerate(after_s):
        assert seconds >= (number - 2) * 0.2  # the first may take a while to arrive
    assert after_s[-1] < 5


def test_redirects_count_as_requests_to_the_host_they_lead_to(serve):
    spokes, hub = serve(), serve()
    spokes.routes["/rss"] = redirect(at(hub, "hub.test", "/feed"))
    hub.routes |= {"/feed": redirect("/again"), "/again": fixed(FEED)}
    limits = replace(SETTINGS, per_host_rate=10.0)
    list(crawl([at(spokes, f"h{n}.test", "/rss") for n in range(4)], limits))
    assert len(hub.moments) == 8
    assert hub.moments[-1] - hub.moments[0] >= 0.65


def test_wait_for_a_turn_is_not_counted_against_the_server(serve):
    """Eight redirects to one host at four a second: the last waits for two seconds, and may."""
    spokes, hub = serve(), serve()
    spokes.routes["/rss"] = redirect(at(hub, "hub.test", "/feed"))
    hub.routes["/feed"] = fixed(FEED)
    limits = replace(SETTINGS, per_host_rate=4.0, total_timeout_s=1.0)
    outcomes = list(crawl([at(spokes, f"h{n}.test", "/rss") for n in range(8)], limits))
    assert [found for found in outcomes if not isinstance(found, Fetched)] == []
    assert hub.moments[-1] - hub.moments[0] >= 1.6


def test_wait_for_a_turn_takes_no_room_from_other_hosts(serve):
    """Forty sources queue for one host, more than there are rooms; the others pass by."""
    spokes, hub, others = serve(), serve(), serve()
    spokes.routes["/rss"] = redirect(at(hub, "hub.test", "/feed"))
    hub.routes["/feed"] = fixed(FEED)
    others.routes["/rss"] = fixed(FEED)
    limits = replace(SETTINGS, concurrency=2, per_host_rate=0.5)
    assert Rooms(limits.concurrency).size < 40
    queueing = [at(spokes, f"h{n}.test", "/rss") for n in range(40)]
    passing = [at(others, f"o{n}.test", "/rss") for n in range(20)]
    began = time.monotonic()
    outcomes = crawl(queueing + passing, limits)
    waiting_for = set(passing)
    while waiting_for:
        waiting_for.discard(next(outcomes).source_id)
    assert time.monotonic() - began < 15  # the queue takes eighty
    outcomes.close()


def test_crowd_at_one_host_does_not_hold_up_the_others(serve):
    server = serve()
    server.routes["/rss"] = fixed(FEED)
    crowd = [at(server, "one.test", f"/rss?{n}") for n in range(100)]
    others = [at(server, f"h{n}.test", "/rss") for n in range(20)]
    limits = replace(SETTINGS, concurrency=2, per_host_rate=1.0)
    began = time.monotonic()
    outcomes = crawl(crowd + others, limits)
    waiting_for = set(others)
    while waiting_for:
        waiting_for.discard(next(outcomes).source_id)
    assert time.monotonic() - began < 10  # the crowd takes a hundred
    outcomes.close()


def test_proxy_is_sent_to_each_host_as_politely(serve):
    """A proxy opens the connections, but per host we use few and begin at the rate."""
    proxy = serve()
    for host in ("one.invalid", "two.invalid"):
        proxy.routes[f"http://{host}/rss"] = lasting(0.05)
    limits = replace(SETTINGS, proxy=proxy.url, per_host_rate=10.0)
    urls = [f"http://{host}/rss?{n}" for host in ("one.invalid", "two.invalid") for n in range(6)]
    assert all(isinstance(found, Fetched) for found in crawl(urls, limits))
    asked = list(zip(proxy.requests, proxy.moments, strict=True))
    for host in ("one.invalid", "two.invalid"):
        moments = [moment for (path, _), moment in asked if host in path]
        assert len(moments) == 6
        assert moments[-1] - moments[0] >= 0.45
    assert 2 <= proxy.peak <= 4


async def test_deadline_during_a_handshake_closes_the_connection(request):
    """httpcore leaves it open, until the garbage is collected."""
    gc.collect()
    gc.disable()
    request.addfinalizer(gc.enable)
    with socket.create_server(("127.0.0.1", 0)) as server:
        limits = replace(SETTINGS, allow_hosts=("127.0.0.1",), total_timeout_s=0.3)
        fetcher = WebFetcher(limits)
        asking = asyncio.create_task(fetcher.get(f"https://127.0.0.1:{server.getsockname()[1]}/"))
        connection, _ = await asyncio.to_thread(server.accept)
        with connection:
            failed = await asking
            connection.settimeout(1.0)
            assert await asyncio.to_thread(_end_of, connection)
        await fetcher.aclose()
    assert failed.reason == "the answer took longer than 0.3 s"


def _end_of(connection: socket.socket) -> bool:
    """Return whether the other side hangs up, its hello having been read."""
    while connection.recv(65536):
        pass
    return True
