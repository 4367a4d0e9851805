"""Slow and endless servers: none holds a fetch longer than the deadline and one second."""

from __future__ import annotations

import gzip
import os
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest
from fakes import source
from raw_server import Exchange, serving

from watch.collect import poll
from watch.model import Failed, FailureKind, Outcome, PollRecord, PollRequest, SourceId
from watch.settings import CollectSettings

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
EVERY_S = 0.5  # a byte: far more often than any read deadline
LIMITS = CollectSettings(
    allow_hosts=("127.0.0.1",),
    concurrency=64,
    per_host=64,
    per_host_rate=1000.0,
    parser_processes=1,
)
TOO_SLOW = {FailureKind.TIMEOUT}
TOO_MUCH = {FailureKind.UNREACHABLE, FailureKind.TOO_LARGE, FailureKind.TIMEOUT}


def after(beginning: bytes, exchange: Exchange, *, piece: bytes = b"x") -> None:
    """Say something, and then drip."""
    exchange.write(beginning)
    while not exchange.server.ended.wait(EVERY_S):
        exchange.write(piece)


def gzip_by_bytes(exchange: Exchange) -> None:
    exchange.head(b"Content-Encoding: gzip")
    for byte in gzip.compress(os.urandom(1000)):
        exchange.write(bytes([byte]))
        exchange.server.ended.wait(EVERY_S)


def then_hang(beginning: bytes, exchange: Exchange) -> None:
    exchange.write(beginning)
    exchange.hang()


def flood(beginning: bytes, piece: bytes, exchange: Exchange) -> None:
    exchange.write(beginning)
    while not exchange.server.ended.is_set():
        exchange.write(piece)


def slow_redirects(exchange: Exchange) -> None:
    """Send on to the next page, each of which takes a second: six hops outlast the deadline."""
    exchange.server.ended.wait(1.0)
    onward = b"Location: " + exchange.path.encode() + b"x"
    exchange.head(onward, b"Content-Length: 0", status=b"302 Found")


