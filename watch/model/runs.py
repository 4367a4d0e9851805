"""Runs: the one at work and those before it, and what they left in the home folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watch.model.answers import RunReport
from watch.model.names import ModelKey

SILENT_AFTER = timedelta(minutes=2)
"""A run tells that it lives every half minute; after four times that, nobody is there."""


class RunState(StrEnum):
    """How a run stands, or how it ended."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run: how far it is, or what it did.

    Units:
        ``done`` and ``total`` are steps of ``stage``; ``total`` is None where nobody knows.

    Attributes:
        seen_at: When it last told that it lives.
        label: What was done last: the name of a source, mostly.
        error: Why it failed; ``hint`` says what to do about it.
    """

    number: int
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    stage: str = ""
    done: int = 0
    total: int | None = None
    label: str = ""
    report: RunReport | None = None
    error: str = ""
    hint: str = ""

    def state(self, now: datetime) -> RunState:
        """Return how it stands; one that fell silent without an end was interrupted."""
        if self.ended_at is None:
            silent = now - self.seen_at > SILENT_AFTER
            return RunState.INTERRUPTED if silent else RunState.RUNNING
        if self.error:
            return RunState.FAILED
        whole = self.report is not None and not self.report.stopped
        return RunState.DONE if whole else RunState.STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedView:
    """The vectors of one embedding model in a generation."""

    model_key: ModelKey
    count: int
    dimension: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself: its number, when it was made, what it holds."""

    number: int
    made_at: datetime
    change: int
    views: tuple[IndexedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much a home folder holds, and how much room is left beside it.

    Attributes:
        on_server: Whether the database is a server's, which keeps the search index as well.
    """

    on_server: bool
    database_bytes: int
    generations_bytes: int
    free_bytes: int
    articles: int
    stories: int
    opportunities: int
    decisions: int
    editions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: when and by which version it was made, its files in bytes.

    ``schema`` is the revision of its database.
    """

    made_at: datetime
    version: str
    schema: str
    files: tuple[tuple[str, int], ...]
