"""Milliseconds of an interactive search, the embedding of the query included.

    python -m benchmarks.big_home FOLDER                       # once: 100,000 articles, 4 minutes
    python -m benchmarks.search_speed FOLDER                   # 60 searches, under a minute
    python -m benchmarks.search_speed FOLDER --promised 150    # for a home of 1,000,000

Each search is a topic that was not asked before, as a person types it. The first few open the
index and load the models; they are told apart and left out.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.crawl import machine
from watch.service import Service

WARMING = 4
PROMISED_MS = 60.0
THINGS = (
    "robots d'entrepôt", "conveyor belts", "chaleur fatale", "packaging waste", "palettes",
    "spare parts", "intérimaires", "cold chain", "compresseurs", "invoice disputes",
)  # fmt: skip
WISHES = (
    "moins de pannes", "cut the cost by half", "nouvelle norme", "pilot at a peer",
    "économies d'énergie", "shorter delays",
)  # fmt: skip


def queries(count: int) -> list[str]:
    """Return topics in a few words, none twice."""
    return [f"{thing} {wish}" for wish, thing in product(WISHES, THINGS)][:count]


def main() -> None:
    """Print the percentiles; fail above what was promised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--promised", type=float, default=PROMISED_MS)
    options = parser.parse_args()
    clock, processor = [], []
    with Service(options.folder.expanduser().resolve()) as service:
        for query in queries(options.count):
            began, spent = perf_counter(), process_time()
            service.searches.hits(query)
            clock.append(1000 * (perf_counter() - began))
            processor.append(1000 * (process_time() - spent))
    print(f"first search {clock[0] / 1000:.1f} s, with models and index to open")
    for name, taken in (("clock", clock[WARMING:]), ("processor", processor[WARMING:])):
        middle, most = np.percentile(taken, (50, 95))
        print(f"{name:10} median {middle:6.1f} ms, p95 {most:6.1f} ms")
    print(machine())
    reached = float(np.percentile(clock[WARMING:], 95))
    if reached > options.promised:
        sys.exit(f"p95 {reached:.0f} ms, promised {options.promised:.0f} ms")


if __name__ == "__main__":
    main()
