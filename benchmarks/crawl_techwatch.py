"""One side of ``benchmarks.crawl``: techwatch polls the farm and stores what it finds.

Reads a question (JSON) on standard input and writes what it measured on standard output.
The poll, the batches and the intake are those of a run; nothing is embedded. Where the
question says not to store, the entries are dropped: what the poll alone takes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select

from watch import collect, store
from watch.clock import SystemClock
from watch.model import Failed, Fetched, Outcome, PollRecord, PollRequest, Source, SourceId
from watch.pipeline.intake import BATCH_ENTRIES, Intake
from watch.settings import CollectSettings
from watch.store import schema


@dataclass
class Watched:
    """When the good feeds came, and how everything ended."""

    good: set[str]
    began: float = field(default_factory=perf_counter)
    answered_s: float = 0.0
    stored_s: float = 0.0
    endings: Counter[str] = field(default_factory=Counter)
    entries: dict[str, int] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    def batches(self, outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
        """Yield outcomes in the batches in which a run stores them."""
        batch: list[Outcome] = []
        entries = 0
        for outcome in outcomes:
            self._note(outcome)
            batch.append(outcome)
            entries += len(outcome.entries) if isinstance(outcome, Fetched) else 0
            if entries >= BATCH_ENTRIES:
                yield batch
                batch, entries = [], 0
        if batch:
            yield batch

    def stored(self, batch: Sequence[Outcome]) -> None:
        """Note that a batch has been committed."""
        if any(outcome.source_id in self.good for outcome in batch):
            self.stored_s = self.since()

    def since(self) -> float:
        """Return the seconds since the beginning."""
        return perf_counter() - self.began

    def _note(self, outcome: Outcome) -> None:
        kind = outcome.kind.value if isinstance(outcome, Failed) else "fetched"
        self.endings[kind] += 1
        if outcome.source_id not in self.good:
            return
        self.answered_s = self.since()
        if isinstance(outcome, Fetched):
            self.entries[outcome.source_id] = len(outcome.entries)
        elif isinstance(outcome, Failed):
            self.lost[outcome.source_id] = outcome.reason


def crawl(question: dict) -> dict:
    """Poll and store everything; return the figures."""
    fields = question["settings"]
    settings = CollectSettings(**fields | {"allow_hosts": tuple(fields["allow_hosts"])})
    database = store.open_database(Path(question["folder"]) / "watch.db")
    requests = [_request(name, url) for name, url in question["urls"].items()]
    with database.write() as connection:
        store.sources.sync(connection, {r.source.id: r.source for r in requests})
    intake = Intake(database, settings, requests, lambda: ())
    clock = SystemClock()
    seen = Watched(set(question["good"]))
    for batch in seen.batches(collect.poll(requests, settings)):
        if question["store"]:
            intake.take(batch, clock.now())
        seen.stored(batch)
    total_s = seen.since()
    held = _held(database, seen.good) if question["store"] else seen.entries
    database.close()
    return {
        "good_stored": len(held),
        "entries": sum(held.values()),
        "answered_s": seen.answered_s,
        "stored_s": seen.stored_s if question["store"] else seen.answered_s,
        "total_s": total_s,
        "lost": seen.lost,
        "endings": dict(seen.endings.most_common()),
    }


def _held(database: store.Database, good: set[str]) -> dict[str, int]:
    """Return the number of stored articles of each good source."""
    source_id = schema.article.c.source_id
    with database.read() as connection:
        rows = connection.execute(select(source_id, func.count()).group_by(source_id))
        return {name: count for name, count in rows if name in good}


def _request(name: str, url: str) -> PollRequest:
    source = Source(id=SourceId(name), url=url, name=name, owner=name)
    return PollRequest(source=source, record=PollRecord(source_id=source.id))


if __name__ == "__main__":
    json.dump(crawl(json.load(sys.stdin)), sys.stdout)
