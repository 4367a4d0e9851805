"""The same articles indexed and searched by techwatch and by what a person would pick instead.

    python -m benchmarks.peers --peers-python PEERS/bin/python                   # 5 minutes
    python -m benchmarks.peers --peers-python PEERS/bin/python --articles 10000  # 25 minutes
    python -m benchmarks.peers --smoke                                           # techwatch alone

Each side takes its turn in a fresh process that loads its libraries, indexes real articles of the
development set with multilingual-e5-small, saves them where it saves anything, and answers the 20
pain points of the set. Seconds and memory are those of the whole process. The peers run in a
Python of their own (``requirements.txt`` beside this file). How many feeds a second are
crawled beside lemon24/reader is ``benchmarks.crawl``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.crawl import machine
from benchmarks.graded_sets import development
from watch import match
from watch.rank.metrics import mean_quality
from watch.service.evaluation import GradedSet
from watch.service.evaluation.ranking import judged
from watch.service.evaluation.rankings import Ranked
from watch.understand import article_text
from watch.understand.e5_files import e5_folder

ROOT = Path(__file__).parents[2]
DEPTH = 10
GRADED = 1_500
"""Articles usually taken: all that have a grade; with fewer, nDCG has less to find."""

PROMISED = 2.0
"""Times faster end to end than txtai with the same model, at least."""


@dataclass
class Side:
    """One way to do the work, and the figures of its turns."""

    name: str
    module: str
    python: str
    turns: list[dict] = field(default_factory=list)

    def take(self, question: dict) -> None:
        """Do the whole work once, in a fresh process."""
        with tempfile.TemporaryDirectory() as folder:
            began = perf_counter()
            done = subprocess.run(
                [self.python, "-m", f"benchmarks.peers.{self.module}"],
                input=json.dumps(question | {"folder": folder}),
                capture_output=True,
                text=True,
                check=False,
                cwd=ROOT,
            )
            total_s = perf_counter() - began
        if done.returncode:
            sys.exit(f"{self.name} failed:\n{done.stderr[-2000:]}")
        self.turns.append(json.loads(done.stdout) | {"total_s": total_s})

    def median(self, name: str) -> float:
        """Return the middle of a figure over the turns."""
        return statistics.median(turn[name] for turn in self.turns)

    def stage(self, name: str) -> float:
        """Return the middle of the seconds of a stage."""
        return statistics.median(turn["seconds"][name] for turn in self.turns)


def sides(options: argparse.Namespace) -> list[Side]:
    """Return techwatch, and the peers where there is a Python for them."""
    ours = Side("techwatch", "with_techwatch", sys.executable)
    if options.smoke or not options.peers_python:
        return [ours]
    theirs = options.peers_python
    return [
        ours,
        Side("script with faiss", "with_faiss", theirs),
        Side("txtai", "with_txtai", theirs),
        Side("bm25s (no model)", "with_bm25s", theirs),
    ]


def only(data: GradedSet, count: int) -> list[int]:
    """Return rows of the set: those with a grade first, then others in their order."""
    graded = {row for found in data.grades.values() for row in found}
    others = [row for row in range(len(data.articles)) if row not in graded]
    return [*sorted(graded), *others][:count]


def question(data: GradedSet, rows: Sequence[int]) -> dict:
    """Return what every side is asked."""
    told = [data.articles[row] for row in rows]
    return {
        "model": str(e5_folder()),
        "texts": [article_text(one.title, one.text) for one in told],
        "articles": [
            {"title": one.title, "text": one.text, "language": one.language} for one in told
        ],
        "queries": [match.statement(pain) for pain in data.pains],
        "present_at": data.present_at.isoformat(),
        "depth": DEPTH,
    }


def table(found: Sequence[Side], data: GradedSet, rows: Sequence[int]) -> None:
    """Print one row for each side, and how each compares with ours."""
    ours = found[0]
    print(
        f"{'':18} {'start':>7} {'index':>8} {'a query':>9} {'total':>8} {'CPU':>8} {'memory':>9}"
        f" {'nDCG@10':>8}   total and memory, times ours"
    )
    for side in found:
        query_ms = 1000 * side.stage("search") / len(data.pains)
        total_s, peak_mb = side.median("total_s"), side.median("peak_mb")
        print(
            f"{side.name:18} {side.stage('start'):5.1f} s {side.stage('index'):6.1f} s"
            f" {query_ms:6.0f} ms {total_s:6.1f} s {side.median('processor_s'):6.1f} s"
            f" {peak_mb:6.0f} MB {ndcg(side, data, rows):8.3f}"
            f"   {total_s / ours.median('total_s'):.2f}, {peak_mb / ours.median('peak_mb'):.2f}"
        )
    for side in found:
        print(f"{side.name}: {side.turns[0]['versions']}")


def ndcg(side: Side, data: GradedSet, rows: Sequence[int]) -> float:
    """Return nDCG@10 of what a side found for the pain points' own words."""
    ranking = {
        pain.id: [Ranked(row=rows[n], score=0.0) for n in found if n >= 0]
        for pain, found in zip(data.pains, side.turns[0]["rows"], strict=True)
    }
    return mean_quality(list(judged(data, ranking).values())).ndcg


def main() -> None:
    """Print the table; fail where a promise was not kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=GRADED)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--peers-python", default="")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.smoke:
        options.articles, options.rounds = 100, 1
    data = development()
    rows = only(data, options.articles)
    asked = question(data, rows)
    found = sides(options)
    for _ in range(options.rounds):
        for side in found:
            side.take(asked)
    print(f"{len(rows)} articles, {len(data.pains)} queries, {options.rounds} turns; {machine()}")
    table(found, data, rows)
    txtai = next((side for side in found if side.name == "txtai"), None)
    if txtai and txtai.median("total_s") < PROMISED * found[0].median("total_s"):
        sys.exit(f"less than {PROMISED} times faster than txtai")
    if txtai and txtai.median("peak_mb") < found[0].median("peak_mb"):
        sys.exit("more memory than txtai")


if __name__ == "__main__":
    main()
