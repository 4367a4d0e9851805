"""What each stage of a run takes: wall clock, processor, memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Self

from watch.model import Spent


class Stopwatch:
    """Counts what stages take; one inside another is taken out of the outer one."""

    def __init__(self) -> None:
        self._taken: dict[str, _Taken] = {}
        self._peak_mb: dict[str, int] = {}

    @property
    def spent(self) -> Mapping[str, Spent]:
        """What each stage took so far, in the order in which they first ended."""
        return {
            stage: Spent(
                wall_s=taken.wall_s,
                processor_s=taken.processor_s,
                peak_memory_mb=self._peak_mb[stage],
            )
            for stage, taken in self._taken.items()
        }

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count what is done inside as a stage."""
        began, counted = _now(), self._total()
        try:
            yield
        finally:
            inside = self._total() - counted
            self._taken[stage] = self._taken.get(stage, _Taken()) + (_now() - began - inside)
            self._peak_mb[stage] = peak_memory_mb()

    def _total(self) -> _Taken:
        return sum(self._taken.values(), start=_Taken())


@dataclass(frozen=True, slots=True)
class _Taken:
    """Seconds by the clock, and of the processor."""

    wall_s: float = 0.0
    processor_s: float = 0.0

    def __add__(self, other: Self) -> _Taken:
        return _Taken(self.wall_s + other.wall_s, self.processor_s + other.processor_s)

    def __sub__(self, other: Self) -> _Taken:
        return _Taken(self.wall_s - other.wall_s, self.processor_s - other.processor_s)


def _now() -> _Taken:
    return _Taken(perf_counter(), process_time())


def peak_memory_mb() -> int:
    """Return the largest resident size of this process so far, 0 where unknown."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
