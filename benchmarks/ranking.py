"""Ranking quality on graded pain points, beside the usual baselines.

    python -m benchmarks.ranking               # the tables of docs/ranking.md
    python -m benchmarks.ranking --held-back   # and that of the pain points held back
    python -m benchmarks.ranking --ablate      # what each part is worth
    python -m benchmarks.ranking --fit         # held out, and the coefficients that fit best

The first time the library and 13,900 articles are embedded, about ten minutes on two cores; their
vectors are kept in the user's cache. The shared data lie in ``TECHWATCH_SHARED``, else in
``shared`` beside the clone.

Grades 0-3, gain 2^g - 1; an article without a grade counts as 0, and ``judged@10`` says how much
of the top ten was graded. Intervals are 95 %, by bootstrap over pain points. "Held out" fits the
coefficients on the other pain points, in eight parts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
from sklearn.linear_model import LogisticRegression

from benchmarks.graded_sets import SHARED, development, held_back, only, unseen
from watch import match
from watch.config import read_solutions
from watch.match import probability
from watch.match.relevance import Relevance
from watch.model import Facts, PainId
from watch.protocols import Embedder
from watch.rank import score
from watch.rank.metrics import MeanQuality, Quality, mean_quality
from watch.service.evaluation import GradedSet
from watch.service.evaluation.ranking import judged
from watch.service.evaluation.rankings import (
    Ranking,
    by_cosine,
    by_techwatch,
    by_words,
    embedded,
    newest_first,
)
from watch.understand import facts
from watch.understand.embedding import load_view

PARTS = 8
NEGATIVES = 4_000
"""Ungraded articles drawn per pain point; together they weigh a fifth of all of them."""


@dataclass
class Bench:
    """A graded set ready to be ranked."""

    data: GradedSet
    corpus: match.Corpus
    library: match.Library
    embedders: Sequence[Embedder]

    def ranked(self) -> Ranking:
        """Return the lists of the product."""
        return by_techwatch(self.data, self.corpus, self.library, self.embedders)


def prepared(data: GradedSet, library: match.Library, embedders: Sequence[Embedder]) -> Bench:
    """Return a set with its vectors, embedded or read from the user's cache."""
    views = {}
    for embedder in embedders:
        name = embedder.key.split("@")[0]
        with counting(f"articles, {name}", len(data.articles)) as advance:
            views[embedder.key] = embedded(data.articles, embedder, advance)
    return Bench(data, match.Corpus(articles=data.articles, views=views), library, embedders)


@contextmanager
def counting(what: str, total: int = 0) -> Iterator[Callable[[int], None]]:
    """Tell on one line of standard error how many texts have their vectors."""
    done = 0
    of = f" of {total:,}" if total else ""

    def advance(steps: int) -> None:
        nonlocal done
        done += steps
        print(f"\rvectors, {what}: {done:,}{of}", end="", file=sys.stderr, flush=True)

    yield advance
    print(file=sys.stderr)


def report(name: str, lists: Mapping[PainId, Quality]) -> MeanQuality:
    """Print one row of the table and return it."""
    mean = mean_quality(list(lists.values()))
    print(
        f"{name:34} {mean.ndcg:.3f} [{mean.ndcg_low:.3f}, {mean.ndcg_high:.3f}]"
        f"  P@5 {mean.precision:.2f}  R@50 {mean.recall or 0:.2f}"
        f"  judged {mean.judged:.2f}  condensed {mean.condensed:.3f}",
        flush=True,
    )
    return mean


def compare(title: str, bench: Bench) -> None:
    """Print the product beside the baselines."""
    data = bench.data
    print(f"\n{title}: {len(data.pains)} pain points, {len(data.articles)} articles; nDCG@10")
    report("newest first", judged(data, newest_first(data)))
    report("BM25, the pain's own words", judged(data, by_words(data)))
    for embedder in bench.embedders:
        vectors = bench.corpus.views[embedder.key]
        lists = judged(data, by_cosine(data, vectors, embedder))
        report(f"cosine, {embedder.key.split('@')[0]}", lists)
    lists = judged(data, bench.ranked())
    report("techwatch", lists)
    for language in ("fr", "en"):
        spoken = {p: found for p, found in lists.items() if data.languages[p] == language}
        report(f"  pain points in {language}", spoken)


class Evidence:
    """What the coefficients are fitted on: features of every article, facts of the graded."""

    def __init__(self, bench: Bench) -> None:
        data = bench.data
        plans = [
            match.plan(p, data.languages[p.id], bench.library, bench.embedders) for p in data.pains
        ]
        relevance = Relevance(bench.corpus, bench.library, bench.embedders)
        found = relevance.features(plans)
        self.features = {p.id: one for p, one in zip(data.pains, found, strict=True)}
        self.grades = data.grades
        self._articles = data.articles
        self._facts: dict[int, Facts] = {}

    def facts(self, row: int) -> Facts:
        """Return the facts of an article, read once."""
        if row not in self._facts:
            one = self._articles[row]
            self._facts[row] = facts(one.title, one.text, one.effective_at.date())
        return self._facts[row]

    def topic_rows(self, pain: PainId) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return features, "on the matter" and weights of graded and of drawn articles."""
        features, grades = self.features[pain], self.grades[pain]
        matrix = np.stack([getattr(features, name) for name in probability.TOPIC], axis=1)
        drawn = np.random.default_rng(0).choice(len(matrix), NEGATIVES, replace=False)
        drawn = np.setdiff1d(drawn, list(grades))
        graded = np.asarray(list(grades.values()))
        wanted = np.concatenate([graded >= 1, np.zeros(len(drawn), dtype=bool)])
        light = np.full(len(drawn), 0.2 * len(matrix) / NEGATIVES)
        weights = np.concatenate([np.where(graded == 3, 2.0, 1.0), light])
        return matrix[[*grades, *drawn]], wanted, weights

    def deed_rows(self, pain: PainId) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return features, "worth a study" and weights of the articles on the matter."""
        on_topic = {row: grade for row, grade in self.grades[pain].items() if grade >= 1}
        direction = self.features[pain].direction
        signs = (probability.signs(self.facts(row)).values() for row in on_topic)
        rows = [[direction[row], *shown] for row, shown in zip(on_topic, signs, strict=True)]
        graded = np.asarray(list(on_topic.values()))
        return np.asarray(rows), graded >= 2, np.where(graded == 3, 2.0, 1.0)