HALF = b"<rss version='2.0'><channel><title>T</title><item><title>A</title>"
HINT = b"HTTP/1.1 103 Early Hints\r\n\r\n"
SLOW = {  # what a server does that has all the time in the world
    "status line, a byte now and then": partial(after, b"HTTP/1."),
    "head, a byte now and then": partial(after, OK + b"X-A: "),
    "head, a line now and then": partial(after, OK, piece=b"X-A: 1\r\n"),
    "early hints, now and then": partial(after, b"", piece=HINT),
    "body, a byte now and then": partial(after, OK + b"Content-Length: 100000\r\n\r\n"),
    "body without a length, a byte now and then": partial(after, OK + b"\r\n"),
    "gzip, a byte now and then": gzip_by_bytes,
    "chunks of one byte": partial(after, OK + CHUNKED, piece=b"1\r\nx\r\n"),
    "length of a chunk, a letter now and then": partial(after, OK + CHUNKED + b"1;"),
    "trailer, a line now and then": partial(after, OK + CHUNKED + b"0\r\n", piece=b"A: 1\r\n"),
    "nothing": Exchange.hang,
    "half a head, then nothing": partial(then_hang, OK + b"X-A: 1\r\n"),
    "a head, then nothing": partial(then_hang, OK + b"Content-Length: 9\r\n\r\n"),
    "half a feed, then nothing": partial(then_hang, OK + b"Content-Length: 900\r\n\r\n" + HALF),
    "redirects, each slow": slow_redirects,
}
ENDLESS = {  # and what one does that has all the bytes
    "head": partial(flood, OK, b"X-A: " + b"y" * 1000 + b"\r\n"),
    "line of the head": partial(flood, OK + b"X-A: ", b"y" * 4096),
    "early hints": partial(flood, b"", HINT * 100),
    "body": partial(flood, OK + b"\r\n", b"x" * 65536),
    "chunks": partial(flood, OK + CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "chunks of one byte": partial(flood, OK + CHUNKED, b"1\r\nx\r\n" * 1000),
    "trailer": partial(flood, OK + CHUNKED + b"0\r\n", b"A: 1\r\n" * 100),
}
HANDSHAKES = {  # a TLS server that accepts and then
    "says nothing": Exchange.hang,
    "drips a hello": partial(after, b"\x16\x03\x03\x40\x00\x02"),
    "begins with records of no length": partial(after, b"", piece=b"\x16\x03\x03\x00\x00"),
}


def request_to(name: str, url: str) -> PollRequest:
    source_id = SourceId(name)
    return PollRequest(source=source(name, url=url), record=PollRecord(source_id=source_id))


def timed(urls: dict[str, str], settings: CollectSettings) -> dict[str, tuple[float, Outcome]]:
    """Poll the addresses at once; return the outcomes and when each came."""
    began = time.monotonic()
    outcomes = poll([request_to(name, url) for name, url in urls.items()], settings)
    return {o.source_id: (time.monotonic() - began, o) for o in outcomes}


def routed(answers) -> tuple[list[str], object]:
    """Return the names of the answers, and a server's answer to ``/<number of a name>``."""
    names = list(answers)

    def answer(exchange: Exchange) -> None:
        answers[names[int(exchange.path.strip("/x"))]](exchange)

    return names, answer


def ask_all(answers, handshakes, settings: CollectSettings) -> dict[str, tuple[float, Outcome]]:
    """Poll servers that answer so, all at once."""
    names, answer = routed(answers)
    with ExitStack() as stack:
        port = stack.enter_context(serving(answer)).port
        urls = {name: f"http://127.0.0.1:{port}/{number}" for number, name in enumerate(names)}
        for name, behaviour in handshakes.items():
            secure = stack.enter_context(serving(behaviour, before_request=True))
            urls[name] = f"https://127.0.0.1:{secure.port}/"
        found = timed(urls, settings)
    assert found.keys() == urls.keys()
    return found


def misnamed(found: dict[str, tuple[float, Outcome]], kinds: set[FailureKind]) -> dict:
    return {
        name: outcome
        for name, (_, outcome) in found.items()
        if not (isinstance(outcome, Failed) and outcome.kind in kinds)
    }


def in_time(proof, row: str, found: dict[str, tuple[float, Outcome]], total_s: float) -> None:
    """State that no server held a fetch for longer than the deadline and a second."""
    proof.count(len(found), len(found))
    longest = max(seconds for seconds, _ in found.values())
    proof.state(
        f"network: {row}",
        measured=f"the longest {longest:.1f} s",
        target=f"≤ {total_s:g} s + 1 s",
        holds=longest <= total_s + 1,
    )


@pytest.mark.proof
@pytest.mark.parametrize("connect_timeout_s", [0.5, 5.0], ids=["usual", "longer than the total"])
def test_no_slow_server_outlasts_the_deadline(connect_timeout_s, proof):
    """All of them at once, within 3 s here; secure handshakes have that or a sixth of it."""
    limits = replace(LIMITS, total_timeout_s=3.0, connect_timeout_s=connect_timeout_s)
    found = ask_all(SLOW, HANDSHAKES, limits)
    in_time(proof, f"slow servers, {connect_timeout_s:g} s to connect", found, 3.0)
    assert misnamed(found, TOO_SLOW) == {}


@pytest.mark.proof
def test_no_endless_server_outlasts_the_deadline(proof):
    """Seven floods at once, from this very process: either limit may be met first."""
    found = ask_all(ENDLESS, {}, replace(LIMITS, total_timeout_s=3.0))
    in_time(proof, "endless servers", found, 3.0)
    assert misnamed(found, TOO_MUCH) == {}


def test_handshake_cut_off_by_the_deadline_leaves_no_connection_open():
    """A stalled host must not cost a file handle for each poll of the years to come."""
    closed = threading.Event()

    def stall(exchange: Exchange) -> None:
        while exchange.request.recv(65536):
            pass
        closed.set()

    with serving(stall, before_request=True) as server:
        urls = {"stalled": f"https://127.0.0.1:{server.port}/"}
        found = timed(urls, replace(LIMITS, total_timeout_s=0.5))
        assert closed.wait(1)
    assert misnamed(found, TOO_SLOW) == {}


@pytest.mark.proof
@pytest.mark.slow
def test_slow_servers_end_at_the_deadline_of_the_settings_as_they_come(proof):
    """The worst of each kind: 30 s in all."""
    names = ("head, a byte now and then", "body, a byte now and then", "chunks of one byte")
    settings = CollectSettings(allow_hosts=("127.0.0.1",), per_host=8, per_host_rate=100.0)
    assert settings.total_timeout_s == 30
    found = ask_all({name: SLOW[name] for name in names}, HANDSHAKES, settings)
    in_time(proof, "slow servers, settings as they come", found, 30.0)
    assert misnamed(found, TOO_SLOW) == {}
