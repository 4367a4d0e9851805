"""A long job that two signals can end: the first softly, the second at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any, Self

from watch.wording import mark

_SOFT_S = 6.0
"""After it, work that did not heed the stop is broken off; its batch is not committed."""

_HARD_S = 9.0
"""After it, the process ends whatever it does: the ten seconds promised are over."""


STOPPING = mark("stopping; everything read so far is kept (once more: at once)")
"""Said to whoever stops a run, unless it is said in another language."""


class Stop:
    """Turns SIGINT and SIGTERM into an event while a job runs.

    What was committed is kept however the job ends: each batch of the pipeline is one
    transaction.

    Args:
        said: To the person who stops it.
    """

    def __init__(self, said: str = STOPPING) -> None:
        self._said = said
        self.event = threading.Event()
        self.number = 0
        self._overdue = False
        self._timers: list[threading.Timer] = []
        self._before: dict[int, Any] = {}

    @property
    def exit_code(self) -> int:
        """130 or 143 once stopped, 0 before."""
        return 128 + self.number if self.number else 0

    @property
    def name(self) -> str:
        """The signal received."""
        return signal.Signals(self.number).name if self.number else ""

    def __enter__(self) -> Self:
        """Listen from here on."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the signals back to whoever had them."""
        for timer in self._timers:
            timer.cancel()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        if self._overdue:
            raise KeyboardInterrupt
        if self.event.is_set():
            self._leave()
        self.number = number
        self.event.set()
        sys.stderr.write(f"{self._said}\n")
        for delay, act in ((_SOFT_S, self._break_off), (_HARD_S, self._leave)):
            timer = threading.Timer(delay, act)
            timer.daemon = True
            timer.start()
            self._timers.append(timer)

    def _break_off(self) -> None:
        self._overdue = True
        signal.raise_signal(signal.SIGINT)  # Python runs the handler in the main thread

    def _leave(self) -> None:
        os._exit(self.exit_code)
