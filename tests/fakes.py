"""Doubles and builders that every test may use: plain values, no network, no model."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import numpy as np

from watch.model import (
    Article,
    ArticleId,
    Evidence,
    Fact,
    FactKind,
    Facts,
    Match,
    ModelKey,
    PainId,
    PainPoint,
    Source,
    SourceId,
    Story,
    StoryId,
)
from watch.text import fingerprint, words

MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
"""A Wednesday in ISO week 2026-W47: the present of every test."""


class HashingEmbedder:
    """An embedding view without a model: each word owns one signed column."""

    def __init__(self, dimension: int = 256, name: str = "hashing") -> None:
        self.key = ModelKey(f"{name}-{dimension}@1/test")
        self.dimension = dimension
        self.texts_read = 0

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit row per text."""
        self.texts_read += len(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text) or ["(nothing)"]:
                digest = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
                rows[row, digest % self.dimension] += 1.0 if digest & (1 << 40) else -1.0
        rows[np.abs(rows).sum(axis=1) == 0, 0] = 1.0
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    queries = documents


def source(name: str = "press", /, **fields: object) -> Source:
    """Return a source of that id, its own owner unless said otherwise."""
    usual = {
        "id": SourceId(name),
        "url": f"https://{name}.example/feed",
        "name": name.title(),
        "owner": f"{name} owner",
    }
    return Source(**usual | fields)


def article(number: int = 1, /, **fields: object) -> Article:
    """Return an article of that id, one hour older for each number."""
    at = MOMENT - timedelta(hours=number % 10_000)
    usual = {
        "id": ArticleId(number),
        "source_id": SourceId("press"),
        "url": f"https://press.example/{number}",
        "title": f"Title of article {number}",
        "text": f"Text of article {number}.",
        "language": "en",
        "effective_at": at,
        "first_seen_at": MOMENT,
        "published_at": at,
        "title_fingerprint": fingerprint("title", str(number)),
        "text_fingerprint": fingerprint("text", str(number)),
    }
    return Article(**usual | fields)


def pain(name: str = "stoppages", /, **fields: object) -> PainPoint:
    """Return a pain point of that id."""
    usual = {"id": PainId(name), "title": name.replace("-", " ").capitalize()}
    return PainPoint(**usual | fields)


def evidence(number: int = 1, /, **fields: object) -> Evidence:
    """Return the evidence that an article gives."""
    usual = {
        "article_id": ArticleId(number),
        "sentence": f"Text of article {number}.",
        "url": f"https://press.example/{number}",
        "source_name": "Press",
        "published_at": MOMENT,
    }
    return Evidence(**usual | fields)


def match(number: int = 1, pain_id: str = "stoppages", /, **fields: object) -> Match:
    """Return a match of the story that bears this number."""
    usual = {
        "story_id": StoryId(number),
        "article_id": ArticleId(number),
        "pain_id": PainId(pain_id),
        "relevance": 0.5,
        "topic": 0.8,
        "direction": 1.0,
        "evidence": evidence(number),
    }
    return Match(**usual | fields)


def noted(gain: str = "", adopter: str = "", **fields: object) -> Facts:
    """Return the facts of an article that names a gain, an adopter, or neither."""
    named = ((FactKind.EFFECT, gain), (FactKind.ADOPTER, adopter))
    found = tuple(
        Fact(kind=kind, text=text, sentence=f"{text}.", start=0, end=len(text))
        for kind, text in named
        if text
    )
    return Facts(found=found, **fields)


def story(number: int = 1, *articles: Article, **fields: object) -> Story:
    """Return the story called after this article."""
    tellings = articles or (article(number, story_id=StoryId(number)),)
    usual = {
        "id": StoryId(number),
        "articles": tellings,
        "owners": tuple(dict.fromkeys(f"{a.source_id} owner" for a in tellings)),
        "facts": Facts(),
    }
    return Story(**usual | fields)


@contextmanager
def served(files: dict[str, bytes]):
    """Serve files by path on loopback, each with an ETag; yields the base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(unquote(self.path).lstrip("/"))
            if body is None:
                self.send_error(404)
                return
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            known = self.headers.get("If-None-Match") == etag
            self.send_response(304 if known else 200)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(0 if known else len(body)))
            self.end_headers()
            if not known:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as address:
        yield address


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]):
    """Answer requests on loopback by a handler; yields the base address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
