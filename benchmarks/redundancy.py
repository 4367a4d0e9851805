"""Does a list tell one event twice? The pairs that a person should look at.

    python -m benchmarks.redundancy               # the example feeds and the captured ones
    python -m benchmarks.redundancy --home DIR    # a home folder that has been run

Prints the list of the week and the ten best of each pain point (no bar, no quota) for a person
to read, and below each the pairs of rows that a rough rule suspects of telling one event. The
rule knows nothing of how articles were grouped into stories, which would make the figure 0 by
construction. It finds .82 of the pairs of one event in tests/quality/stories.jsonl, and 1 % of the
others: it helps the reader, it does not replace one.
"""

from __future__ import annotations

import argparse
import csv
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import yaml

from benchmarks.graded_sets import SHARED
from watch import store
from watch.model import Article, Opportunity, StoryId
from watch.rank.metrics import redundant_pairs
from watch.service import Service, prepare_demo
from watch.text import fold, telling_stems
from watch.understand import load_view

FEEDS = SHARED / "data" / "feeds"
PAINS = Path(__file__).parents[1] / "painpoints.yaml"
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)

TITLES = 0.3
"""Jaccard of the stems of two titles."""

MEANING = 0.45
"""Cosine in the view ``use``. With .55 the rule would find .77 of the pairs instead of .82."""

RARE = 8
"""A name or figure that no more articles have, or one article in two hundred, is rare."""

WEEK_DAYS = 10
"""Names count between articles of one week or so: a company is in the news more than once."""

OPENING = 500
EXCERPT = 240
_MARK = re.compile(r"\b(?:[A-ZÀ-Ý][\w'’-]{2,}|\d[\d.,]*\d|\d)\b")


@dataclass
class Archive:
    """Everything that a home has stored, told apart from its grouping where it matters."""

    articles: Sequence[Article]
    vectors: Mapping[int, np.ndarray]

    @cached_property
    def tellings(self) -> Mapping[StoryId, Sequence[Article]]:
        """The articles of each story."""
        found: dict[StoryId, list[Article]] = {}
        for article in self.articles:
            found.setdefault(article.story_id, []).append(article)
        return found

    @cached_property
    def common(self) -> set[str]:
        """Names and figures that are too frequent to tell one event."""
        held = Counter(mark for article in self.articles for mark in marks(article))
        most = max(RARE, len(self.articles) / 200)
        return {mark for mark, count in held.items() if count > most}

    def suspicions(self, one: Opportunity, other: Opportunity) -> Mapping[str, float]:
        """Return how far two rows may tell one event, by any of their articles; empty if not."""
        found: dict[str, float] = {}
        for pair in product(self.tellings[one.story_id], self.tellings[other.story_id]):
            for reason, much in self._reasons(*pair):
                found[reason] = max(found.get(reason, 0.0), much)
        return found

    def _reasons(self, a: Article, b: Article) -> Iterator[tuple[str, float]]:
        alike = title_likeness(a, b)
        if alike >= TITLES:
            yield "titles", alike
        near = float(self.vectors[a.id] @ self.vectors[b.id])
        if near >= MEANING:
            yield "meaning", near
        days = abs((a.effective_at - b.effective_at).days)
        rare = (marks(a) & marks(b)) - self.common
        if days <= WEEK_DAYS and rare:
            yield "rare words", len(rare)


def marks(article: Article) -> set[str]:
    """Return the names and figures of the headline and the opening."""
    return {fold(mark) for mark in _MARK.findall(f"{article.title}. {article.text[:OPENING]}")}


def title_likeness(a: Article, b: Article) -> float:
    """Return the share of the stems of two titles that both have."""
    first, second = (set(telling_stems(x.title, x.language)) for x in (a, b))
    return len(first & second) / max(1, len(first | second))


def read_archive(service: Service) -> Archive:
    """Return what a home has stored, with its vectors of the first view."""
    with (
        closing(store.open_database(service.home.database_path)) as database,
        database.read() as connection,
    ):
        ids, matrix = store.vectors.read(connection, load_view("use").key)
        articles = store.articles.since(connection, LONG_AGO)
    return Archive(articles, dict(zip(ids.tolist(), matrix, strict=True)))


def lists(service: Service) -> Iterator[tuple[str, Sequence[Opportunity]]]:
    """Yield the list of the week, and the ten best of each pain point."""
    edition = service.edition()
    if edition:
        yield "list of the week", edition.opportunities
    for pain in service.pains():
        yield pain.title, service.try_pain(pain)


def report(title: str, service: Service) -> None:
    """Print every list with its suspected pairs."""
    archive = read_archive(service)
    print(f"\n== {title}: {len(archive.articles)} articles, {len(archive.tellings)} stories")
    for name, rows in lists(service):
        print(f"\n{name}")
        for place, row in enumerate(rows, start=1):
            show(place, row, archive.tellings[row.story_id])
        places = {row.id: place for place, row in enumerate(rows, start=1)}
        for one, other in redundant_pairs(rows, archive.suspicions):
            why = [f"{why} {much:.2g}" for why, much in archive.suspicions(one, other).items()]
            print(f"  ? {places[one.id]} and {places[other.id]}: {', '.join(why)}")


def show(place: int, row: Opportunity, told: Sequence[Article]) -> None:
    """Print a row as a person would judge it."""
    article = next(a for a in told if a.id == row.evidence[0].article_id)
    more = f", {len(told)} articles" if len(told) > 1 else ""
    print(f"  {place:2} {row.effective_at:%Y-%m-%d} {row.score:.0f} {row.title}")
    print(f"     ({', '.join(row.owners)}{more}) {article.text[:EXCERPT]}")


@contextmanager
def demo_home(root: Path) -> Iterator[Path]:
    """Run the example feeds into a folder."""
    server = prepare_demo(root)
    try:
        run(root)
        yield root
    finally:
        server.close()


@contextmanager
def captured_home(root: Path) -> Iterator[Path]:
    """Run the captured feeds into a folder, each owned by the site that it came from.

    They hold hardly anything for the pain points of the repository: without a floor the list of
    the week is full nevertheless, and may repeat itself.
    """
    root.mkdir(parents=True)
    (root / "painpoints.yaml").write_bytes(PAINS.read_bytes())
    collect = {
        "allow_hosts": ["127.0.0.1"],
        "per_host": 8,
        "per_host_rate": 1000,
        "article_pages": False,
    }
    settings = {"collect": collect, "rank": {"floor": 0}}
    (root / "watch.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    with serving(FEEDS) as base:
        sources = [
            {"url": f"{base}/{quote(row['file'])}", "owner": urlsplit(row["url"]).hostname or name}
            for name, row in captured().items()
        ]
        (root / "sources.yaml").write_text(yaml.safe_dump({"sources": sources}), encoding="utf-8")
        run(root)
        yield root


def captured() -> Mapping[str, Mapping[str, str]]:
    """Return the feeds that were captured, not made, by file."""
    with (FEEDS / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        return {r["file"]: r for r in csv.DictReader(manifest) if r["kind"] == "captured"}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on loopback; yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Answers without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def run(root: Path) -> None:
    """Run a home once, as the command would."""
    with Service(root) as service:
        service.run()


def main() -> None:
    """Print the pairs of one home, or of the two that everybody has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    if options.home:
        with Service(options.home) as service:
            report(str(options.home), service)
        return
    for title, home in (("example feeds", demo_home), ("captured feeds", captured_home)):
        with (
            tempfile.TemporaryDirectory() as folder,
            home(Path(folder) / "home") as root,
            Service(root) as service,
        ):
            report(title, service)


if __name__ == "__main__":
    main()
