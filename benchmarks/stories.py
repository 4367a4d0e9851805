"""Grouping articles into stories: quality beside simple baselines, and speed.

    python -m benchmarks.stories            # the tables of docs/stories.md
    python -m benchmarks.stories --speed    # 20,000 articles of one week, and 500 more

A baseline's threshold is the best on the project's own stories, so that each is shown at
its best there; ours was chosen with both sets in view. Baselines: title Jaccard and a single
cosine threshold (connected components), and ``community_detection`` of
sentence-transformers.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from benchmarks.graded_sets import SHARED
from watch.model import Article, ArticleId, SourceId
from watch.service.evaluation import read_labelled
from watch.service.evaluation.rankings import embedded
from watch.text import telling_stems
from watch.understand import article_text, group, load_view
from watch.understand.agreement import Agreement, agreement

OWN = Path(__file__).parents[1] / "tests" / "quality" / "stories.jsonl"
UCI = SHARED / "data" / "clusters" / "uci_news_aggregator_sample_en" / "articles.jsonl"
CORPORA = ("masakhanews_fr", "masakhanews_en", "agnews_test_en", "reuters21578_en")
_MONDAY = datetime(2026, 11, 16, tzinfo=UTC)

Grouping = Callable[[Sequence[Article], np.ndarray, float], Sequence[int]]


def by_cosine(_: Sequence[Article], matrix: np.ndarray, bound: float) -> Sequence[int]:
    """Join whatever is near, through whatever lies between."""
    return _components(matrix @ matrix.T >= bound)


def by_title(articles: Sequence[Article], _: np.ndarray, bound: float) -> Sequence[int]:
    """Join titles that share enough of their stems."""
    titles = [set(telling_stems(article.title, article.language)) for article in articles]
    shared = [[len(a & b) / max(len(a | b), 1) for b in titles] for a in titles]
    return _components(np.array(shared) >= bound)


def by_community(_: Sequence[Article], matrix: np.ndarray, bound: float) -> Sequence[int]:
    """Group as sentence-transformers does."""
    import torch
    from sentence_transformers.util import community_detection

    found = list(range(len(matrix)))
    groups = community_detection(torch.tensor(matrix), threshold=bound, min_community_size=2)
    for number, members in enumerate(groups, start=len(matrix)):
        for row in members:
            found[row] = number
    return found


BASELINES: dict[str, tuple[Grouping, Sequence[float]]] = {
    "title Jaccard": (by_title, np.arange(0.1, 0.8, 0.05)),
    "one cosine threshold": (by_cosine, np.arange(0.3, 0.9, 0.02)),
    "community_detection": (by_community, np.arange(0.3, 0.9, 0.02)),
}


def main() -> None:
    """Print one of the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true")
    if parser.parse_args().speed:
        speed()
    else:
        quality()


def quality() -> None:
    views = [load_view("use"), load_view("e5")]
    print(f"{'':34}{'pairs P':>9}{'R':>7}{'F1':>7}{'B3 F1':>8}")
    bounds: dict[str, float] = {}
    for path in (OWN, UCI):
        articles, labels = read_labelled(path)
        texts = [article_text(a.title, a.text) for a in articles]
        matrices = [view.documents(texts) for view in views]
        print(f"{path.parent.name}/{path.stem}, {len(articles)} articles")
        for name, (grouping, grid) in BASELINES.items():
            if name not in bounds:
                bounds[name] = _best(grouping, grid, articles, matrices[0], labels)
            found = grouping(articles, matrices[0], bounds[name])
            _row(f"{name} ({bounds[name]:.2f})", agreement(labels, found))
            tuned = _best(grouping, grid, articles, matrices[0], labels)
            if tuned != bounds[name]:
                found = grouping(articles, matrices[0], tuned)
                _row(f"  at its best here ({tuned:.2f})", agreement(labels, found))
        placed = group(articles, matrices)
        _row("techwatch", agreement(labels, [placed[a.id].story_id for a in articles]))


def speed() -> None:
    views = [load_view("use"), load_view("e5")]
    articles = _week(20_500)
    matrices = [embedded(articles, view, lambda _: None) for view in views]
    began = time.perf_counter()
    placed = group(articles[:20_000], [matrix[:20_000] for matrix in matrices])
    whole_s = time.perf_counter() - began
    settled = [replace(a, story_id=placed[a.id].story_id) for a in articles[:20_000]]
    began = time.perf_counter()
    more = group([*settled, *articles[20_000:]], matrices)
    more_s = time.perf_counter() - began
    stories = len({place.story_id for place in placed.values()})
    print(
        f"20,000 articles of one week: {whole_s:.1f} s, {stories} stories; 500 more: {more_s:.1f} s"
    )
    assert len(more) == 500


def _week(count: int) -> list[Article]:
    rows = [
        json.loads(line)
        for name in CORPORA
        for line in (SHARED / "data" / "articles" / f"{name}.jsonl").open(encoding="utf-8")
    ]
    chosen = np.random.default_rng(1).permutation(len(rows))[:count]
    step = timedelta(days=7) / count
    return [
        Article(
            id=ArticleId(number),
            source_id=SourceId(f"s{number % 300}"),
            url="",
            title=rows[row]["title"] or "",
            text=rows[row]["text"] or "",
            language=rows[row]["lang"],
            effective_at=_MONDAY + number * step,
            first_seen_at=_MONDAY,
        )
        for number, row in enumerate(chosen.tolist(), start=1)
    ]


def _best(
    grouping: Grouping,
    grid: Sequence[float],
    articles: Sequence[Article],
    matrix: np.ndarray,
    labels: Sequence[str],
) -> float:
    return max(
        grid, key=lambda bound: agreement(labels, grouping(articles, matrix, float(bound))).pair_f1
    )


def _components(near: np.ndarray) -> Sequence[int]:
    return connected_components(csr_array(near), directed=False)[1].tolist()


def _row(name: str, found: Agreement) -> None:
    figures = (found.pair_precision, found.pair_recall, found.pair_f1, found.bcubed_f1)
    print(f"  {name:32}" + "".join(f"{figure:8.3f}" for figure in figures))


if __name__ == "__main__":
    main()
