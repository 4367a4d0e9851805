"""Ranking quality on the graded pain points, beside the usual baselines.

    python -m benchmarks.ranking            # the table of docs/ranking.md
    python -m benchmarks.ranking --fit      # refit the coefficients of match/relevance.py

Grades 0-3, gain 2^g - 1; an article without a grade counts as 0, and ``judged@10`` says
how much of the top ten was graded; ``condensed`` leaves the ungraded out. "held out" fits
the coefficients on the other 19 pains: the figure to quote.
"""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import platformdirs
from sklearn.linear_model import LogisticRegression

from watch import match
from watch.config import read_solutions
from watch.match.facets import statement
from watch.match.lexical import Lexicon, query_terms
from watch.match.relevance import COEFFICIENTS, Features, Relevance
from watch.model import Article
from watch.rank.metrics import Quality, quality
from watch.service.evaluation import GradedSet, read_graded
from watch.service.evaluation.rankings import embedded
from watch.understand.embedding import article_text, load_view

SHARED = Path(os.environ.get("TECHWATCH_SHARED", Path(__file__).parents[2] / "shared"))


def vectors(articles: list[Article], embedder, folder: Path) -> np.ndarray:
    """Embed the articles once; later runs read the file."""
    path = folder / f"{embedder.key.replace('/', '_')}-{len(articles)}.npy"
    if path.exists():
        return np.load(path).astype(np.float32)
    texts = [article_text(a.title, a.text) for a in articles]
    matrix = embedder.documents(texts)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(path, matrix.astype(np.float16))
    return matrix


def report(name: str, score: Callable[[str], np.ndarray], data: GradedSet) -> Mapping[str, float]:
    """Print one row of the table and return it."""
    lists = [_judged(score(pain.id), data.grades[pain.id]) for pain in data.pains]
    measures = ("ndcg", "precision", "judged", "condensed")
    table = np.asarray([[getattr(one, measure) for measure in measures] for one in lists])
    mean, error = table.mean(axis=0), table[:, 0].std() / math.sqrt(len(table))
    print(
        f"{name:44s} nDCG@10 {mean[0]:.3f} ± {error:.3f}  P@5 {mean[1]:.2f}"
        f"  judged@10 {mean[2]:.2f}  condensed {mean[3]:.3f}",
        flush=True,
    )
    return dict(zip(("ndcg", "p5", "judged", "condensed"), mean.tolist(), strict=True))


def _judged(scores: np.ndarray, grades: Mapping[int, int]) -> Quality:
    order = np.argsort(-scores, kind="stable").tolist()
    return quality([grades.get(row) for row in order], list(grades.values()))


def fit(features: list[Features], labels: list[Mapping[int, int]]) -> LogisticRegression:
    """Fit one set of coefficients on several pains; ungraded articles are weak negatives."""
    rows, wanted, weights = [], [], []
    for one, grades in zip(features, labels, strict=True):
        matrix = np.stack([getattr(one, name) for name in COEFFICIENTS], axis=1)
        grade = np.zeros(len(matrix), dtype=int)
        weight = np.full(len(matrix), 0.2)
        for position, value in grades.items():
            grade[position], weight[position] = value, 2.0 if value == 3 else 1.0
        rows.append(matrix)
        wanted.append(grade >= 2)
        weights.append(weight)
    model = LogisticRegression(C=1.0, max_iter=1000)
    return model.fit(
        np.concatenate(rows), np.concatenate(wanted), sample_weight=np.concatenate(weights)
    )


def main() -> None:
    """Print the table; with ``--fit``, the coefficients too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--views", default="use,e5")
    options = parser.parse_args()
    data = read_graded(SHARED / "data" / "relevance" / "painpoints_dev")
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    embedders = [load_view(name) for name in options.views.split(",")]
    library = match.load_library(read_solutions(), embedders, cache / "library")
    corpus = match.Corpus(
        articles=data.articles,
        views={e.key: embedded(data.articles, e, lambda _: None) for e in embedders},
    )
    relevance = Relevance(corpus, library, embedders)
    plans = {p.id: match.plan(p, data.languages[p.id], library, embedders) for p in data.pains}
    features = {p.id: relevance.features(plans[p.id]) for p in data.pains}
    lexicon = Lexicon(data.articles)

    words = {p.id: lexicon.score(query_terms(statement(p))) for p in data.pains}
    report("BM25, pain's own words", words.__getitem__, data)
    for embedder in embedders:
        cosine = {
            p.id: corpus.views[embedder.key] @ embedder.queries([statement(p)])[0]
            for p in data.pains
        }
        report(f"cosine, {embedder.key.split('@')[0]}", cosine.__getitem__, data)
    held_out = {}
    for pain in data.pains:
        others = [p.id for p in data.pains if p.id != pain.id]
        model = fit([features[o] for o in others], [data.grades[o] for o in others])
        matrix = np.stack([getattr(features[pain.id], n) for n in COEFFICIENTS], axis=1)
        held_out[pain.id] = model.decision_function(matrix)
    report("techwatch, held out", held_out.__getitem__, data)
    report("techwatch, as shipped", lambda i: features[i].probability(), data)
    calibration(held_out, data)
    if options.fit:
        everything = [features[p.id] for p in data.pains]
        model = fit(everything, [data.grades[p.id] for p in data.pains])
        fitted = zip(COEFFICIENTS, model.coef_[0], strict=True)
        print({name: round(float(weight), 2) for name, weight in fitted})
        print("intercept", round(float(model.intercept_[0]), 2))


def calibration(logits: Mapping[str, np.ndarray], data: GradedSet) -> None:
    """Print how often articles of each predicted probability are graded 2 or more."""
    probability, hit = [], []
    for pain, logit in logits.items():
        for position in np.argsort(-logit)[:200]:
            if position in data.grades[pain]:
                probability.append(1 / (1 + math.exp(-logit[position])))
                hit.append(data.grades[pain][position] >= 2)
    p, h = np.asarray(probability), np.asarray(hit)
    for low, high in ((0, 0.05), (0.05, 0.15), (0.15, 0.3), (0.3, 0.5), (0.5, 1.01)):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(
                f"  P in [{low:.2f}, {high:.2f}): {inside.sum():4d} graded,"
                f" mean P {p[inside].mean():.2f}, relevant {h[inside].mean():.2f}"
            )


if __name__ == "__main__":
    main()
