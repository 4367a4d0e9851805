"""Serves the example feeds over HTTP on loopback, dated relative to today."""

from __future__ import annotations

import hashlib
import html
import re
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from watch.clock import SystemClock

FEEDS = Path(__file__).parent / "feeds"

_MOMENT = re.compile(rb"@([+-]\d+)d (\d\d):(\d\d)@")
_TYPES = {
    ".rss": "application/rss+xml",
    ".rdf": "application/rdf+xml",
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".html": "text/html; charset=utf-8",
}
_PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Exemple</title>
<body style="font:1.1rem/1.6 sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">
<p><strong>{slug}</strong></p>
<p>Article d’exemple de la démonstration de techwatch : texte, entreprise et chiffres inventés.
<br>Example article of the techwatch demo: text, company and figures are invented.</p>"""


def rendered(name: str, base: str, now: datetime) -> bytes:
    """Return a feed with its links and dates filled in.

    Dates are written as RFC 822 in RSS 2.0, as RFC 3339 elsewhere; none lies after ``now``
    unless the feed means it to.
    """
    raw = (FEEDS / name).read_bytes().replace(b"@base@", base.encode())

    def moment(found: re.Match[bytes]) -> bytes:
        days, hour, minute = (int(part) for part in found.groups())
        at = (now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
        if days == 0:
            at = min(at, now.replace(minute=0, second=0, microsecond=0))
        return (format_datetime(at) if name.endswith(".rss") else at.isoformat()).encode()

    return _MOMENT.sub(moment, raw)


class DemoServer:
    """An HTTP server on a free loopback port; answers until it is closed."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_version = "techwatch-demo"

    def do_GET(self) -> None:
        """Answer a feed, conditionally, or the page of an article."""
        path = urlsplit(self.path).path
        name = path.rpartition("/")[2]
        if path.startswith("/feeds/") and (FEEDS / name).is_file():
            self._answer_feed(name)
        elif path.startswith("/articles/"):
            self._answer(200, _PAGE.format(slug=html.escape(name)).encode(), _TYPES[".html"])
        else:
            self._answer(404, b"not found", "text/plain")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the progress display owns the terminal."""

    def _answer_feed(self, name: str) -> None:
        host, port = self.connection.getsockname()[:2]
        base = f"http://{host}:{port}"
        body = rendered(name, base, SystemClock().now().astimezone(UTC))
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", "", etag)
        else:
            self._answer(200, body, _TYPES[Path(name).suffix], etag)

    def _answer(self, status: int, body: bytes, kind: str, etag: str = "") -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
