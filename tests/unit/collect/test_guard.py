"""No connection to an address that was not checked."""

from __future__ import annotations

import json
import socket
from dataclasses import replace

import httpcore
import httpx
import pytest

from watch.collect.web import guard as guard_module
from watch.collect.web.fetch import WebFetcher
from watch.collect.web.guard import Guard, GuardedBackend, Refused
from watch.model import Failed, FailureKind
from watch.settings import CollectSettings

PUBLIC = "93.184.216.34"


class RecordingBackend(httpcore.AsyncNetworkBackend):
    """Counts the connections that would be opened, and opens none."""

    def __init__(self):
        self.connects = []

    async def connect_tcp(self, host, port, *args, **kwargs):
        self.connects.append((host, port))
        raise httpcore.ConnectError("recorded only")


async def numeric(host, port):
    """Resolve every spelling of a literal as the C library does, localhost, and nothing else."""
    if host.rstrip(".").lower() == "localhost":
        return ("127.0.0.1",)
    if host == "example.com":
        return (PUBLIC,)
    flags = socket.AI_NUMERICHOST
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return tuple(sockaddr[0] for *_, sockaddr in found)


@pytest.fixture
def attempt(monkeypatch, request_for):
    """Fetch and get through the real client over a backend that opens nothing."""

    async def ask(url: str, guard: Guard) -> tuple[Failed, list]:
        inner = RecordingBackend()
        monkeypatch.setattr(guard_module, "AnyIOBackend", lambda: inner)
        fetcher = WebFetcher(CollectSettings(per_host_rate=1000), guard)
        outcome = await fetcher.fetch(request_for(url))
        fetched = list(inner.connects)
        assert replace(await fetcher.get(url), source_id=outcome.source_id) == outcome
        assert inner.connects == fetched * 2
        await fetcher.aclose()
        return outcome, fetched

    return ask


async def test_no_spelling_of_the_corpus_opens_a_connection(shared_data, attempt):
    corpus = json.loads((shared_data / "hostile/own/ssrf_urls.json").read_text())
    assert len(corpus) == 81
    for case in corpus:
        outcome, connects = await attempt(case["url"], Guard(resolver=numeric))
        assert isinstance(outcome, Failed), case
        assert connects == [], case


async def test_public_host_is_connected_by_its_checked_literal(attempt):
    outcome, connects = await attempt("http://example.com/", Guard(resolver=numeric))
    assert connects == [(PUBLIC, 80)]
    assert outcome.kind is FailureKind.UNREACHABLE


async def test_one_private_address_among_public_ones_refuses_the_host(attempt):
    async def mixed(host, port):
        return (PUBLIC, "10.0.0.1")

    outcome, connects = await attempt("https://mixed.example/", Guard(resolver=mixed))
    assert connects == []
    assert outcome.kind is FailureKind.REFUSED
    assert outcome.reason == "the host is on a private or reserved network"


async def test_rebinding_answer_never_reaches_a_private_address(request_for):
    """Whatever the name server says from one look-up to the next, only checked literals count."""
    turns = iter([(PUBLIC,), ("127.0.0.1",)] * 500)

    async def rebinding(host, port):
        return next(turns)

    guard = Guard(resolver=rebinding)
    inner = RecordingBackend()
    backend = GuardedBackend(guard, inner)
    for _ in range(1000):
        with pytest.raises((Refused, httpcore.ConnectError)):
            await backend.connect_tcp("rebind.example", 80)
    assert {host for host, _ in inner.connects} == {PUBLIC}
    assert len(inner.connects) == 500


async def test_next_address_is_tried_when_the_first_does_not_answer():
    async def two(host, port):
        return ("2606:4700::1111", PUBLIC)

    inner = RecordingBackend()
    with pytest.raises(httpcore.ConnectError):
        await GuardedBackend(Guard(resolver=two), inner).connect_tcp("a.example", 443)
    assert [host for host, _ in inner.connects] == ["2606:4700::1111", PUBLIC]


@pytest.mark.parametrize("allowed", ["localhost", "LOCALHOST", "localhost."])
async def test_allowed_host_passes_with_any_port_and_case(allowed):
    guard = Guard((allowed,), resolver=numeric)
    assert guard.checked_url("http://localhost:8765/feed").port == 8765
    assert await guard.addresses("LocalHost", 8765) == ("127.0.0.1",)


async def test_allowing_a_name_does_not_allow_its_address():
    guard = Guard(("localhost",), resolver=numeric)
    with pytest.raises(Refused, match="not a web port"):
        guard.checked_url("http://127.0.0.1:8765/")
    with pytest.raises(Refused, match="private"):
        await guard.addresses("127.0.0.1", 80)


def test_only_a_host_of_the_exceptions_leads_to_another():
    guard = Guard(("intranet.example", "wiki.example"))
    assert guard.leads_inside("press.example", "wiki.example")
    assert not guard.leads_inside("intranet.example", "WIKI.example")
    assert not guard.leads_inside("press.example", "other.example")


async def test_allowed_ipv6_literal_passes():
    assert Guard(("[::1]",)).checked_url("http://[::1]:8000/x").host == "::1"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/", "only http and https"),
        ("http://user:secret@example.com/", "user name or password"),
        ("http://example.com:8080/", "port 8080"),
        ("http:///path", "no host"),
        ("http://exa mple.com/", "forbidden characters"),
        ("http://example.com\\@10.0.0.1/", "forbidden characters"),
        ("http://[::1/", "cannot be read"),
        ("http://example.com:99999/", "cannot be read|port"),
    ],
)
def test_odd_address_is_refused_with_a_reason(url, reason):
    with pytest.raises(Refused, match=reason) as refusal:
        Guard().checked_url(url)
    assert "secret" not in str(refusal.value)


async def test_unix_socket_is_refused():
    with pytest.raises(Refused):
        await GuardedBackend(Guard()).connect_unix_socket("/var/run/docker.sock")


async def test_backend_waits_as_httpcore_asks():
    await GuardedBackend(Guard()).sleep(0)


async def test_host_without_addresses_is_refused():
    async def nothing(host, port):
        return ()

    with pytest.raises(Refused, match="no address"):
        await Guard(resolver=nothing).addresses("empty.example", 80)


def test_checked_address_is_the_one_httpx_connects_to():
    url = "http://EXAMPLE.com/a?b=1#c"
    assert Guard().checked_url(url) == httpx.URL(url)
