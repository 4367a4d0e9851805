"""A real HTTP server whose answers a test scripts, path by path, and which counts its clients."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title>'
    b"<item><title>Un article</title><link>/a</link></item></channel></rss>"
)


class FeedServer(ThreadingHTTPServer):
    """Keeps connections open as long as its clients do.

    ``requests`` are the paths and headers asked for, ``moments`` when each was, and
    ``peak`` is how many connections were open at most.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Scripted)
        self.routes = {}
        self.requests = []
        self.moments = []
        self.ended = threading.Event()
        self.peak = 0
        self._open = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def process_request(self, request, client_address):
        """Count who is there: a client that has hung up before this one came is not."""
        self._open = {known for known in self._open if _is_open(known)} | {request}
        self.peak = max(self.peak, len(self._open))
        super().process_request(request, client_address)

    @property
    def connections(self) -> int:
        """How many connections are open now."""
        return sum(map(_is_open, list(self._open)))

    def handle_error(self, *_):
        """Say nothing when a client hangs up on a hostile answer: that is its right."""


def _is_open(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


class Scripted(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.requests.append((self.path, self.headers))
        self.server.moments.append(time.monotonic())
        self.server.routes[self.path.partition("?")[0]](self)

    def answer(self, body: bytes = FEED, status: int = 200, **headers: str):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def fixed(body: bytes = FEED, status: int = 200, **headers: str):
    return lambda exchange: exchange.answer(body, status, **headers)


def redirect(to: str, status: int = 302):
    return fixed(b"moved", status, Location=to)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    found = FeedServer()
    thread = threading.Thread(target=found.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield found
    finally:
        found.ended.set()
        found.shutdown()
        thread.join()
        found.server_close()
