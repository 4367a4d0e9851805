"""How well a topic search finds the one text that answers a statement, beside other ways.

    python -m benchmarks.pairs [DIR]    # DIR holds painpoints/ and relevance/ of the shared data

First table: each problem of a US federal agency is searched for among the texts that tell what
answered such problems; mean reciprocal rank (MRR) of the right one. The texts are stored as
articles of a fresh home and ranked by the product's own search; one that is not among its
candidates counts 0. What is fitted on what: the whitening on the texts alone, as in every home,
never on problems nor on which belongs to which; the weights of "held back" on the pairs of other
agencies, in five parts; the weights of the code were chosen with all pairs and the second table
in view. Second table: the titles of the graded pain points as topics.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import platformdirs
from sklearn.model_selection import GroupKFold

from benchmarks.graded_sets import SHARED, development
from benchmarks.ranking import replaced, report
from watch import index, store
from watch.match import Expansion
from watch.match.kept_vectors import kept_vectors
from watch.match.lexical import Lexicon, query_terms
from watch.model import Article, ArticleId, Company, ModelKey, Source, SourceId
from watch.pipeline import search_ranking
from watch.pipeline.listing import load_solutions
from watch.pipeline.nearness import open_view
from watch.pipeline.planning import expand_topic
from watch.pipeline.search_ranking import Asked, Evidence, gather_evidence, in_order
from watch.protocols import Embedder, Matrix
from watch.rank.metrics import interval
from watch.service.evaluation.ranking import judged
from watch.service.evaluation.rankings import Ranked, embedded
from watch.settings import Home
from watch.store import Connection
from watch.text import fingerprint

FILE = "us_federal_ai_2025_en_half.jsonl"
LEAST_CHARS = 40
ALIKE_CHARS = 60
"""A pair counts when both sides say something and do not begin with the same words."""

SEARCH, HELD_BACK = "search, weights of the code", "search, held back"

PARTS = 5
E5 = "multilingual-e5-small-q4"
GRID = tuple(product((0.2, 0.3, 0.4, 0.6, 0.8, 1.0), (1.0, 1.5, 2.0, 2.7, 3.5)))
"""Weights of words and of e5 tried, the other view being 1."""


@dataclass(frozen=True)
class Pair:
    """A problem, the text of what answered it, and whose it is."""

    problem: str
    answer: str
    agency: str


@dataclass(frozen=True)
class Stocked:
    """A home folder with articles, and what was asked of it."""

    connection: Connection
    home: Home
    queries: Mapping[ModelKey, Matrix]
    texts: Sequence[str]
    expansions: Sequence[Expansion]

    def evidence(self) -> list[Evidence]:
        """Return what the product's search weighs, query by query."""
        return [
            gather_evidence(self.connection, self.home, self._asked(row))
            for row in range(len(self.texts))
        ]

    def _asked(self, row: int) -> Asked:
        vectors = {key: matrix[row] for key, matrix in self.queries.items()}
        return Asked(text=self.texts[row], vectors=vectors, expansion=self.expansions[row])


def read_pairs(folder: Path) -> list[Pair]:
    """Return the pairs of the file, those that say too little left out."""
    lines = (folder / "painpoints" / FILE).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    pairs = [Pair(row["problem"], row["solution_outputs"], row["agency"]) for row in rows]
    return [
        pair
        for pair in pairs
        if min(len(pair.problem), len(pair.answer)) >= LEAST_CHARS
        and pair.problem[:ALIKE_CHARS] != pair.answer[:ALIKE_CHARS]
    ]


