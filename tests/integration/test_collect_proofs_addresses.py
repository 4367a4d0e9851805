"""Not one TCP connection to a forbidden address, counted at the socket.

Everything goes through the whole poll: crawl, client, guard, resolver. Names that are not
literals are resolved by doubles that answer what an attacker's name server would.
"""

from __future__ import annotations

import json
import socket
from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import httpcore
import pytest
from fakes import source
from raw_server import Exchange, serving
from wiretap import tapped

from watch.collect import poll
from watch.collect.web import guard as guard_module
from watch.collect.web.fetch import WebFetcher
from watch.collect.web.guard import Guard
from watch.collect.web.resolve import resolve
from watch.model import Failed, FailureKind, Outcome, PollRecord, PollRequest, SourceId
from watch.settings import CollectSettings

pytestmark = pytest.mark.enable_socket  # the wiretap is what keeps the network closed here

PUBLIC = ("93.184.216.34", "2606:4700::1111")
FRIEND = "feeds.test"
"""A host on the allow-list: from there, every redirect into the forbidden starts."""

MANY = CollectSettings(
    allow_hosts=(FRIEND,), concurrency=64, per_host=64, per_host_rate=10_000.0, parser_processes=1
)


async def attackers_resolver(host: str, port: int) -> tuple[str, ...]:
    """Resolve literals, however they are spelled, as the machine does; any name to loopback."""
    try:
        socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    except OSError:
        return ("127.0.0.1",)
    return await resolve(host, port)


def ask(
    urls: Iterable[str], resolver=attackers_resolver, settings: CollectSettings = MANY
) -> dict[str, Outcome]:
    """Poll the addresses; return the outcomes by address."""
    named = {SourceId(f"s{n}"): url for n, url in enumerate(urls)}
    requests = [
        PollRequest(source=source(name, url=url), record=PollRecord(source_id=name))
        for name, url in named.items()
    ]
    fetcher = WebFetcher(settings, Guard(settings.allow_hosts, resolver=resolver))
    outcomes = poll(requests, settings, fetcher=fetcher)
    return {named[outcome.source_id]: outcome for outcome in outcomes}


def stated(proof, row: str, unsafe: list) -> None:
    """State how many connections were begun that should not have been."""
    proof.state(
        f"network: {row}",
        measured=f"{len(unsafe)} unsafe connections",
        target="0 unsafe connections",
        holds=not unsafe,
    )


