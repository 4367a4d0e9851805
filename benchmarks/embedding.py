"""Articles a second of the ``e5`` view, beside SentenceTransformer with the same weights.

    python -m benchmarks.embedding             # speed and faithfulness; some 4 minutes on 2 cores
    python -m benchmarks.embedding --grades    # and what the ranking makes of it; 3 minutes more
    python -m benchmarks.embedding --smoke     # 64 articles, no figure to rely on

The sides take turns, 100 real articles at a time, in one process. The reference is
``SentenceTransformer.encode`` in single precision with its own batches of 32. Speed is the middle
of the turns, by the clock and by the processor: on a busy machine trust the second.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import platformdirs
import torch

from benchmarks.graded_sets import development
from benchmarks.ranking import Bench, report
from watch import match
from watch.config import read_solutions
from watch.model import ModelKey
from watch.protocols import Embedder, Matrix
from watch.service.evaluation import GradedSet
from watch.service.evaluation.ranking import judged
from watch.service.evaluation.rankings import embedded
from watch.understand import article_text, load_view
from watch.understand.embedding import SentenceTransformerView, _with_torch

ARTICLES = 2_000
PROMISED = 3.0
"""Times the articles a second of the reference, at least."""

MIN_COSINE = 0.99
MAX_LOSS = 0.01
"""Of nDCG@10 on the development set, either way."""

TURN = 100
SEED = 20_261_122


@dataclass
class Side:
    """One way to embed, and how it fared turn by turn."""

    name: str
    view: Embedder
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    rows: list[Matrix] = field(default_factory=list)

    def take(self, texts: Sequence[str]) -> None:
        """Embed the texts of a turn."""
        began, spent = perf_counter(), process_time()
        self.rows.append(self.view.documents(texts))
        self.clock.append(len(texts) / (perf_counter() - began))
        self.processor.append(len(texts) / (process_time() - spent))


@dataclass(frozen=True)
class Renamed:
    """A view under another key: what is kept of it never meets what is kept of the product's."""

    key: ModelKey
    dimension: int
    documents: Callable[[Sequence[str]], Matrix]
    queries: Callable[[Sequence[str]], Matrix]


def sides() -> list[Side]:
    """Return the reference, plain torch at its best here, and what the product chooses."""
    found = [Side("SentenceTransformer fp32", _with_torch("fp32", "cpu", torch.float32))]
    ours = load_view("e5")
    if not isinstance(ours, SentenceTransformerView):
        found.append(Side("SentenceTransformer bf16", _with_torch("bf16", "cpu", torch.bfloat16)))
    return [*found, Side("techwatch", ours)]


def told(data: GradedSet, count: int) -> list[str]:
    """Return the texts of articles drawn from the development set."""
    drawn = np.random.default_rng(SEED).permutation(len(data.articles))[:count].tolist()
    return [article_text(data.articles[n].title, data.articles[n].text) for n in drawn]


def table(found: Sequence[Side]) -> tuple[float, float]:
    """Print one row for each side; return how many times faster ours is, and how faithful."""
    print(f"{'':26} {'articles/s':>10} {'times':>6} {'per CPU s':>10} {'times':>6}  cosine to fp32")
    reference = found[0]
    plain = np.concatenate(reference.rows)
    times = cosine = 1.0
    for side in found:
        clock, processor = statistics.median(side.clock), statistics.median(side.processor)
        times = _times(side.clock, reference.clock)
        cosines = (np.concatenate(side.rows) * plain).sum(axis=1)
        cosine = float(cosines.mean())
        print(
            f"{side.name:26} {clock:10.1f} {times:6.2f} {processor:10.1f}"
            f" {_times(side.processor, reference.processor):6.2f}"
            f"  mean {cosine:.5f}, least {cosines.min():.4f}"
        )
    return times, cosine


def _times(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the middle of the ratios turn by turn: what slows a turn slows its neighbours."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def grades(data: GradedSet, found: Sequence[Side]) -> float:
    """Print nDCG@10 of the product's lists with each side's vectors; return the loss of ours."""
    use = load_view("use")
    few = _graded(data)
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "library"
    reached = []
    for side in (found[0], found[-1]):
        key = ModelKey(f"{side.view.key}/{side.name}")
        view = Renamed(key, side.view.dimension, side.view.documents, side.view.queries)
        views = [use, view]
        library = match.load_library(read_solutions(), views, folder)
        vectors = {one.key: embedded(few.articles, one, lambda _: None) for one in views}
        corpus = match.Corpus(articles=few.articles, views=vectors)
        lists = judged(few, Bench(few, corpus, library, views).ranked())
        reached.append(report(side.name, lists).ndcg)
    return abs(reached[1] - reached[0])


def _graded(data: GradedSet) -> GradedSet:
    """Return the set with its graded articles alone: the others are 12,000."""
    rows = sorted({row for graded in data.grades.values() for row in graded})
    places = {row: place for place, row in enumerate(rows)}
    return GradedSet(
        pains=data.pains,
        languages=data.languages,
        articles=[data.articles[row] for row in rows],
        given_ids=[data.given_ids[row] for row in rows],
        grades={
            pain: {places[row]: grade for row, grade in graded.items()}
            for pain, graded in data.grades.items()
        },
        present_at=data.present_at,
    )


def machine() -> str:
    """Return what the figures were taken on."""
    names = ("torch", "sentence-transformers", "transformers", "openvino")
    known = [f"{name} {version(name)}" for name in names if find_spec(name.replace("-", "_"))]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}, {cores} cores"
    load = f"load {os.getloadavg()[0]:.1f}"
    return ", ".join([system, f"Python {platform.python_version()}", *known, load])


def main() -> None:
    """Print the table; fail where a promise was not kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--grades", action="store_true")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    data = development()
    texts = told(data, 64 if options.smoke else options.articles)
    found = sides()
    for side in found:
        side.view.documents(texts[:8])  # the first call of each runtime prepares itself
    for start in range(0, len(texts), TURN):
        for side in found:
            side.take(texts[start : start + TURN])
    times, cosine = table(found)
    print(machine())
    said = []
    if times < PROMISED and not options.smoke:
        said.append(f"{times:.2f} times the reference, promised {PROMISED}")
    if cosine < MIN_COSINE:
        said.append(f"mean cosine {cosine:.4f}, promised {MIN_COSINE}")
    if options.grades and (loss := grades(data, found)) > MAX_LOSS:
        said.append(f"nDCG@10 differs by {loss:.3f}, promised {MAX_LOSS}")
    if said:
        sys.exit("; ".join(said))


if __name__ == "__main__":
    main()
