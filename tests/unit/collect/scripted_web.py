"""A web that plays a script, and a reader of documents that needs no child process."""

from __future__ import annotations

import asyncio
from collections import Counter

from watch.collect.documents.feed import Document, Reply
from watch.collect.parser.child import _READERS
from watch.collect.web.answers import Answer
from watch.links import host_of
from watch.model import Failed, FailureKind, SourceId

NOWHERE = SourceId("")


def failure(status: int = 0, reason: str = "", kind: FailureKind = FailureKind.HTTP) -> Failed:
    """Return a failed request; without a status nobody answered."""
    said = reason or f"the server answered {status}"
    return Failed(source_id=NOWHERE, kind=kind, reason=said, status=status)


class ScriptedWeb:
    """Answers addresses from a script, all others with 404; remembers what was asked."""

    def __init__(self, script=None, delay_s: float = 0.0):
        self.script = script or {}
        self.delay_s = delay_s
        self.asked = []
        self.slowed = []
        self.together = Counter()
        self.peak = Counter()
        self.closed = False

    async def get(self, url):
        self.asked.append(url)
        with self._counted("", host_of(url)):
            await asyncio.sleep(self.delay_s)
        found = self.script.get(url, failure(404, kind=FailureKind.MISSING))
        if isinstance(found, Exception):
            raise found
        return Answer(body=found, final_url=url) if isinstance(found, bytes) else found

    async def slow_down(self, host, seconds):
        self.slowed.append((host, seconds))

    async def aclose(self):
        self.closed = True

    def _counted(self, *keys):
        return Together(self, keys)


class Together:
    """Counts who is there at once."""

    def __init__(self, web, keys):
        self.web, self.keys = web, keys

    def __enter__(self):
        for key in self.keys:
            self.web.together[key] += 1
            self.web.peak[key] = max(self.web.peak[key], self.web.together[key])

    def __exit__(self, *_):
        for key in self.keys:
            self.web.together[key] -= 1


class InProcessParsers:
    """Reads documents where it stands, as the parser child would."""

    def __init__(self, *_):
        pass

    def parse(self, document: Document) -> Reply:
        return _READERS[document.reading](document)

    def close(self):
        pass
