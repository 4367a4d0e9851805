"""What this machine can do at best, measured in half a second."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from watch.pipeline.profile import Machine

_SIDE = 1_024
"""Rows and columns of the matrices: large enough for full speed, 20 ms a product on 2 cores."""

_BYTES = 128 * 1024 * 1024
"""Read at once: several times the cache of a server's processor."""

_TIMES = 5
"""The best counts: other work only slows it."""


def measure_machine() -> Machine:
    """Return how fast this machine multiplies and reads memory just now."""
    matrix = np.ones((_SIDE, _SIDE), dtype=np.float32)
    long = np.ones(_BYTES // 4, dtype=np.float32)
    return Machine(
        flops=2.0 * _SIDE**3 / _best(lambda: matrix @ matrix),
        memory_bytes_per_s=_BYTES / _best(lambda: long @ long),
    )


def _best(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of a few times."""
    seconds = []
    for _ in range(_TIMES):
        began = perf_counter()
        work()
        seconds.append(perf_counter() - began)
    return min(seconds)
