"""Document → feed in a child process that is killed when it stalls.

A regular expression that backtracks holds the interpreter lock: no thread and no
alarm stops it, only the end of its process. Children are started when needed,
kept for the next feed and replaced after a kill. What travels is JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from watch.collect.feed import Document, Feed, NotRead, decode
from watch.collect.frames import read_frame, write_frame
from watch.model import FailureKind

_MEMORY_BYTES = 1024**3
_START_S = 30.0  # a busy two-core machine needs 1 s
_ROOT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")


class _Broken(Exception):  # noqa: N818 - seen by this module only
    """The child ended without an answer."""


class _Child:
    """One parser process and the two pipes to it."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            _command(timeout_s),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.stalled = False
        try:
            self._answer_within(_START_S)
        except BaseException:
            self.kill()
            raise

    def parse(self, document: Document) -> bytes:
        """Return the child's reply.

        Raises:
            _Broken: If it died, or was killed for stalling (then ``stalled`` is set).
        """
        header = {"content_type": document.content_type, "url": document.url}
        pipe = cast("BinaryIO", self._process.stdin)
        with self._deadline(self._timeout_s):
            try:
                write_frame(pipe, json.dumps(header).encode("ascii"))
                write_frame(pipe, document.body)
            except OSError as problem:
                raise _Broken from problem
            return self._answer()

    def kill(self) -> None:
        """End the process now and release its pipes."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast("BinaryIO", pipe).close()
        self._process.wait()

    def interrupt(self) -> None:
        """End the process from another thread; whoever waits for it sees the pipe end."""
        self._process.kill()

    def _answer_within(self, limit_s: float) -> bytes:
        with self._deadline(limit_s):
            return self._answer()

    def _answer(self) -> bytes:
        reply = read_frame(cast("BinaryIO", self._process.stdout))
        if reply is None:
            raise _Broken
        return reply

    @contextlib.contextmanager
    def _deadline(self, limit_s: float) -> Iterator[None]:
        timer = threading.Timer(limit_s, self._stall)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stall(self) -> None:
        self.stalled = True
        self._process.kill()


class ParserPool:
    """Parses documents on up to ``size`` threads at once; thread-safe.

    Args:
        size: Most children kept when idle.
        timeout_s: Most seconds one document may take.
    """

    def __init__(self, size: int, timeout_s: float) -> None:
        self._size = size
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
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

    def parse(self, document: Document) -> Feed | NotRead:
        """Return the feed in a document, or why there is none; never raises for a document."""
        for fresh in (False, True):
            try:
                child = self._take(fresh=fresh)
            except (_Broken, OSError):
                return _unread("the feed parser cannot be started")
            reply = self._ask(child, document)
            if isinstance(reply, bytes):
                return _decoded(reply)
            if child.stalled:
                return _unread(f"reading the feed took longer than {self._timeout_s:g} s")
        return _unread("the feed makes the parser crash")

    def close(self) -> None:
        """End every child, also in the middle of a feed."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for child in self._busy:
                child.interrupt()
        for child in idle:
            child.kill()

    def _ask(self, child: _Child, document: Document) -> bytes | None:
        reply = None
        try:
            reply = child.parse(document)
        except _Broken:
            pass
        finally:
            self._put(child, fit=reply is not None and not child.stalled)
        return reply

    def _take(self, *, fresh: bool) -> _Child:
        with self._lock:
            if self._closed:
                raise _Broken
            child = self._idle.pop() if self._idle and not fresh else None
        child = child or _Child(self._timeout_s)
        with self._lock:
            self._busy.add(child)
            closed = self._closed
        if closed:  # while the child was starting
            child.interrupt()
        return child

    def _put(self, child: _Child, *, fit: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            kept = fit and not self._closed and len(self._idle) < self._size
            if kept:
                self._idle.append(child)
        if not kept:
            child.kill()


def _command(timeout_s: float) -> list[str]:
    arguments = [str(_MEMORY_BYTES), str(timeout_s)]
    return [sys.executable, "-P", "-m", "watch.collect.parser_child", *arguments]


def _environment() -> dict[str, str]:
    """Return an environment without the parent's secrets, in which ``watch`` is found."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}


def _decoded(reply: bytes) -> Feed | NotRead:
    try:
        return decode(reply)
    except (ValueError, KeyError, TypeError):
        return _unread("the feed parser gave no proper answer")


def _unread(reason: str) -> NotRead:
    return NotRead(kind=FailureKind.UNREADABLE, reason=reason)
