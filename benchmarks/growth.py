"""What a home costs as it grows: time, memory and disk against articles and pain points.

    python -m benchmarks.growth                    # 1,000, 10,000 and 100,000 articles; 10 minutes
    python -m benchmarks.growth --largest 1000000  # half an hour, and 12 GB of memory
    python -m benchmarks.growth --largest 1000     # that it runs

Homes are made as in ``benchmarks.big_home``, each in a process of its own, which is what memory
is told of. An exponent is the slope of the cost on two logarithmic scales: 1 grows with the
articles, 0 does not grow.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import platformdirs

from benchmarks.big_home import present, save, write_files
from benchmarks.crawl import machine
from benchmarks.graded_sets import QUALITY
from benchmarks.ranking_speed import material, moved, ranked, recombined
from benchmarks.search_speed import queries
from watch import match, store
from watch.config import read_solutions
from watch.model import PainPoint
from watch.pipeline.stopwatch import peak_memory_mb
from watch.service import Service
from watch.service.evaluation import read_graded
from watch.service.evaluation.rankings import embedded
from watch.understand.embedding import load_view

ARTICLES = (1_000, 10_000, 100_000, 1_000_000)
PAINS = (10, 100, 1_000)
PAINS_AT = 10_000
"""Articles of the homes in which pain points grow."""

USUAL_PAINS = 25
_SEARCHES, _WARMING = 20, 4
_VIEWS = ("use", "e5")

FIGURES = {
    "store_s": "storing, s",
    "index_s": "index, s",
    "rank_s": "weekly ranking, s",
    "search_ms": "search, ms",
    "memory_mb": "memory, MB",
    "disk_mb": "disk, MB",
}


def measured(articles: int, pains: int, *, whole: bool) -> dict[str, float]:
    """Return the costs of one home; of the ranking alone where not ``whole``."""
    data = read_graded(QUALITY / "unseen")
    stated = list(_stated(data.pains, pains))
    views = [load_view(name) for name in _VIEWS]
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    library = match.load_library(read_solutions(), views, cache / "library")
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        if whole:
            found |= _home(Path(folder) / "home", articles, data, views)
        kept = Path(folder) / "words.counts"
        ready = material(replace(data, pains=stated), views, articles, pains, kept)
        ranked(ready, library, data, views)
        found["rank_s"] = _seconds(lambda: ranked(ready, library, data, views))
    return found | {"memory_mb": peak_memory_mb()}


def _stated(pains: Sequence[PainPoint], count: int) -> Iterator[PainPoint]:
    """Yield pain points, those that are there told again under other names."""
    for number in range(count):
        pain = pains[number % len(pains)]
        again = number // len(pains)
        title = f"{pain.title} ({again + 1})" if again else pain.title
        yield replace(pain, id=f"{pain.id}-{again}", title=title)


def _home(root: Path, articles: int, data, views) -> dict[str, float]:
    """Return the seconds of storing, indexing and searching, and the disk that it takes."""
    write_files(root, data.pains[:USUAL_PAINS])
    told, origins = recombined(data.articles, articles)
    matrices = {v.key: moved(embedded(data.articles, v, lambda _: None), origins) for v in views}
    with Service(root) as service:
        database = store.open_database(service.home.database_path)
        began = perf_counter()
        index_s = save(database, service, present(told), matrices)
        store_s = perf_counter() - began - index_s
        database.close()
        taken = [_seconds(lambda q=q: service.searches.hits(q)) for q in queries(_SEARCHES)]
    disk = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    return {
        "store_s": store_s,
        "index_s": index_s,
        "search_ms": 1000 * float(np.median(taken[_WARMING:])),
        "disk_mb": disk / 1e6,
    }


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def apart(articles: int, pains: int, *, whole: bool = False) -> dict[str, float]:
    """Measure in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.growth", "--one", f"{articles},{pains}"]
    command += ["--whole"] if whole else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float | None:
    """Return the slope on two logarithmic scales; nothing for a single size."""
    if len(sizes) < 2 or min(costs) <= 0:
        return None
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def table(what: str, sizes: Sequence[int], found: Sequence[dict[str, float]]) -> None:
    """Print a line for each cost, its exponent last."""
    print(f"\n{what:20}" + "".join(f"{size:>12,}" for size in sizes) + "    exponent")
    for name, said in FIGURES.items():
        costs = [row[name] for row in found if name in row]
        if len(costs) == len(sizes):
            slope = exponent(sizes, costs)
            shown = "" if slope is None else f"{slope:12.2f}"
            print(f"{said:20}" + "".join(f"{cost:12.2f}" for cost in costs) + shown)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        articles, pains = map(int, options.one.split(","))
        print(json.dumps(measured(articles, pains, whole=options.whole)))
        return
    sizes = [size for size in ARTICLES if size <= options.largest]
    table("articles", sizes, [apart(size, USUAL_PAINS, whole=True) for size in sizes])
    at = min(PAINS_AT, options.largest)
    table(f"pain points at {at:,}", PAINS, [apart(at, pains) for pains in PAINS])
    print(machine())


if __name__ == "__main__":
    main()