def not_refused(outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    return {
        url: found
        for url, found in outcomes.items()
        if not (isinstance(found, Failed) and found.kind is FailureKind.REFUSED)
    }


def literal_url(address: str, scheme: str = "http") -> str:
    host = f"[{address.replace('%', '%25')}]" if ":" in address else address
    return f"{scheme}://{host}/"


@pytest.fixture
def spellings(shared_data) -> list[str]:
    corpus = json.loads((shared_data / "hostile/own/ssrf_urls.json").read_text())
    assert len(corpus) == 81
    return [case["url"] for case in corpus]


@pytest.fixture
def addresses(shared_data) -> dict[str, list[str]]:
    corpus = json.loads((shared_data / "hostile/own/ssrf_ips.json").read_text())
    assert {verdict: len(found) for verdict, found in corpus.items()} == {"refuse": 41, "accept": 7}
    return corpus


@pytest.mark.proof
def test_no_spelling_of_a_forbidden_address_is_connected_to(spellings, proof):
    proof.count(81, 81)
    with tapped() as tap:
        outcomes = ask(spellings, settings=CollectSettings())
    stated(proof, "spellings of forbidden addresses", tap.connects)
    assert len(outcomes) == 81
    assert not_refused(outcomes) == {}


async def test_no_page_at_a_forbidden_address_is_asked_for(spellings):
    """Article pages, robots files and feeds that are looked for go through the same door."""
    fetcher = WebFetcher(MANY, Guard(resolver=attackers_resolver))
    with tapped() as tap:
        found = {url: await fetcher.get(url) for url in spellings}
        await fetcher.aclose()
    assert tap.connects == []
    assert not_refused(found) == {}


@pytest.mark.proof
def test_no_forbidden_literal_is_connected_to(addresses, proof):
    """The seven that may be connected to are counted by the next test."""
    proof.count(48, 48)
    urls = [literal_url(a, scheme) for a in addresses["refuse"] for scheme in ("http", "https")]
    with tapped() as tap:
        outcomes = ask(urls)
    stated(proof, "forbidden addresses", tap.connects)
    assert not_refused(outcomes) == {}


def test_public_literals_are_connected_to_and_counted(addresses):
    """The counter counts: what may be asked for is seen, once each, and nothing else is."""
    with tapped() as tap:
        outcomes = ask([literal_url(address) for address in addresses["accept"]])
    found = Counter(ip_address(address) for address, *_ in tap.connects)
    assert found == Counter(map(ip_address, addresses["accept"]))
    assert {found.kind for found in outcomes.values()} == {FailureKind.UNREACHABLE}


@pytest.mark.parametrize("public", [(), PUBLIC[:1], PUBLIC], ids=["alone", "beside 1", "beside 2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_name_with_a_forbidden_address_among_its_answers_is_refused(addresses, public, scheme):
    """Wherever in the answer it stands."""
    forbidden, places = addresses["refuse"], range(len(public) + 1)
    answers = {
        f"n{number}-{place}.test": (*public[:place], address, *public[place:])
        for number, address in enumerate(forbidden)
        for place in places
    }

    async def resolver(host: str, port: int) -> tuple[str, ...]:
        return answers[host]

    with tapped() as tap:
        outcomes = ask([f"{scheme}://{name}/feed" for name in answers], resolver)
    assert tap.connects == []
    assert not_refused(outcomes) == {}


def redirecting(targets: list[str]):
    """Answer ``/<status>/<number>`` with that status and the target of that number."""

    def answer(exchange: Exchange) -> None:
        status, _, number = exchange.path.strip("/").partition("/")
        if number.isdigit():
            location = b"Location: " + targets[int(number)].encode()
            exchange.head(location, b"Connection: close", status=status.encode() + b" Moved")
        else:
            exchange.head(b"Content-Length: 0", b"Connection: close", status=b"404 Not Found")

    return answer


@pytest.mark.proof
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_a_forbidden_address_is_not_followed(spellings, addresses, status, proof):
    """From a server we trust, to each spelling and each address of the corpus."""
    targets = [*spellings, *map(literal_url, addresses["refuse"])]
    proof.count(122, 122)

    async def resolver(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == FRIEND else await attackers_resolver(host, port)

    with serving(redirecting(targets)) as server, tapped(("127.0.0.1", server.port)) as tap:
        home = f"http://{FRIEND}:{server.port}/{status}/"
        outcomes = ask([f"{home}{number}" for number in range(len(targets))], resolver)
    assert len(outcomes) == len(targets) == 122
    stated(proof, f"redirects, status {status}", tap.forbidden)
    assert len(tap.connects) >= len(targets)
    followed = {targets[int(url.rpartition("/")[2])] for url in not_refused(outcomes)}
    assert followed == {t for t in targets if urlsplit(urljoin(home, t)).hostname == FRIEND}
    assert all(urlsplit(target).netloc == "" for target in followed)  # paths on the same server


class Diverted(httpcore.AnyIOBackend):
    """Connects to one real server whatever is asked for, and notes what was asked for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: Counter[str] = Counter()

    async def connect_tcp(self, host, port, *arguments, **options):
        self.asked[host] += 1
        return await super().connect_tcp("127.0.0.1", self.port, *arguments, **options)


@pytest.mark.proof
def test_thousand_rebinding_names_never_lead_to_a_private_address(monkeypatch, proof):
    """Half of the names are public when first asked for and private ever after, half reversed.

    The server sends every client to the same name again over a new connection: the moment
    at which a fetcher that resolves twice, or checks once, falls for it.
    """
    public, private = PUBLIC[0], "169.254.169.254"
    looked_up: Counter[str] = Counter()

    async def rebinding(host: str, port: int) -> tuple[str, ...]:
        looked_up[host] += 1
        begins_public, first_time = host.startswith("public"), looked_up[host] == 1
        return (public,) if begins_public is first_time else (private,)

    def again(exchange: Exchange) -> None:
        location = b"Location: /again", b"Content-Length: 0", b"Connection: close"
        exchange.head(*location, status=b"302 Found")

    halves, half = ("public", "private"), proof.count(1000, 1000) // 2
    names = [f"{first}-first-{n}.test" for n in range(half) for first in halves]
    with serving(again) as server, tapped(("127.0.0.1", server.port)) as tap:
        diverted = Diverted(server.port)
        monkeypatch.setattr(guard_module, "AnyIOBackend", lambda: diverted)
        outcomes = ask([f"http://{name}/feed" for name in names], rebinding)
    assert len(outcomes) == 1000
    assert not_refused(outcomes) == {}
    unsafe = [address for address in diverted.asked.elements() if address != public]
    stated(proof, "rebinding names", unsafe + tap.forbidden)
    assert diverted.asked == {public: 500}
    assert len(tap.connects) == 500
    assert looked_up.total() == 1500
