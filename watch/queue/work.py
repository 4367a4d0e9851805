"""What a worker is given to work with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watch.model import PageRequest
from watch.pipeline import Tools
from watch.queue.names import QUEUES


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A home on PostgreSQL, and what of its work belongs to somebody above the queue.

    Attributes:
        url: The address of its database.
        tools: Gives what the steps work with, by the settings of the moment.
        refresh: Has the settings read again.
        make_lists: Makes the lists, noted as a run; returns the pages worth reading.
        send: Sends mails and messages that are due.
        stop: Set when the worker is to end.
        queues: What it works on, besides upkeep.
        concurrency: Jobs at once.
    """

    url: str
    tools: Callable[[], Tools]
    refresh: Callable[[], None]
    make_lists: Callable[[], Sequence[PageRequest]]
    send: Callable[[], None]
    stop: threading.Event
    queues: Sequence[str] = QUEUES
    concurrency: int = 8
