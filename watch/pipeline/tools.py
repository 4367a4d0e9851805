"""What the steps of a run work with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from watch import collect
from watch.pipeline.intake import Leave
from watch.protocols import Clock, Embedder, Progress
from watch.settings import Home, Settings
from watch.store import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The seams of a run, each injected.

    Attributes:
        views: Gives the embedding views; called only when a text must be read.
        stop: When set, each step ends soon, with everything committed so far kept.
        shared: What other polls of this process use as well.
        leave: Takes the articles to embed, where they are not embedded as they come in.
    """

    database: Database
    home: Home
    settings: Settings
    clock: Clock
    progress: Progress
    views: Callable[[], Sequence[Embedder]]
    stop: threading.Event = field(default_factory=threading.Event)
    shared: collect.Shared = collect.ALONE
    leave: Leave | None = None
