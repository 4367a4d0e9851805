"""One side of ``benchmarks.peers``: a question on standard input, figures on standard output.

Imports nothing but the standard library: it runs in the peers' Python as well.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib.metadata import version
from time import perf_counter, process_time


class Stages:
    """Seconds of each stage, the last one open until the next begins."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = perf_counter()

    def ended(self, name: str) -> None:
        """Note that a stage has ended, and begin the next."""
        now = perf_counter()
        self.seconds[name] = now - self._began
        self._began = now


def answer(names: Sequence[str], work: Callable[[dict, Stages], Sequence[Sequence[int]]]) -> None:
    """Do the work and tell what it took.

    Args:
        names: Packages whose versions are told.
        work: Indexes the texts of a question and returns the rows found for each query, best
            first; ends the stages ``start``, ``index`` and ``search``.
    """
    os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    question = json.load(sys.stdin)
    stages = Stages()
    with redirect_stdout(sys.stderr):
        rows = work(question, stages)
    told = {
        "versions": " ".join(f"{name} {version(name)}" for name in names),
        "seconds": stages.seconds,
        "processor_s": process_time(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": [list(found) for found in rows],
    }
    json.dump(told, sys.stdout)
