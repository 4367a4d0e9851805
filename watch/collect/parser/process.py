"""One parser child: started, fed, watched, killed when it stalls.

A regular expression that backtracks holds the interpreter lock: no thread and no
alarm stops it, only the end of its process. What travels is JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from watch.collect.documents.feed import Document
from watch.collect.parser.frames import read_frame, write_frame

_MEMORY_BYTES = 1024**3
_START_S = 30.0  # a busy two-core machine needs 1 s
_LAST_IN_LINE = 19  # the niceness at which a process gets what nobody else wants
_ROOT = Path(__file__).resolve().parents[3]
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")


class Broken(Exception):  # noqa: N818 - an event of one document, turned into a NotRead
    """The child ended without an answer."""


class ParserProcess:
    """A process that reads one document after another, and the two pipes to it.

    Args:
        timeout_s: Most seconds one document may take.
        patience_s: Seconds after which it is told that a document takes long.
    """

    def __init__(self, timeout_s: float, patience_s: float) -> None:
        self._timeout_s = timeout_s
        self._patience_s = min(patience_s, timeout_s)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            _command(timeout_s),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        self.stalled = False
        self.yielding = False
        try:
            with self._watched((_START_S, self._stall)):
                self._answer()
        except BaseException:
            self.kill()
            raise

    def parse(self, document: Document, slow: Callable[[], None]) -> bytes:
        """Return the child's reply.

        Args:
            document: What to read.
            slow: Called on another thread when the patience is over.

        Raises:
            Broken: If it died, or was killed for stalling (then ``stalled`` is set).
        """
        header = {
            "content_type": document.content_type,
            "url": document.url,
            "reading": document.reading.value,
        }
        pipe = cast("BinaryIO", self._process.stdin)
        with self._watched((self._patience_s, slow), (self._timeout_s, self._stall)):
            try:
                write_frame(pipe, json.dumps(header).encode("ascii"))
                write_frame(pipe, document.body)
            except OSError as problem:
                raise Broken from problem
            return self._answer()

    def give_way(self) -> None:
        """Let every other process go first from now on; there is no way back."""
        self.yielding = True
        with contextlib.suppress(OSError, AttributeError):  # Windows has no such call
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LAST_IN_LINE)

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

    def _answer(self) -> bytes:
        reply = read_frame(cast("BinaryIO", self._process.stdout))
        if reply is None:
            raise Broken
        return reply

    def _stall(self) -> None:
        self.stalled = True
        self._process.kill()

    @contextlib.contextmanager
    def _watched(self, *steps: tuple[float, Callable[[], None]]) -> Iterator[None]:
        """Take steps, each so many seconds after the beginning, until the block has ended."""
        over = threading.Event()
        watcher = threading.Thread(
            target=_watch, args=(over, steps), name="techwatch-parse-watch", daemon=True
        )
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


def _watch(over: threading.Event, steps: tuple[tuple[float, Callable[[], None]], ...]) -> None:
    waited_s = 0.0
    for at_s, act in steps:
        if over.wait(at_s - waited_s):
            return
        waited_s = at_s
        act()


def _command(timeout_s: float) -> list[str]:
    arguments = [str(_MEMORY_BYTES), str(timeout_s)]
    return [sys.executable, "-P", "-m", "watch.collect.parser.child", *arguments]


def environment() -> dict[str, str]:
    """Return an environment without the parent's secrets, in which ``watch`` is found."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
