"""What a file said is kept in memory until the file is another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from watch.clock import SystemClock

T = TypeVar("T")

_State = tuple[int, int, int]
"""When a file was changed, in nanoseconds; its size in bytes; which file it is."""

_SETTLES_S = 2.0
"""A file changed twice within this time may look the same: FAT tells times by two seconds."""

_FILES = 32
"""Files remembered: a server has three, a test session many."""


class FileMemory(Generic[T]):
    """Reads a file again only where it has changed, whoever changed it.

    Several threads may ask at a time. What is handed out is shared: it must not be changed.

    Args:
        read: Returns what a file says. What it raises is never kept.
    """

    def __init__(self, read: Callable[[Path], T]) -> None:
        self._read = read
        self._known: dict[Path, tuple[_State, T]] = {}
        self._lock = threading.Lock()

    def __call__(self, path: Path) -> T:
        """Return what the file says now."""
        state = _state(path)
        known = self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        found = self._read(path)
        if state is not None and _is_settled(state):
            self._keep(path, state, found)
        return found

    def _keep(self, path: Path, state: _State, found: T) -> None:
        with self._lock:
            self._known.pop(path, None)
            if len(self._known) >= _FILES:
                self._known.pop(next(iter(self._known)))
            self._known[path] = (state, found)


def _state(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_settled(state: _State) -> bool:
    return SystemClock().now().timestamp() - state[0] / 1e9 > _SETTLES_S
