"""What ten verdicts are worth: nDCG@10 of what is left, with and without them.

    python -m benchmarks.learning            # the table of docs/ranking.md
    python -m benchmarks.learning --choose   # other constants, and the choice without each pain

The graded articles of ``painpoints_dev`` stand in for a reader. "Shown" gives the grades of the
ten best graded articles, as a reader who has been through a list; "drawn" those of ten graded
articles drawn at random, five times. The ten are taken out of the list and of the ideal. "Among
graded" ranks the other graded articles only; otherwise an article without a grade counts as 0.
Hostile verdicts are grade 0 for what is best and 3 for what is worst; random ones are drawn.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

import numpy as np

from benchmarks.graded_sets import development
from benchmarks.ranking import prepared
from watch import match
from watch.match import learning
from watch.match.learning import shifts
from watch.match.probability import deed, topic
from watch.match.relevance import Relevance
from watch.model import ArticleId, Judged, OpportunityId, PainId
from watch.model.odds import log_odds
from watch.pipeline.listing import load_solutions
from watch.rank.metrics import interval, ndcg
from watch.understand import facts
from watch.understand.embedding import load_view

FEEDBACK = 10
DRAWS = 5
FACTS_READ = 300
"""Articles per pain whose facts count; the product reads those of the shortlist."""


@dataclass
class Asked:
    """One pain point: own estimates and grades of the articles."""

    pain: PainId
    estimate: np.ndarray
    grades: Mapping[int, int]

    @property
    def graded(self) -> list[int]:
        """Rows with a grade, best estimate first."""
        return sorted(self.grades, key=lambda row: (-self.estimate[row], row))


def ask() -> tuple[np.ndarray, list[Asked]]:
    """Return the meaning of every article, and each pain point with the product's estimates."""
    data = development()
    embedders = [load_view(name) for name in ("use", "e5")]
    library = load_solutions(embedders)
    bench = prepared(data, library, embedders)
    plans = [match.plan(p, data.languages[p.id], library, embedders) for p in data.pains]
    found = Relevance(bench.corpus, library, embedders).features(plans)
    asked = []
    for pain, features in zip(data.pains, found, strict=True):
        about = topic(features)
        estimate = about * deed(features.direction)
        grades = data.grades.get(pain.id, {})
        for row in {*np.argsort(-estimate)[:FACTS_READ].tolist(), *grades}:
            told = data.articles[row]
            read = facts(told.title, told.text, told.effective_at.date())
            estimate[row] = about[row] * float(deed(features.direction[row], read))
        asked.append(Asked(pain.id, estimate, grades))
    meaning = learning.meaning(bench.corpus, library, range(len(data.articles)))
    return meaning, asked


def judged(asked: Asked, rows: Sequence[int], grade: Callable[[int], int]) -> list[Judged]:
    """Return verdicts on some articles."""
    return [
        Judged(
            opportunity_id=OpportunityId(str(row)),
            pain_id=asked.pain,
            article_id=ArticleId(row),
            title="",
            grade=grade(row),
            relevance=float(asked.estimate[row]),
        )
        for row in rows
    ]


def moved(meaning: np.ndarray, asked: Asked, verdicts: Sequence[Judged]) -> np.ndarray:
    """Return the log-odds of every article with the verdicts counted in."""
    own = np.asarray([log_odds(p) for p in asked.estimate])
    return own + shifts(meaning, meaning[[j.article_id for j in verdicts]], verdicts)


def left(
    order: np.ndarray, asked: Asked, taken: Sequence[int], *, among_graded: bool
) -> float | None:
    """Return nDCG@10 of the list without the articles that were judged."""
    rest = {row: grade for row, grade in asked.grades.items() if row not in set(taken)}
    pool = list(rest) if among_graded else np.setdiff1d(np.arange(len(order)), list(taken))
    listed = sorted(pool, key=lambda row: (-order[row], row))[:10]
    return (
        ndcg([rest.get(row, 0) for row in listed], list(rest.values()))
        if any(rest.values())
        else None
    )


def samples(asked: Asked, how: str) -> Iterator[list[int]]:
    """Yield the articles that a reader judges."""
    if how == "shown":
        yield asked.graded[:FEEDBACK]
        return
    generator = np.random.default_rng(0)
    for _ in range(DRAWS):
        yield generator.choice(asked.graded, FEEDBACK, replace=False).tolist()


