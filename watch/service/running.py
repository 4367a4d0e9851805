"""One run of a home: what must be in order before it, one at a time, and a note of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

from watch import config, store
from watch.collect import ALONE, Shared
from watch.model import PageRequest, RunReport
from watch.pipeline import Tools, measure_machine, run_lists, run_stages
from watch.protocols import Progress
from watch.queue.gate import ClusterGate
from watch.service.alone import alone
from watch.service.open_home import OpenHome
from watch.service.recorder import RecordedProgress


def run_once(
    home: OpenHome,
    progress: Progress,
    stop: threading.Event,
    *,
    only_due: bool,
    profiled: bool = False,
) -> RunReport:
    """Poll, read, match and list; return what was done, which the ``run`` table keeps.

    Args:
        only_due: Leave out sources that were polled recently.
        profiled: Measure the machine first, and report each stage beside its limit.

    Raises:
        ConfigError: If a file of the home folder has a mistake.
        StoreBusy: If another run is at work on this home.
    """
    machine = measure_machine() if profiled else None
    with _recorded(home, progress) as recorded, _shared(home) as shared:
        tools = replace(tools_of(home, recorded, stop), shared=shared)
        report = run_stages(tools, only_due=only_due, machine=machine)
        recorded.close_with(report)
    return report


def list_once(home: OpenHome, progress: Progress, stop: threading.Event) -> Sequence[PageRequest]:
    """Match and list what others collected; return the pages worth reading.

    Raises:
        ConfigError: If a file of the home folder has a mistake.
        StoreBusy: If another run is at work on this home.
    """
    with _recorded(home, progress) as recorded:
        report, shortlist = run_lists(tools_of(home, recorded, stop))
        recorded.close_with(report)
    return shortlist


def tools_of(home: OpenHome, progress: Progress, stop: threading.Event) -> Tools:
    """Return what the steps of a run work with."""
    return Tools(
        database=home.database().primary,
        home=home.home,
        settings=home.settings,
        clock=home.clock,
        progress=progress,
        views=home.views,
        stop=stop,
    )


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


@contextmanager
def _recorded(home: OpenHome, progress: Progress) -> Iterator[RecordedProgress]:
    """Hold the lock of a run, and note how it goes."""
    _files(home)
    with (
        _alone(home),
        RecordedProgress(home.database(), home.clock, progress) as recorded,
    ):
        yield recorded


@contextmanager
def _shared(home: OpenHome) -> Iterator[Shared]:
    """Pass the gate to each host as workers do, where there may be some."""
    if not home.home.database_url:
        yield ALONE
        return
    with closing(store.locks.Locks(home.database())) as locks:
        yield Shared(gate=ClusterGate(locks, 1 / home.settings.collect.per_host_rate))


def _files(home: OpenHome) -> None:
    """Tell mistakes before work begins, and see what was written since the home was opened."""
    home.forget_settings()
    config.read_settings(home.home)
    config.read_sources(home.home.sources_path)


@contextmanager
def _alone(home: OpenHome) -> Iterator[None]:
    busy = f"another run is at work on {home.home.root}"
    with alone(home, "run", busy, "wait until it has ended"):
        yield
