"""A web site on loopback: what each path answers, and who asked when."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = bytes | tuple[int, dict[str, str], bytes] | Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    """One request; what has no answer is not found."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((time.monotonic(), self.path))
        self.server.agents.add(self.headers["User-Agent"])
        answer = self.server.answers.get(self.path, (404, {}, b"not found"))
        if callable(answer):
            return answer(self)
        status, headers, body = (200, {}, answer) if isinstance(answer, bytes) else answer
        return self.write(status, headers, body)

    def write(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang(self) -> None:
        """Say nothing until the test has ended."""
        self.close_connection = True
        self.server.ended.wait(60)

    def log_message(self, *_: object) -> None:
        pass


class WebSite(ThreadingHTTPServer):
    """A real HTTP server whose answers a test fills in, path by path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[float, str]] = []
        self.agents: set[str] = set()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]

    def handle_error(self, *_: object) -> None:
        """Say nothing when a client hangs up: that is its right."""


@contextmanager
def opened() -> Iterator[WebSite]:
    """Serve until the context is left."""
    site = WebSite()
    thread = threading.Thread(target=site.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        site.shutdown()
        thread.join()
        site.server_close()


def redirect(to: str, status: int = 302) -> Answer:
    """Return the answer that sends elsewhere."""
    return status, {"Location": to}, b"moved"