def gains(
    meaning: np.ndarray, pains: Sequence[Asked], how: str, *, among_graded: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return nDCG@10 per pain point without and with what was learned."""
    before, after = [], []
    for asked in pains:
        pairs = []
        for rows in samples(asked, how):
            plain = left(asked.estimate, asked, rows, among_graded=among_graded)
            verdicts = judged(asked, rows, lambda row, own=asked: own.grades[row])
            order = moved(meaning, asked, verdicts)
            taught = left(order, asked, rows, among_graded=among_graded)
            if plain is not None and taught is not None:
                pairs.append((plain, taught))
        if pairs:
            one, other = np.mean(pairs, axis=0)
            before.append(one)
            after.append(other)
    return np.asarray(before), np.asarray(after)


def table(meaning: np.ndarray, pains: Sequence[Asked]) -> None:
    """Print what verdicts add."""
    print(f"{len(pains)} pain points, {len(meaning)} articles, {FEEDBACK} verdicts each")
    for how, among_graded in product(("shown", "drawn"), (False, True)):
        before, after = gains(meaning, pains, how, among_graded=among_graded)
        low, high = interval((after - before).tolist())
        where = "among graded" if among_graded else "all articles"
        print(
            f"{how}, {where}: without {before.mean():.3f}  with {after.mean():.3f}"
            f"  {(after - before).mean():+.3f} [{low:+.3f}, {high:+.3f}]"
        )


def hostile(meaning: np.ndarray, pains: Sequence[Asked]) -> None:
    """Print how far the worst and a random reader move log-odds and the list."""
    generator = np.random.default_rng(0)
    for name in ("hostile", "random"):
        furthest, kept = 0.0, []
        for asked in pains:
            best, worst = asked.graded[: FEEDBACK // 2], asked.graded[-FEEDBACK // 2 :]
            wrong = dict.fromkeys(best, 0) | dict.fromkeys(worst, 3)
            if name == "random":
                wrong = {row: int(generator.integers(4)) for row in asked.graded[:FEEDBACK]}
            own = np.asarray([log_odds(p) for p in asked.estimate])
            order = moved(meaning, asked, judged(asked, list(wrong), wrong.__getitem__))
            furthest = max(furthest, float(np.abs(order - own).max()))
            tops = [set(np.argsort(-values)[:FEEDBACK].tolist()) for values in (own, order)]
            kept.append(len(tops[0] & tops[1]))
        print(
            f"{name}: log-odds move by at most {furthest:.2f} (bound {learning.BOUND}),"
            f" {np.mean(kept):.1f} of the ten best stay"
        )


def choose(meaning: np.ndarray, pains: Sequence[Asked]) -> None:
    """Print other constants, and the gain when each pain's constants are chosen without it."""
    tried = []
    meant = (learning.MEANT, (-4.0, -2.5, 0.5, 1.5), (-5.0, -4.0, 0.0, 2.5), (-8.0, -4.0, 0.5, 3.0))
    for values in product((0.2, 0.3, 0.45, 0.7), (2.0, 4.0, 8.0), (0.3, 0.6, 1.0), meant):
        names = ("_REACH", "_PRIOR_VARIANCE", "_VERDICT_VARIANCE", "MEANT")
        with patch.multiple(learning, **dict(zip(names, values, strict=True))):
            before, after = gains(meaning, pains, "shown", among_graded=False)
        tried.append((values, after - before))
    for values, gain in sorted(tried, key=lambda one: -one[1].mean())[:10]:
        print(f"{gain.mean():+.3f}  {values}")
    per_pain = np.stack([gain for _, gain in tried])
    chosen = [
        per_pain[np.delete(per_pain, n, axis=1).mean(axis=1).argmax(), n]
        for n in range(per_pain.shape[1])
    ]
    low, high = interval([float(gain) for gain in chosen])
    print(f"chosen on the other pain points: {np.mean(chosen):+.3f} [{low:+.3f}, {high:+.3f}]")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--choose", action="store_true", help="try other constants")
    options = parser.parse_args()
    meaning, pains = ask()
    table(meaning, pains)
    hostile(meaning, pains)
    if options.choose:
        choose(meaning, pains)


if __name__ == "__main__":
    main()
