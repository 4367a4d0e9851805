"""The app in a process beside the scheduler: begun with it, ended with it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_LOOK_S = 0.5
"""How soon the end of either is noticed by the other."""

_PATIENCE_S = 6.5
"""More than `techwatch app` gives its server to end, less than the ten seconds promised."""


class AppBeside:
    """``techwatch app`` as a process of its own, while a scheduler works in this one.

    A process apart: a page never waits for a run, and a fault in one does not end the other
    unseen. When the app ends by itself the scheduler is told to stop, so that whoever watches
    over us begins both again.

    Args:
        home: Whose app.
        port: Of the page; None for the usual one, or a free one.
        address: Where it listens.
        stop: Ends the app when it is set, and is set when the app has ended.
    """

    def __init__(self, home: Path, port: int | None, address: str, stop: threading.Event) -> None:
        words = [sys.executable, "-m", "watch", "app", "--home", str(home), "--no-browser"]
        words += ["--address", address]
        self._words = [*words, "--port", str(port)] if port else words
        self._stop = stop
        self._thread = threading.Thread(target=self._watch, name="app", daemon=True)
        self.failed = False

    def __enter__(self) -> Self:
        """Start the app."""
        self._process = subprocess.Popen(self._words)  # noqa: S603 - our own module, no shell
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the app, and wait for it."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_S):
            if self._process.poll() is not None:
                self.failed = True
                self._stop.set()
                return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