def answers(pairs: Sequence[Pair]) -> list[Article]:
    """Return each different answer as an article of a source of its own."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Article(
            id=ArticleId(number),
            source_id=SourceId(f"source-{number}"),
            url=f"https://pairs.example/{number}",
            title="",
            text=text,
            language="en",
            effective_at=at,
            first_seen_at=at,
            text_fingerprint=fingerprint(text),
        )
        for number, text in enumerate(dict.fromkeys(pair.answer for pair in pairs), start=1)
    ]


@contextmanager
def stocked(
    articles: Sequence[Article], texts: Sequence[str], embedders: Sequence[Embedder]
) -> Iterator[Stocked]:
    """Yield a fresh home that holds the articles, their vectors and an index of them."""
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "benchmarks"
    names = {article.source_id for article in articles}
    ids = store.articles.ids(articles)
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(root=Path(temporary))
        home.state.mkdir(parents=True)
        database = store.open_database(home.database_path)
        with database.write() as connection:
            sources = {n: Source(id=n, url=f"https://{n}.example", name=n, owner=n) for n in names}
            store.sources.sync(connection, sources)
            store.articles.save(connection, articles)
            for embedder in embedders:
                matrix = embedded(articles, embedder, lambda _: None)
                store.vectors.save(connection, embedder.key, ids, matrix)
        with database.read() as connection:
            vectors = {e.key: store.vectors.read(connection, e.key) for e in embedders}
            change = store.articles.newest_change(connection)
            name = store.database_id(connection)
            index.build(home.generations, vectors, change=change, database_id=name)
            queries = {
                e.key: kept_vectors(e.queries, texts, folder, key=e.key, role="queries")
                for e in embedders
            }
            yield Stocked(connection, home, queries, texts, expanded(texts, embedders))
        database.close()


def expanded(texts: Sequence[str], embedders: Sequence[Embedder]) -> list[Expansion]:
    """Return what the solution library adds to each text."""
    library = load_solutions(embedders)
    return [expand_topic(text, Company(), library, embedders) for text in texts]


def mean_reciprocal(ranks: Sequence[float], name: str) -> float:
    """Print one row of the first table and return its MRR; rank ``inf`` was not found."""
    gains = [1 / rank for rank in ranks]
    low, high = interval(gains)
    found = float(np.mean(np.asarray(ranks) <= 10))
    print(f"{name:34} {np.mean(gains):.3f} [{low:.3f}, {high:.3f}]  in the first ten {found:.2f}")
    return float(np.mean(gains))


def ranks_of(evidence: Sequence[Evidence], right: Sequence[ArticleId]) -> list[float]:
    """Return the place that the product gives to the right article of each query."""
    found = []
    for one, wanted in zip(evidence, right, strict=True):
        ids = [hit.article.id for hit in in_order(one)]
        found.append(ids.index(wanted) + 1.0 if wanted in ids else float("inf"))
    return found


@contextmanager
def weights(words: float, e5: float) -> Iterator[None]:
    """Search with other weights for a while."""
    after = {"WORDS": words, "VIEWS": {E5: e5}}
    with replaced(search_ranking, after, {name: getattr(search_ranking, name) for name in after}):
        yield


def held_back(
    evidence: Sequence[Evidence], right: Sequence[ArticleId], agencies: Sequence[str]
) -> list[float]:
    """Return the places with weights chosen by the pairs of other agencies only."""
    tried = []
    for words, e5 in GRID:
        with weights(words, e5):
            tried.append(ranks_of(evidence, right))
    ranks = np.asarray(tried)
    found = np.zeros(len(right))
    for known, asked in GroupKFold(PARTS).split(right, groups=agencies):
        best = int(np.argmax((1 / ranks[:, known]).mean(axis=1)))
        print(f"  weights by the others: words, e5 = {GRID[best]}")
        found[asked] = ranks[best, asked]
    return found.tolist()


def places(scores: np.ndarray, right: Sequence[ArticleId], ids: np.ndarray) -> list[float]:
    """Return the place of the right article under a matrix of scores, ties against it."""
    columns = np.searchsorted(ids, right)
    own = scores[np.arange(len(right)), columns]
    return (scores >= own[:, None]).sum(axis=1).astype(float).tolist()


def pairs_table(folder: Path, embedders: Sequence[Embedder]) -> dict[str, float]:
    """Print the first table; return the MRR of each way."""
    pairs = read_pairs(folder)
    articles = answers(pairs)
    by_text = {article.text: article.id for article in articles}
    right = [by_text[pair.answer] for pair in pairs]
    agencies = [pair.agency for pair in pairs]
    texts = [pair.problem for pair in pairs]
    print(f"\n{len(pairs)} problems, {len(set(agencies))} agencies, {len(articles)} answers; MRR")
    with stocked(articles, texts, embedders) as home:
        ways = dict(baselines(home, articles, right, embedders))
        evidence = home.evidence()
    ways[SEARCH] = ranks_of(evidence, right)
    ways[HELD_BACK] = held_back(evidence, right, agencies)
    return {name: mean_reciprocal(ranks, name) for name, ranks in ways.items()}


def baselines(
    home: Stocked,
    articles: Sequence[Article],
    right: Sequence[ArticleId],
    embedders: Sequence[Embedder],
) -> Iterator[tuple[str, list[float]]]:
    """Yield the places given by words alone, and by one view alone, plain and whitened."""
    ids = np.asarray(store.articles.ids(articles))
    lexicon = Lexicon(articles)
    scores = np.stack([lexicon.score(query_terms(text)) for text in home.texts])
    yield "BM25", places(scores, right, ids)
    for embedder in embedders:
        view = open_view(home.connection, home.home, embedder.key)
        queries, name = home.queries[embedder.key], embedder.key.split("@")[0]
        plain = np.stack([view.cosines(query, ids) for query in queries])
        yield f"cosine, {name}", places(plain, right, ids)
        whitened = np.stack([view.nearness(query, ids) for query in queries])
        yield f"whitened, {name}", places(whitened, right, ids)


def topics_table(embedders: Sequence[Embedder]) -> None:
    """Print the second table: how good the lists are, and how many speak the other language."""
    data = development()
    titles = [pain.title for pain in data.pains]
    rows = {article.id: row for row, article in enumerate(data.articles)}
    print(f"\n{len(titles)} titles, {len(rows)} articles; nDCG@10")
    with stocked(data.articles, titles, embedders) as home:
        evidence = home.evidence()
    ranked = {
        pain.id: [Ranked(row=rows[hit.article.id], score=hit.score) for hit in in_order(one)]
        for pain, one in zip(data.pains, evidence, strict=True)
    }
    report("search", judged(data, ranked))
    foreign = [
        data.articles[hit.row].language != data.languages[pain.id]
        for pain in data.pains
        for hit in ranked[pain.id][:10]
    ]
    print(f"in the other language, of the first ten: {np.mean(foreign):.2f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "data")
    folder = parser.parse_args().folder
    if not (folder / "painpoints" / FILE).exists():
        parser.exit(0, f"skipped: the pairs are not here ({folder}); set TECHWATCH_SHARED\n")
    from watch.understand import load_view

    embedders = [load_view(name) for name in ("use", "e5")]
    pairs_table(folder, embedders)
    topics_table(embedders)


if __name__ == "__main__":
    main()
