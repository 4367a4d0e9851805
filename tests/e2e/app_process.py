"""The app as a process, as a person starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
IDLE = (
    "[data-testid='stApp'][data-test-script-state='notRunning']"
    ":not(:has([data-testid='stSkeleton']))"
)
"""The script has ended, and no part of the page waits for its program to be loaded."""


@contextmanager
def started(home: Path, *arguments: str):
    """Start ``python -m watch.present`` from another folder; yields the address it printed."""
    command = [sys.executable, "-m", "watch.present", "--home", str(home), "--no-browser"]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
        env=environment,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - one handler is set, no lock is taken
    )
    try:
        for line in server.stdout:
            if found := re.search(r"http://\S+", line):
                yield found[0], server
                break
        else:
            pytest.fail("the app printed no address")
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.wait(15)
        server.stdout.close()


def _hear_interrupts() -> None:
    """A test run in the background of a shell ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