def fitted(evidence: Sequence[tuple[Evidence, Sequence[PainId]]]) -> list[LogisticRegression]:
    """Return the two models fitted on some pain points."""
    models = []
    for kind in ("topic_rows", "deed_rows"):
        parts = [getattr(one, kind)(pain) for one, pains in evidence for pain in pains]
        rows, wanted, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
        models.append(LogisticRegression(max_iter=2_000).fit(rows, wanted, sample_weight=weights))
    return models


@contextmanager
def coefficients(models: Sequence[LogisticRegression]) -> Iterator[None]:
    """Rank with other coefficients for a while."""
    names = ("TOPIC", "TOPIC_INTERCEPT", "DEED", "DEED_INTERCEPT")
    before = {name: getattr(probability, name) for name in names}
    topic, deed = models
    after = {
        "TOPIC": dict(zip(probability.TOPIC, topic.coef_[0].tolist(), strict=True)),
        "TOPIC_INTERCEPT": float(topic.intercept_[0]),
        "DEED": dict(zip(probability.DEED, deed.coef_[0].tolist(), strict=True)),
        "DEED_INTERCEPT": float(deed.intercept_[0]),
    }
    with replaced(probability, after, before):
        yield


@contextmanager
def replaced(owner: object, after: Mapping[str, object], before: Mapping[str, object]):
    """Set attributes of a module for a while."""
    for name, value in after.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(owner, name, value)


def held_out(sets: Sequence[tuple[str, Bench]]) -> None:
    """Print the product with coefficients fitted on other pain points only."""
    evidence = [Evidence(bench) for _, bench in sets]
    lists: list[dict[PainId, Quality]] = [{} for _ in sets]
    for part in range(PARTS):
        pains = [[p.id for p in bench.data.pains] for _, bench in sets]
        known = [[p for n, p in enumerate(own) if n % PARTS != part] for own in pains]
        with coefficients(fitted(list(zip(evidence, known, strict=True)))):
            for found, (_, bench), own in zip(lists, sets, known, strict=True):
                asked = only(bench.data, lambda p, own=own: p not in own)
                ranking = Bench(asked, bench.corpus, bench.library, bench.embedders).ranked()
                found.update(judged(asked, ranking))
    for (title, _), found in zip(sets, lists, strict=True):
        report(f"held out, {title}", found)


def ablate(sets: Sequence[tuple[str, Bench]]) -> None:
    """Print what is lost when one part of the ranking is left out."""
    models = {"match": probability, "rank": score}
    for title, bench in sets:
        print(f"\n{title}, one part left out; nDCG@10")
        report("nothing", judged(bench.data, bench.ranked()))
        for label, owner, attribute, value in _ablations():
            before = {attribute: getattr(models[owner], attribute)}
            with replaced(models[owner], {attribute: value}, before):
                report(label, judged(bench.data, bench.ranked()))


def _ablations() -> Iterator[tuple[str, str, str, object]]:
    for name in probability.TOPIC:
        yield f"topic: {name}", "match", "TOPIC", {**probability.TOPIC, name: 0.0}
    for name in probability.DEED:
        yield f"deed: {name}", "match", "DEED", {**probability.DEED, name: 0.0}
    for name in score.PENALTIES:
        yield f"penalty: {name}", "rank", "PENALTIES", {**score.PENALTIES, name: 1.0}


def asked() -> argparse.Namespace:
    """Return the options; end where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--fit", "--held-back", "--ablate"):
        parser.add_argument(option, action="store_true")
    parser.add_argument("--views", default="use,e5")
    options = parser.parse_args()
    graded = SHARED / "data" / "relevance"
    if not graded.is_dir():
        parser.exit(0, f"skipped: the graded set is not here ({graded}); set TECHWATCH_SHARED\n")
    return options


def main() -> None:
    """Print the tables."""
    options = asked()
    embedders = [load_view(name) for name in options.views.split(",")]
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    with counting("library") as advance:
        library = match.load_library(
            read_solutions(), embedders, cache / "library", advance=advance
        )
    real = development()
    ours = unseen(real)

    def bench(data: GradedSet, wanted: Callable[[PainId], bool] = lambda _: True) -> Bench:
        return prepared(only(data, wanted), library, embedders)

    sets = [
        ("development", bench(real)),
        ("unseen", bench(ours, lambda pain: not held_back(pain))),
    ]
    for title, one in sets:
        compare(title, one)
    if options.held_back:
        compare("unseen, held back", bench(ours, held_back))
    if options.ablate:
        ablate(sets)
    if options.fit:
        held_out(sets)
        evidence = [(Evidence(one), [p.id for p in one.data.pains]) for _, one in sets]
        with coefficients(fitted(evidence)):
            for name in ("TOPIC", "TOPIC_INTERCEPT", "DEED", "DEED_INTERCEPT"):
                print(name, _rounded(getattr(probability, name)))


def _rounded(value: Mapping[str, float] | float) -> object:
    if isinstance(value, Mapping):
        return {name: round(weight, 2) for name, weight in value.items()}
    return round(value, 2)


if __name__ == "__main__":
    main()
