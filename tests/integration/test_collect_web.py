"""Polling over real HTTP on loopback: kind servers, odd servers, hostile servers."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace

import pytest
from feed_server import FEED, feed_server, fixed, redirect

from watch.collect import poll
from watch.collect.web.answers import Answer
from watch.collect.web.fetch import WebFetcher
from watch.collect.web.guard import Guard
from watch.model import (
    Failed,
    FailureKind,
    Fetched,
    PollRecord,
    PollRequest,
    Source,
    SourceId,
    Unchanged,
    Validators,
)
from watch.settings import CollectSettings

MB = 1024 * 1024
SETTINGS = CollectSettings(allow_hosts=("127.0.0.1",), parser_processes=1, per_host_rate=1000.0)


@pytest.fixture
def server():
    with feed_server() as found:
        yield found


def request_to(url: str, **record) -> PollRequest:
    source_id = SourceId(url)
    source = Source(id=source_id, url=url, name="a", owner="a")
    return PollRequest(source=source, record=replace(PollRecord(source_id=source_id), **record))


def ask(url: str, settings: CollectSettings = SETTINGS, **record):
    (outcome,) = poll([request_to(url, **record)], settings)
    return outcome


def test_feed_is_fetched_with_an_honest_request(server):
    server.routes["/rss"] = fixed(ETag='"1"', Last_Modified="Mon, 06 Jan 2025 09:30:00 GMT")
    found = ask(server.url + "/rss", replace(SETTINGS, contact="veille@usine.example"))
    assert isinstance(found, Fetched)
    assert found.entries[0].url == server.url + "/a"
    assert found.validators == Validators(etag='"1"', last_modified="Mon, 06 Jan 2025 09:30:00 GMT")
    ((_, headers),) = server.requests
    assert headers["User-Agent"].startswith("techwatch/")
    assert "veille@usine.example" in headers["User-Agent"]
    assert headers["Accept-Encoding"] == "gzip"
    assert {"Cookie", "Authorization", "Referer"}.isdisjoint(headers)


def conditional(name: str, value: str):
    def route(exchange):
        matches = exchange.headers.get(name) == value
        exchange.answer(b"", 304, ETag='"2"') if matches else exchange.answer()

    return route


@pytest.mark.parametrize(
    ("known", "header", "value"),
    [
        (Validators(etag='"1"'), "If-None-Match", '"1"'),
        (Validators(last_modified="Mon"), "If-Modified-Since", "Mon"),
    ],
)
def test_not_modified_is_unchanged_with_the_new_validators(server, known, header, value):
    server.routes["/rss"] = conditional(header, value)
    found = ask(server.url + "/rss", validators=known)
    assert isinstance(found, Unchanged)
    assert found.validators == replace(known, etag='"2"')


def test_same_bytes_are_unchanged_and_carry_the_new_validators(server):
    server.routes["/rss"] = fixed(ETag='"1"')
    first = ask(server.url + "/rss")
    server.routes["/rss"] = fixed(ETag='"2"')
    again = ask(server.url + "/rss", body_fingerprint=first.body_fingerprint)
    assert isinstance(again, Unchanged)
    assert again.validators.etag == '"2"'


def test_not_modified_without_having_been_asked_is_a_failure(server):
    """Nothing is held that could be unmodified."""
    server.routes["/rss"] = fixed(b"", 304)
    found = ask(server.url + "/rss")
    assert (found.kind, found.reason) == (
        FailureKind.HTTP,
        "the server answered 304 Not Modified",
    )


def test_unchanged_feed_tells_where_it_has_moved(server):
    server.routes |= {
        "/rss": redirect("/new", 301),
        "/new": conditional("If-None-Match", '"1"'),
        "/passing": redirect("/new", 302),
    }
    known = Validators(etag='"1"')
    assert ask(server.url + "/rss", validators=known).permanent_url == server.url + "/new"
    assert ask(server.url + "/passing", validators=known).permanent_url == ""
    first = ask(server.url + "/rss")
    again = ask(server.url + "/rss", body_fingerprint=first.body_fingerprint)
    assert isinstance(again, Unchanged)
    assert again.permanent_url == server.url + "/new"


def test_gzip_answer_is_unpacked(server):
    server.routes["/rss"] = fixed(gzip.compress(FEED), Content_Encoding="gzip")
    assert ask(server.url + "/rss").feed_title == "T"


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_encoding_we_did_not_ask_for_is_refused_unread(server, encoding):
    server.routes["/rss"] = fixed(b"x" * 800, Content_Encoding=encoding)
    found = ask(server.url + "/rss")
    assert found.kind is FailureKind.ENCODING
    assert "did not ask for" in found.reason


def test_gzip_bomb_is_refused_with_bounded_memory(server):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(MB)) for _ in range(512)) + packer.flush()
    server.routes["/bomb"] = fixed(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    found = ask(server.url + "/bomb")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.kind, found.reason) == (
        FailureKind.TOO_LARGE,
        "the answer is larger than 15 MB",
    )
    assert peak < 64 * MB


def test_truncated_gzip_is_refused(server):
    server.routes["/rss"] = fixed(gzip.compress(FEED)[:-9], Content_Encoding="gzip")
    assert ask(server.url + "/rss").reason == "the compressed answer is cut short"


def endless(exchange):
    exchange.send_response(200)
    exchange.send_header("Transfer-Encoding", "chunked")
    exchange.end_headers()
    while not exchange.server.ended.is_set():
        exchange.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def test_endless_answer_ends_at_the_byte_limit(server):
    server.routes["/rss"] = endless
    found = ask(server.url + "/rss", replace(SETTINGS, max_wire_bytes=MB))
    assert found.reason == "the answer is larger than 1 MB"


@pytest.mark.parametrize("hops", [0, 1, 5])
def test_redirects_are_followed_to_the_limit(server, hops):
    for hop in range(hops):
        server.routes[f"/{hop}"] = redirect(f"/{hop + 1}")
    server.routes[f"/{hops}"] = fixed()
    found = ask(server.url + "/0")
    assert found.final_url == f"{server.url}/{hops}"
    assert found.permanent_url == ""


def test_redirect_loop_is_given_up(server):
    server.routes["/rss"] = redirect("/rss")
    assert ask(server.url + "/rss").reason == "the address redirects more than 5 times"
    assert len(server.requests) == SETTINGS.max_hops + 1


@pytest.mark.parametrize(("last", "permanent"), [(308, "/c"), (302, "")])
def test_move_is_permanent_when_every_hop_is(server, last, permanent):
    server.routes |= {"/a": redirect("/b", 301), "/b": redirect("/c#x", last), "/c": fixed()}
    found = ask(server.url + "/a")
    assert found.final_url == server.url + "/c"
    assert found.permanent_url == (server.url + permanent if permanent else "")


def test_body_of_a_redirect_is_not_read(server):
    def flood(exchange):
        exchange.send_response(302)
        exchange.send_header("Location", "/rss")
        exchange.send_header("Transfer-Encoding", "chunked")
        exchange.end_headers()
        while not exchange.server.ended.is_set():
            exchange.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    server.routes |= {"/flood": flood, "/rss": fixed()}
    began = time.monotonic()
    assert isinstance(ask(server.url + "/flood"), Fetched)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "gopher://127.0.0.1:6379/_x",
        "http://u:p@127.0.0.1/",
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "http://2130706433/",
        "//192.168.0.1/",
        "http://[",
        "http://a b/",
    ],
)
def test_redirect_into_the_private_network_is_refused(server, target):
    server.routes["/rss"] = redirect(target)
    found = ask(server.url + "/rss")
    assert found.kind is FailureKind.REFUSED
    assert len(server.requests) == 1


async def test_stranger_may_not_lead_to_a_host_that_is_let_through_by_exception(server):
    class OpenToLocalhost(Guard):
        """Takes localhost for a host of the internet, which is not to be had in a test."""

        def leads_inside(self, first, then):
            return super().leads_inside("" if first == "localhost" else first, then)

    settings = replace(SETTINGS, allow_hosts=("127.0.0.1", "localhost"))
    web = WebFetcher(settings, guard=OpenToLocalhost(settings.allow_hosts))
    stranger = server.url.replace("127.0.0.1", "localhost")
    server.routes |= {"/rss": redirect(server.url + "/inside"), "/inside": fixed()}
    try:
        refused = await web.get(stranger + "/rss")
        followed = await web.get(server.url + "/rss")
    finally:
        await web.aclose()
    assert refused.kind is FailureKind.REFUSED
    assert isinstance(followed, Answer)
    assert [path for path, _ in server.requests] == ["/rss", "/rss", "/inside"]


def test_loopback_is_refused_unless_it_is_allowed(server):
    found = ask(server.url + "/rss", CollectSettings())
    assert found.kind is FailureKind.REFUSED
    assert server.requests == []


def test_cookies_are_neither_kept_nor_sent(server):
    server.routes |= {"/a": fixed(b"", 302, Location="/b", Set_Cookie="id=1"), "/b": fixed()}
    ask(server.url + "/a")
    assert all("Cookie" not in headers for _, headers in server.requests)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, FailureKind.FORBIDDEN),
        (403, FailureKind.FORBIDDEN),
        (404, FailureKind.MISSING),
        (410, FailureKind.GONE),
        (451, FailureKind.FORBIDDEN),
        (500, FailureKind.HTTP),
    ],
)
def test_error_status_is_a_failure(server, status, kind):
    server.routes["/rss"] = fixed(b"no", status)
    found = ask(server.url + "/rss")
    assert (found.kind, found.status) == (kind, status)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_passed_on(server, status):
    server.routes["/rss"] = fixed(b"", status, Retry_After="120")
    found = ask(server.url + "/rss")
    assert (found.kind, found.retry_after_s) == (FailureKind.BUSY, 120)


@pytest.mark.parametrize("status", [202, 403])
def test_challenge_instead_of_a_feed_is_a_bot_wall(server, status):
    name = "cf_mitigated" if status == 403 else "x_amzn_waf_action"
    server.routes["/rss"] = fixed(b"<html>Are you human?", status, **{name: "challenge"})
    found = ask(server.url + "/rss")
    assert (found.kind, found.status) == (FailureKind.BOT_WALL, status)


def test_html_page_is_not_a_feed(server):
    server.routes["/rss"] = fixed(b"<!doctype html><html><body>Bonjour</body></html>")
    found = ask(server.url + "/rss")
    assert (found.kind, found.reason) == (
        FailureKind.WEB_PAGE,
        "the address answers an HTML page, not a feed",
    )


def drip(exchange):
    exchange.send_response(200)
    exchange.send_header("Content-Length", "100000")
    exchange.end_headers()
    while not exchange.server.ended.wait(0.05):
        exchange.wfile.write(b"x")


def drip_head(exchange):
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    while not exchange.server.ended.wait(0.05):
        exchange.wfile.write(b"x")


@pytest.mark.parametrize("route", [drip, drip_head])
def test_dripping_server_ends_at_the_total_deadline(server, route):
    server.routes["/rss"] = route
    began = time.monotonic()
    found = ask(server.url + "/rss", replace(SETTINGS, total_timeout_s=1.0))
    assert time.monotonic() - began < 2.0
    assert (found.kind, found.reason) == (
        FailureKind.TIMEOUT,
        "the answer took longer than 1 s",
    )


def test_silent_server_ends_at_the_read_deadline(server):
    server.routes["/rss"] = lambda exchange: exchange.server.ended.wait(20)
    found = ask(server.url + "/rss", replace(SETTINGS, read_timeout_s=0.3))
    assert found.reason == "the server was silent for 0.3 s"


def test_endless_headers_are_refused(server):
    def route(exchange):
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            exchange.wfile.write(b"X-%d: %s\r\n" % (number, b"y" * 1000))

    server.routes["/rss"] = route
    assert ask(server.url + "/rss").reason == "the server did not answer in proper HTTP"


def test_answer_shorter_than_announced_is_a_failure(server):
    def route(exchange):
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")
        exchange.close_connection = True

    server.routes["/rss"] = route
    assert ask(server.url + "/rss").kind is FailureKind.UNREACHABLE


def test_closed_port_is_unreachable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = ask(f"http://127.0.0.1:{port}/")
    assert (found.kind, found.reason) == (
        FailureKind.UNREACHABLE,
        "the server refused the connection",
    )


def test_configured_proxy_is_used_and_nothing_else(server, monkeypatch):
    """A name that only the proxy can resolve is fetched through it; the environment has no say."""
    server.routes["http://feeds.invalid/rss"] = fixed()
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    settings = CollectSettings(proxy=server.url, parser_processes=1)
    assert isinstance(ask("http://feeds.invalid/rss", settings), Fetched)
    assert ask("http://10.0.0.1/rss", settings).kind is FailureKind.REFUSED
    assert len(server.requests) == 1


def test_dead_servers_hold_up_nobody(server):
    """Sixty silent addresses beside sixty good ones: the good ones do not wait for the deadline."""
    server.routes |= {
        "/dead": lambda exchange: exchange.server.ended.wait(20),
        "/good": fixed(),
    }
    limits = replace(SETTINGS, per_host=200, read_timeout_s=8.0, concurrency=32)
    dead = [request_to(f"{server.url}/dead?{n}") for n in range(60)]
    good = [request_to(f"{server.url}/good?{n}") for n in range(60)]
    began = time.monotonic()
    outcomes = poll(dead + good, limits)
    assert all(isinstance(next(outcomes), Fetched) for _ in good)
    assert time.monotonic() - began < 5
    outcomes.close()


def test_interrupted_run_ends_promptly(server):
    server.routes |= {"/slow": drip, "/rss": fixed()}
    stop = threading.Event()
    outcomes = poll([request_to(server.url + "/rss"), request_to(server.url + "/slow")], SETTINGS)
    assert isinstance(next(outcomes), Fetched)
    began = time.monotonic()
    stop.set()
    outcomes.close()
    assert time.monotonic() - began < 2


def test_failures_carry_no_address_and_no_secret(server):
    for status in (404, 500, 200):
        server.routes["/rss"] = fixed(b"<html>", status)
        found = ask(server.url + "/rss?token=secret")
        assert isinstance(found, Failed)
        assert "secret" not in found.reason
        assert "127.0.0.1" not in found.reason


async def got(url: str, settings: CollectSettings = SETTINGS):
    fetcher = WebFetcher(settings)
    try:
        return await fetcher.get(url)
    finally:
        await fetcher.aclose()


async def test_page_is_got_as_anything_it_may_be(server):
    page = b"<!doctype html><html><body>Bonjour</body></html>"
    packed = gzip.compress(page)
    server.routes |= {
        "/old": redirect("/page", 301),
        "/page": fixed(packed, Content_Type="text/html; charset=utf-8", Content_Encoding="gzip"),
    }
    assert await got(server.url + "/old") == Answer(
        body=page,
        content_type="text/html; charset=utf-8",
        final_url=server.url + "/page",
        permanent_url=server.url + "/page",
        wire_bytes=len(packed),
    )
    for _, headers in server.requests:
        assert headers["Accept"].startswith("text/html")
        assert "application/rss+xml" in headers["Accept"]
        assert headers["User-Agent"].startswith("techwatch/")
        assert {"If-None-Match", "If-Modified-Since", "Cookie", "Referer"}.isdisjoint(headers)


async def test_page_is_got_within_the_same_limits(server):
    server.routes |= {
        "/large": fixed(b"x" * 2000),
        "/loop": redirect("/loop"),
        "/private": redirect("http://10.0.0.1/"),
        "/gone": fixed(b"", 410),
        "/304": fixed(b"", 304),
        "/silent": lambda exchange: exchange.server.ended.wait(20),
    }
    limits = replace(SETTINGS, max_wire_bytes=1000, read_timeout_s=0.3)
    found = {path: await got(server.url + path, limits) for path in server.routes}
    assert {path: failure.kind for path, failure in found.items()} == {
        "/large": FailureKind.TOO_LARGE,
        "/loop": FailureKind.HTTP,
        "/private": FailureKind.REFUSED,
        "/gone": FailureKind.GONE,
        "/304": FailureKind.HTTP,
        "/silent": FailureKind.TIMEOUT,
    }
    assert {failure.source_id for failure in found.values()} == {""}
