"""One message to one configured address: guarded, bounded, and never followed elsewhere."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import httpcore
import pytest
from fakes import serving

from watch.collect.web import guard as guard_module
from watch.collect.web.guard import Guard
from watch.collect.web.post import post
from watch.collect.web.receipt import Receipt, Taken
from watch.settings import CollectSettings

LOCAL = CollectSettings(allow_hosts=("127.0.0.1",), total_timeout_s=2.0, read_timeout_s=1.0)
BODY = json.dumps({"text": "été"}, ensure_ascii=False).encode()


@pytest.fixture
def recorded(monkeypatch):
    """The connections that would be opened; none is."""
    opened = []

    class Recording(httpcore.AsyncNetworkBackend):
        async def connect_tcp(self, host, port, *_, **__):
            opened.append((host, port))
            raise httpcore.ConnectError("recorded only")

    monkeypatch.setattr(guard_module, "AnyIOBackend", Recording)
    return opened


def posted(url: str) -> Receipt:
    """Send to an address as the C library would resolve it, localhost and example.com besides."""

    async def numeric(host, port):
        plain = host.rstrip(".").lower()
        if plain in {"localhost", "example.com"}:
            return ("127.0.0.1" if plain == "localhost" else "93.184.216.34",)
        flags = socket.AI_NUMERICHOST
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
        return tuple(sockaddr[0] for *_, sockaddr in found)

    return post(url, BODY, {}, CollectSettings(), Guard(resolver=numeric))


@contextmanager
def room(status: int = 200, answer: bytes = b"ok", **headers: str):
    """A room that answers so; yields its address and what it was sent."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            heard.append((self.path, dict(self.headers), self.rfile.read(length)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self):
            self.do_POST()

        def log_message(self, *_):
            pass

    with serving(Handler) as address:
        yield address, heard


def sent(url: str, settings: CollectSettings = LOCAL, **headers: str) -> Receipt:
    return post(url, BODY, headers, settings)


def test_message_arrives_as_it_was_made():
    with room() as (address, heard):
        assert sent(f"{address}/hook", **{"X-Techwatch-Signature": "sha256=0"}) == Receipt(
            taken=Taken.YES
        )
    ((path, headers, body),) = heard
    assert (path, body) == ("/hook", BODY)
    named = {name.lower(): value for name, value in headers.items()}
    assert named["content-type"] == "application/json; charset=utf-8"
    assert named["x-techwatch-signature"] == "sha256=0"
    assert named["user-agent"].startswith("techwatch/")
    assert not named.keys() & {"cookie", "referer", "authorization"}


@pytest.mark.parametrize(
    ("status", "taken"),
    [
        (200, Taken.YES),
        (202, Taken.YES),
        (204, Taken.YES),
        (400, Taken.NO),
        (403, Taken.NO),
        (404, Taken.NO),
        (410, Taken.NO),
        (429, Taken.LATER),
        (503, Taken.LATER),
        (500, Taken.UNKNOWN),
        (502, Taken.UNKNOWN),
        (504, Taken.UNKNOWN),
    ],
)
def test_answer_says_whether_the_message_was_taken(status, taken):
    with room(status, b"") as (address, _):
        receipt = sent(address)
    assert receipt.taken is taken
    assert bool(receipt.reason) is (taken is not Taken.YES)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_is_not_followed(status):
    with room() as (elsewhere, heard), room(status, Location=elsewhere) as (address, _):
        receipt = sent(address)
    assert receipt.taken is Taken.NO
    assert "redirects" in receipt.reason
    assert heard == []


def test_nobody_at_the_address_is_asked_again_later():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert sent(f"http://127.0.0.1:{port}/").taken is Taken.LATER


def test_silent_room_may_have_taken_it():
    with raw(lambda connection: time.sleep(3)) as address:
        begun = time.monotonic()
        assert sent(address).taken is Taken.UNKNOWN
        assert time.monotonic() - begun < 3


def test_connection_that_breaks_may_have_taken_it():
    with raw(lambda connection: connection.recv(65_536)) as address:
        assert sent(address).taken is Taken.UNKNOWN


def test_endless_answer_is_not_read():
    def talk(connection):
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                connection.sendall(b"x" * 65_536)
        except OSError:
            pass

    with raw(talk) as address:
        begun = time.monotonic()
        assert sent(address).taken is Taken.YES
        assert time.monotonic() - begun < 2


@contextmanager
def raw(talk):
    """A server below HTTP, for one connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                talk(connection)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "https://10.0.0.7/hook",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://user:secret@example.com/",
        "https://example.com:8443/",
        "http://example.com/hook",
        "file:///etc/passwd",
        "gopher://example.com/",
        "",
    ],
)
def test_address_that_is_not_public_https_opens_no_connection(url, recorded):
    receipt = posted(url)
    assert (receipt.taken, recorded) == (Taken.NO, [])
    assert "secret" not in receipt.reason


def test_hostile_address_of_the_corpus_opens_no_connection(shared_data, recorded):
    cases = json.loads((shared_data / "hostile" / "own" / "ssrf_urls.json").read_text("utf-8"))
    urls = [case["url"] for case in cases]
    assert len(urls) >= 81
    for url in (*urls, *(url.replace("http://", "https://", 1) for url in urls)):
        assert posted(url).taken in {Taken.NO, Taken.LATER}, url
    assert recorded == []


def test_public_https_address_is_connected_to(recorded):
    assert posted("https://example.com/hook").taken is Taken.LATER
    assert recorded == [("93.184.216.34", 443)]
