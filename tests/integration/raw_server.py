"""A server that says exactly the bytes a test wants, as slowly as it wants."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CRLF = b"\r\n"


class Exchange(socketserver.BaseRequestHandler):
    """One connection: the request line has been read, nothing has been answered."""

    path = ""

    def handle(self) -> None:
        try:
            if not self.server.before_request:
                self.path = self._request().split(b" ")[1].decode("ascii", "replace")
            self.server.answer(self)
        except (OSError, IndexError):
            pass  # the client has hung up, as it may

    def write(self, *parts: bytes) -> None:
        self.request.sendall(b"".join(parts))

    def head(self, *lines: bytes, status: bytes = b"200 OK") -> None:
        """Write a whole head."""
        self.write(b"HTTP/1.1 ", status, CRLF, *(line + CRLF for line in lines), CRLF)

    def hang(self) -> None:
        """Say nothing until the test has ended."""
        self.server.ended.wait(60)

    def _request(self) -> bytes:
        found = b""
        while b"\r\n\r\n" not in found:
            received = self.request.recv(65536)
            if not received:
                raise ConnectionResetError
            found += received
        return found


class RawServer(socketserver.ThreadingTCPServer):
    """Answers every connection with the same function, each on a thread of its own."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, answer: Callable[[Exchange], None], *, before_request: bool) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.answer = answer
        self.before_request = before_request
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextmanager
def serving(
    answer: Callable[[Exchange], None], *, before_request: bool = False
) -> Iterator[RawServer]:
    """Run a server; with ``before_request`` it answers without having been asked."""
    server = RawServer(answer, before_request=before_request)
    thread = threading.Thread(target=server.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
