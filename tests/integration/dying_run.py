"""A program that runs each home it is told of in a child, which may kill itself on the way.

A line of input is a step and a home; the answer is how the child ended and at which step. The
child dies, as the power might, before that step of the run and of the digest after it (0: it
lives). A step is a statement of SQL begun or ended, a commit, or a file synced or renamed.
Everything is imported before: a kill falls into the work, not into the start.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import faiss  # noqa: F401 - loaded here, once
from fakes import HashingEmbedder
from sqlalchemy import Engine, event

from watch.service import Service


class Countdown:
    """Counts the steps; kills at one of them."""

    def __init__(self, last: int) -> None:
        self.steps, self._last = 0, last
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self._step)
        os.fsync, os.replace = self._before(os.fsync), self._before(os.replace)

    def _step(self, *_: object) -> None:
        self.steps += 1
        if self.steps == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def _before(self, function):
        def counted(*arguments, **options):
            self._step()
            return function(*arguments, **options)

        return counted


def live(root: Path, last: int) -> int:
    """Run a home and write its digest; return the steps that took."""
    os.setsid()
    countdown = Countdown(last)
    with Service(root, views=[HashingEmbedder()]) as service:
        service.run()
        service.digest(root / "digests")
    return countdown.steps


def main() -> None:
    for line in sys.stdin:
        last, _, root = line.strip().partition(" ")
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.write(writing, str(live(Path(root), int(last))).encode())
            os._exit(0)
        os.close(writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # the parser processes it may leave
        print(status, os.read(reading, 20).decode() or last, flush=True)
        os.close(reading)


if __name__ == "__main__":
    main()
