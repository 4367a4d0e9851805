"""A run that tells how far it is: what it is told is written down beside its work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Self

from watch import store
from watch.errors import WatchError
from watch.logs import get_logger
from watch.model import RunRecord, RunReport
from watch.protocols import Clock, Progress
from watch.store import Database

_log = get_logger(__name__)

_WRITE_EVERY_S = 1.0
"""A person who looks sees a second-old figure; a run of ten minutes makes 600 tiny writes."""

_ALIVE_EVERY_S = 30.0
"""A run at work on one long step says so; see ``watch.model.runs.SILENT_AFTER``."""

_FAREWELL_S = 5.0
"""How long the end of a run waits for a write under way."""


class RecordedProgress:
    """A ``Progress`` that notes each step in the ``run`` table and hands it on.

    A thread of its own writes, in transactions of one row: the run neither waits for it nor
    fails with it. Whatever ends the run is noted as its end.

    Args:
        database: Of the home.
        clock: Tells the time.
        shown: Whom each step is told to as well.
    """

    def __init__(self, database: Database, clock: Clock, shown: Progress) -> None:
        self._database = database
        self._clock = clock
        self._shown = shown
        self._record: RunRecord | None = None
        self._written: RunRecord | None = None
        self._quiet_s = 0.0
        self._ended = threading.Event()
        self._writer = threading.Thread(target=self._keep_writing, name="run-record", daemon=True)

    def __enter__(self) -> Self:
        """Note that a run begins."""
        now = self._clock.now()
        with _harmless(), self._database.write() as connection:
            number = store.runs.begin(connection, now)
            self._record = RunRecord(number=number, started_at=now, seen_at=now)
        self._writer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Note how the run ended: its report, its error, or that it was stopped."""
        self._ended.set()
        self._writer.join(_FAREWELL_S)
        if self._record is None:
            return
        if isinstance(error, WatchError):
            self._record = replace(self._record, error=error.message, hint=error.hint)
        elif isinstance(error, Exception):
            self._record = replace(self._record, error=f"{type(error).__name__}: {error}")
        self._record = replace(self._record, ended_at=self._clock.now())
        self._write()

    def start(self, stage: str, total: int | None = None) -> None:
        """Note that a stage begins."""
        self._shown.start(stage, total)
        if self._record is not None:
            self._record = replace(self._record, stage=stage, total=total, done=0, label="")

    def advance(self, steps: int = 1, label: str = "") -> None:
        """Note steps of the present stage."""
        self._shown.advance(steps, label)
        if self._record is not None:
            self._record = replace(self._record, done=self._record.done + steps, label=label)

    def close_with(self, report: RunReport) -> None:
        """Note what the run did, which its end will tell."""
        if self._record is not None:
            self._record = replace(self._record, report=report)

    def _keep_writing(self) -> None:
        while not self._ended.wait(_WRITE_EVERY_S):
            self._quiet_s += _WRITE_EVERY_S
            if self._record is not self._written or self._quiet_s >= _ALIVE_EVERY_S:
                self._write()

    def _write(self) -> None:
        noted = self._record
        if noted is None:
            return
        with _harmless(), self._database.write() as connection:
            store.runs.note(connection, replace(noted, seen_at=self._clock.now()))
        self._written, self._quiet_s = noted, 0.0


@contextmanager
def _harmless() -> Iterator[None]:
    """Log what goes wrong while a run is noted: the run itself goes on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, the run matters more
        _log.warning("run.unrecorded", reason=str(error))
