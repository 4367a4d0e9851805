"""One run of a home: what must be in order before it, one at a time, and a note of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from watch import config
from watch.errors import StoreBusy
from watch.model import RunReport
from watch.pipeline import Pipeline
from watch.protocols import Progress
from watch.service.open_home import OpenHome
from watch.service.recorder import RecordedProgress


def run_once(
    home: OpenHome, progress: Progress, stop: threading.Event, *, only_due: bool
) -> RunReport:
    """Poll, read, match and list; return what was done, which the ``run`` table keeps.

    Raises:
        ConfigError: If a file of the home folder has a mistake.
        StoreBusy: If another run is at work on this home.
    """
    _files(home)
    with (
        _alone(home),
        RecordedProgress(home.database(), home.clock, progress) as recorded,
    ):
        report = Pipeline(
            database=home.database(),
            home=home.home,
            settings=home.settings,
            clock=home.clock,
            progress=recorded,
            views=home.views,
            stop=stop,
        ).run(only_due=only_due)
        recorded.close_with(report)
    return report


def ready(home: OpenHome) -> None:
    """Return if a run can begin.

    Raises:
        ConfigError: If a file of the home folder has a mistake.
        StoreBusy: If another run is at work on this home.
    """
    _files(home)
    config.read_pains(home.home.pains_path)
    with _alone(home):
        pass


def _files(home: OpenHome) -> None:
    """Tell mistakes before work begins, and see what was written since the home was opened."""
    home.forget_settings()
    config.read_settings(home.home)
    config.read_sources(home.home.sources_path)


@contextmanager
def _alone(home: OpenHome) -> Iterator[None]:
    home.home.state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.home.state / "run.lock")
    try:
        held = lock.acquire(timeout=0)
    except Timeout as error:
        message = f"another run is at work on {home.home.root}"
        raise StoreBusy(message, hint="wait until it has ended") from error
    with held:
        yield
