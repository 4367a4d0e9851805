"""Seconds of the weekly ranking once everything is embedded: 25 pain points, 100,000 articles.

    python -m benchmarks.ranking_speed                 # the promise: under 2 s
    python -m benchmarks.ranking_speed --profile       # and where the time goes

Articles are told in sentences of tests/quality/unseen, recombined within a language, with
invented names so that the vocabulary grows as it does in the press; their vectors are those of
the written articles, moved a little. "Embedding" is what models take, for the statements of the
pain points and for the sentences that are quoted; everything else counts as ranking.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import numpy as np
import platformdirs

from benchmarks.graded_sets import QUALITY
from benchmarks.ranking import replaced
from watch import match
from watch.config import read_solutions
from watch.match.corpus import unit
from watch.model import Article, ArticleId, Company, Edition, Source, SourceId, StoryId
from watch.pipeline import listing
from watch.protocols import Embedder, Matrix
from watch.service.evaluation import GradedSet, read_graded
from watch.service.evaluation.rankings import embedded
from watch.settings import Settings
from watch.text import sentences
from watch.understand.embedding import load_view

PROMISED_S = 2.0

SENTENCES = 4
"""Beside the title: some 80 words, as feeds bring them."""

NAMES = 40_000
"""Invented names, drawn one an article: rare words are most of a real vocabulary."""

DRIFT = 0.6
"""Length of the random move of a unit vector: a cosine of .86 to the article it came from."""

TOLD_AGAIN = 10
"""Every tenth article tells the story of the one before it."""

OWNERS = 200
SEED = 20_261_122

STAGES = (
    ("plans", "watch.pipeline.listing", "plan_pain"),
    ("stories", "watch.understand", "gather"),
    ("facts", "watch.understand", "note_facts"),
    ("words", "watch.match.relevance", "Lexicon"),
    ("similarity", "watch.match.find", "Relevance"),
    ("quotes", "watch.match", "quote"),
    ("shortlist", "watch.match", "find"),
    ("assess", "watch.rank", "assess"),
    ("choose", "watch.rank", "choose"),
)
"""What counts as a stage, by the name under which its caller finds it; similarity is built
there, and its use counts as shortlist."""


class Stopwatch:
    """Seconds per stage, without those of a stage inside it: by the clock, and of processor.

    On a busy machine the clock says little; all threads of the process count as processor time.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(2))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the seconds of a stage."""
        started, inside = _now(), sum(self.seconds.values())
        try:
            yield
        finally:
            within = sum(self.seconds.values()) - inside
            self.seconds[name] += _now() - started - within

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose seconds count as a stage."""

        def run(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*given, **named)

        return run


class TimedView:
    """A view whose seconds count as embedding."""

    def __init__(self, view: Embedder, watch: Stopwatch) -> None:
        self.key, self.dimension = view.key, view.dimension
        self.documents = watch.timed("embedding sentences", view.documents)
        self.queries = watch.timed("embedding statements", view.queries)


def _now() -> np.ndarray:
    return np.asarray([perf_counter(), process_time()])


def recombined(told: Sequence[Article], count: int) -> tuple[list[Article], np.ndarray]:
    """Return articles made of others' titles and sentences, and the row each title came from."""
    chance = np.random.default_rng(SEED)
    pools = {
        language: [s for a in told if a.language == language for s in sentences(a.text)]
        for language in {article.language for article in told}
    }
    origins = chance.integers(len(told), size=count)
    articles: list[Article] = []
    for number, origin in enumerate(origins.tolist(), start=1):
        model, pool = told[origin], pools[told[origin].language]
        drawn = [pool[n] for n in chance.integers(len(pool), size=SENTENCES).tolist()]
        articles.append(
            replace(
                model,
                id=ArticleId(number),
                story_id=StoryId(number - (number % TOLD_AGAIN == 0)),
                source_id=SourceId(f"source-{number % OWNERS}"),
                url=f"https://press.example/{number}",
                title=f"{model.title} · Vel{int(chance.integers(NAMES)):x}mora",
                text=" ".join(drawn),
                effective_at=model.effective_at - timedelta(minutes=number),
            )
        )
    return articles, origins


def moved(vectors: Matrix, origins: np.ndarray) -> Matrix:
    """Return unit vectors near those of the articles they came from, as they are stored."""
    chance = np.random.default_rng(SEED)
    noise = chance.standard_normal((len(origins), vectors.shape[1]), dtype=np.float32)
    found = unit(vectors[origins] + DRIFT * unit(noise))
    return unit(found.astype("<f2").astype(np.float32))


def material(
    data: GradedSet, views: Sequence[Embedder], articles: int, pains: int, kept: Path | None
):
    """Return what the weekly list would be made from."""
    told, origins = recombined(data.articles, articles)
    sources = {article.source_id for article in told}
    return listing.Material(
        articles=told,
        views={v.key: moved(embedded(data.articles, v, lambda _: None), origins) for v in views},
        pains=[replace(pain, importance=8, satisfaction=3) for pain in data.pains[:pains]],
        sources={s: Source(id=s, url="", name=s, owner=s) for s in sources},
        failed_sources=0,
        first_listed_at={},
        weights=Settings().rank.weights,
        kept_words=kept,
    )


def ranked(ready: listing.Material, library: match.Library, data: GradedSet, views):
    """Rank once; return the edition and the seconds of each stage."""
    watch = Stopwatch()
    now, company, settings = data.present_at, Company(), Settings()
    timed = [TimedView(view, watch) for view in views]
    with ExitStack() as stack:
        for name, module, attribute in STAGES:
            owner = import_module(module)
            before = {attribute: getattr(owner, attribute)}
            after = {attribute: watch.timed(name, before[attribute])}
            stack.enter_context(replaced(owner, after, before))
        with watch.stage("the rest"):
            considered = listing.consider(ready, library, timed, company, now)
            edition = listing.make_edition(ready, considered, company, settings, now)
    return edition, watch.seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--pains", type=int, default=25)
    parser.add_argument("--views", default="use,e5")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    views = [load_view(name) for name in options.views.split(",")]
    cache = Path(platformdirs.user_cache_dir("techwatch"))
    library = match.load_library(read_solutions(), views, cache / "library")
    data = read_graded(QUALITY / "unseen")
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "words.counts"
        ready = material(data, views, options.articles, options.pains, kept)
        for turn in ("first ranking: every word is counted", *["words counted before"] * 3):
            report(turn, *ranked(ready, library, data, views))
        if options.profile:
            with cProfile.Profile() as profile:
                ranked(ready, library, data, views)
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def report(turn: str, edition: Edition, seconds: Mapping[str, np.ndarray]) -> None:
    """Print the table of one ranking."""
    print(f"\n{turn}; load average {os.getloadavg()[0]:.1f}")
    total = sum(seconds.values())
    embedding = sum(spent for name, spent in seconds.items() if "embedding" in name)
    print(f"  {'':22} {'clock':>7}   {'processor':>7}")
    for name, spent in {**seconds, "RANKING": total - embedding, "with embedding": total}.items():
        print(f"  {name:22} {spent[0]:7.2f} s {spent[1]:7.2f} s")
    print(f"  promised: under {PROMISED_S:.0f} s; {edition.article_count} articles,", end=" ")
    print(f"{len(edition.opportunities)} listed", flush=True)


if __name__ == "__main__":
    main()
