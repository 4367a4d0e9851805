"""Document → reply, in child processes that are kept, replaced and told to wait.

A few documents are read at once, as many as there are processors to spare. One
that takes long gives its place to the next: its child goes on aside, last in line
for the processors, so that a feed made to stall costs the others half a second at most.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self

from watch.collect.documents.feed import Document, NotRead, Reply
from watch.collect.parser.messages import decode
from watch.collect.parser.process import Broken, ParserProcess
from watch.model import FailureKind

PATIENCE_S = 0.5
"""How long a document keeps its place: a hundred times what most feeds take."""

_ASIDE = 8  # children aside; stalled ones hold some 60 MB each


@dataclass(slots=True)
class _Turn:
    """What a document holds while it is read: a place, or after a while a room aside."""

    seats: threading.Semaphore
    postponed: bool = False


class ParserPool:
    """Reads documents, ``size`` at once and some more aside; thread-safe.

    Args:
        size: Places, and most children kept when idle.
        timeout_s: Most seconds one document may take.
        patience_s: Seconds for which a document keeps its place.
    """

    def __init__(self, size: int, timeout_s: float, patience_s: float = PATIENCE_S) -> None:
        self._size = size
        self._timeout_s = timeout_s
        self._patience_s = patience_s
        self._places = threading.Semaphore(size)
        self._aside = threading.Semaphore(_ASIDE)
        self._lock = threading.Lock()
        self._idle: list[ParserProcess] = []
        self._busy: set[ParserProcess] = set()
        self._closed = False

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the pool."""
        self.close()

    def parse(self, document: Document) -> Reply:
        """Return what a document says, read as it asks; never raises for a document.

        Waits for a place. A document that takes long when there is no room aside is
        begun again as soon as there is some.
        """
        for seats in (self._places, self._aside):
            try:
                with self._turn(seats) as turn:
                    reply = self._read(document, turn)
            except (Broken, OSError):
                return _unread("the feed parser cannot be started")
            if reply is not None:
                return reply
        return self._too_slow()

    def close(self) -> None:
        """End every child, also in the middle of a feed, and let nobody wait any longer."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for child in self._busy:
                child.interrupt()
        for child in idle:
            child.kill()
        for seats in (self._places, self._aside):
            seats.release()

    @contextmanager
    def _turn(self, seats: threading.Semaphore) -> Iterator[_Turn]:
        seats.acquire()
        turn = _Turn(seats)
        try:
            if self._closed:
                raise Broken
            yield turn
        finally:
            turn.seats.release()

    def _read(self, document: Document, turn: _Turn) -> Reply | None:
        """Return the reply, or None when the document has to wait for a room aside."""
        for fresh in (False, True):
            child = self._take(fresh=fresh)
            reply = self._ask(child, document, turn)
            if reply is not None:
                return _decoded(reply)
            if turn.postponed:
                return None
            if child.stalled:
                return self._too_slow()
        return _unread("the feed makes the parser crash")

    def _ask(self, child: ParserProcess, document: Document, turn: _Turn) -> bytes | None:
        if turn.seats is self._aside:
            child.give_way()
        reply = None
        try:
            reply = child.parse(document, partial(self._make_way, child, turn))
        except Broken:
            pass
        finally:
            self._put(child, fit=reply is not None and not (child.yielding or turn.postponed))
        return reply

    def _make_way(self, child: ParserProcess, turn: _Turn) -> None:
        """Give the place of a document that takes long to the next one."""
        if turn.seats is self._aside:
            return
        if self._aside.acquire(blocking=False):
            child.give_way()
            turn.seats = self._aside
            self._places.release()
        else:
            turn.postponed = True
            child.interrupt()

    def _too_slow(self) -> NotRead:
        return _unread(f"reading the feed took longer than {self._timeout_s:g} s")

    def _take(self, *, fresh: bool) -> ParserProcess:
        with self._lock:
            if self._closed:
                raise Broken
            child = self._idle.pop() if self._idle and not fresh else None
        child = child or ParserProcess(self._timeout_s, self._patience_s)
        with self._lock:
            self._busy.add(child)
            closed = self._closed
        if closed:  # while the child was starting
            child.interrupt()
        return child

    def _put(self, child: ParserProcess, *, fit: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            kept = fit and not self._closed and len(self._idle) < self._size
            if kept:
                self._idle.append(child)
        if not kept:
            child.kill()


def _decoded(reply: bytes) -> Reply:
    try:
        return decode(reply)
    except (ValueError, KeyError, TypeError):
        return _unread("the feed parser gave no proper answer")


def _unread(reason: str) -> NotRead:
    return NotRead(kind=FailureKind.UNREADABLE, reason=reason)
