"""A home folder as it is after years: 100,000 articles, 500 opportunities, twelve editions.

    python -m benchmarks.big_home FOLDER               # some four minutes on two cores

Articles and their vectors are made as in ``benchmarks.ranking_speed``; the opportunities are what
the product finds for 25 pain points of tests/quality/unseen; what was decided about them is drawn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.ranking_speed import OWNERS, QUALITY, moved, recombined
from watch import index, store
from watch.clock import SystemClock
from watch.config import read_pains, read_sources
from watch.links import source_id
from watch.model import (
    Act,
    Article,
    Company,
    Decision,
    Edition,
    Known,
    ModelKey,
    Opportunity,
    PainPoint,
    Placement,
    PollRecord,
    Reason,
    SourceState,
    Status,
    WakeRule,
)
from watch.protocols import Matrix
from watch.review.calendar import week_at
from watch.service import Service
from watch.service.evaluation import read_graded
from watch.service.evaluation.rankings import embedded

PAINS = 25
PER_PAIN = 20
WEEKS = 12
LIST_SIZE = 10
_BATCH = 2_000
_DECIDED = (Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE, Status.PILOT)


def build(root: Path, articles: int) -> Service:
    """Write the home folder; return its service, open."""
    data = read_graded(QUALITY / "unseen")
    write_files(root, data.pains[:PAINS])
    service = Service(root)
    told, origins = recombined(data.articles, articles)
    told = present(told)
    database = store.open_database(service.home.database_path)
    views = service._open.views()  # noqa: SLF001 - a benchmark prepares what a run would
    matrices = {v.key: moved(embedded(data.articles, v, lambda _: None), origins) for v in views}
    save(database, service, told, matrices)
    found = [item for pain in service.pains() for item in service.try_pain(pain, limit=PER_PAIN)]
    _live(database, found, service.company())
    database.close()
    return service


def write_files(root: Path, pains: Sequence[PainPoint]) -> None:
    """Write the files of a company with these pain points."""
    root.mkdir(parents=True, exist_ok=True)
    stated = [
        {"title": p.title, "description": p.description, "area": p.area, "owner": f"Owner {n % 7}"}
        for n, p in enumerate(pains)
    ]
    company = {"name": "Grande Maison", "language": "fr"}
    sources = [{"url": _feed(n), "name": f"Source {n}"} for n in range(OWNERS)]
    files = {
        "sources.yaml": {"sources": sources},
        "painpoints.yaml": {"company": company, "pain_points": stated},
    }
    for name, content in files.items():  # JSON is YAML
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _feed(number: int) -> str:
    return f"https://source-{number}.example/feed.xml"


def present(told: Sequence[Article]) -> list[Article]:
    """Return the articles as the sources of the folder told them, the newest just now."""
    shift = SystemClock().now() - max(article.effective_at for article in told)
    return [
        replace(
            article,
            source_id=source_id(_feed(article.id % OWNERS)),
            effective_at=article.effective_at + shift,
            first_seen_at=article.effective_at + shift,
            published_at=article.effective_at + shift,
        )
        for article in told
    ]


def save(
    database: store.Database,
    service: Service,
    told: Sequence[Article],
    matrices: dict[ModelKey, Matrix],
) -> float:
    """Store articles, vectors and their index; return the seconds of the index."""
    with database.write() as connection:
        store.sources.sync(connection, read_sources(service.home.sources_path))
        store.pains.sync(connection, read_pains(service.home.pains_path)[1])
        now = SystemClock().now()
        for number in range(OWNERS):
            record = PollRecord(
                source_id=source_id(_feed(number)), state=SourceState.OK, polled_at=now, ok_at=now
            )
            store.sources.save_record(connection, record)
    for start in range(0, len(told), _BATCH):
        part = told[start : start + _BATCH]
        rows = np.asarray([article.id - 1 for article in part])
        with database.write() as connection:
            store.articles.save(connection, part)
            places = {a.id: Placement(story_id=a.story_id) for a in part if a.story_id}
            store.articles.place(connection, places)
            for key, matrix in matrices.items():
                store.vectors.save(connection, key, [a.id for a in part], matrix[rows])
    began = perf_counter()
    with database.read() as connection:
        vectors = {key: store.vectors.read(connection, key) for key in matrices}
        change = store.articles.newest_change(connection)
        index.build(
            service.home.generations,
            vectors,
            change=change,
            database_id=store.database_id(connection),
        )
    return perf_counter() - began


def _live(database: store.Database, found: Sequence[Opportunity], company: Company) -> None:
    """Store the cards, decisions about four in five of the older ones, and their editions."""
    now = SystemClock().now()
    mixed = [found[n] for n in np.random.default_rng(0).permutation(len(found)).tolist()]
    with database.write() as connection:
        for item in mixed:
            store.opportunities.keep(connection, item, Known(), now)
        for row in _decisions(mixed, now):
            store.ledger.append(connection, row)
        for back in range(WEEKS, -1, -1):
            made_at = now - timedelta(weeks=back)
            rows = mixed[back * LIST_SIZE : (back + 1) * LIST_SIZE]
            edition = _edition(rows, made_at, company)
            if back:
                store.editions.freeze(connection, replace(edition, frozen_at=made_at))
            else:
                store.editions.save(connection, edition, made_from="benchmark")


def _decisions(cards: Sequence[Opportunity], now: datetime) -> Iterator[Decision]:
    for number, item in enumerate(cards[2 * LIST_SIZE :]):
        if number % 5 == 4:
            continue
        status = _DECIDED[number % len(_DECIDED)]
        yield Decision(
            at=now - timedelta(hours=len(cards) - number),
            by="benchmark",
            opportunity_id=item.id,
            pain_id=item.pain_id,
            act=Act.DECIDE,
            status=status,
            reason=list(Reason)[number % len(Reason)] if status is Status.REJECTED else None,
            wake=WakeRule(until_on=date(2030, 1, 1)) if status is Status.WATCHING else WakeRule(),
            owner=f"Owner {number % 7}",
            due_on=(now + timedelta(days=number % 60 - 20)).date(),
        )


def _edition(rows: Sequence[Opportunity], made_at: datetime, company: Company) -> Edition:
    return Edition(
        week=week_at(made_at, "Europe/Paris"),
        made_at=made_at.astimezone(UTC),
        company=company,
        opportunities=tuple(sorted(rows, key=lambda item: -item.score)),
        silences=(),
        article_count=1_000,
        story_count=900,
        source_count=OWNERS,
        failed_source_count=0,
    )


def main() -> None:
    """Build the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    with build(options.folder.expanduser().resolve(), options.articles) as service:
        print(f"{len(service.reviews.cards())} opportunities in {service.home.root}")


if __name__ == "__main__":
    main()
