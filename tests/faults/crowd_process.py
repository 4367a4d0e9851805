"""A program that crawls, reads or decides on a home for some seconds, beside others like it.

It says ``ready``, waits for a line, works, and ends with one line of JSON: what it has done.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from fakes import MOMENT, HashingEmbedder, source

from watch.clock import FixedClock
from watch.errors import WatchError
from watch.model import Act, Entry, Fetched, PollRecord, PollRequest, SourceId
from watch.pipeline.intake import Intake
from watch.service import Service
from watch.settings import CollectSettings

BATCH = 64
WORDS = tuple(f"{a}{b}" for a in ("line", "plant", "robot", "energy") for b in range(250))


class Crawl:
    """Takes one poll of a feed in after another, as a run does."""

    def __init__(self, service: Service) -> None:
        request = PollRequest(source=source(), record=PollRecord(source_id=SourceId("press")))
        database = service._open.database()
        self._intake = Intake(database, CollectSettings(), [request], service._open.views)
        self._chance, self._polls = random.Random(4), 0

    def __call__(self) -> int:
        """Take a poll in; return how many articles are committed by then."""
        self._polls += 1
        entries = tuple(self._entry(number) for number in range(BATCH))
        self._intake.take([Fetched(source_id=SourceId("press"), entries=entries)], MOMENT)
        return self._intake.counts.new

    def _entry(self, number: int) -> Entry:
        words = self._chance.choices(WORDS, k=150)
        return Entry(
            guid=f"{self._polls}-{number}",
            url=f"https://press.example/crowd/{self._polls}-{number}",
            title=" ".join(words[:8]),
            content=" ".join(words),
            language="en",
            published_at=MOMENT - timedelta(minutes=self._polls),
        )


class Decide:
    """Adds one row to the ledger after another, as a person does."""

    def __init__(self, service: Service) -> None:
        self._service, self._rows = service, 0

    def __call__(self) -> int:
        """Add a row; return how many are acknowledged by then."""
        note = f"number {self._rows + 1}"
        self._service.reviews.record("one", Act.NOTE, note=note, by="Nadia")
        self._rows += 1
        time.sleep(0.02)  # a person's pace, were she very fast
        return self._rows


class Read:
    """Reads what the pages of the app read, and counts what does not fit together."""

    def __init__(self, service: Service) -> None:
        self._service, self._looks = service, 0
        self.torn, self.times = 0, []

    def __call__(self) -> int:
        """Look once; return how many looks there were."""
        begun = time.perf_counter()
        service = self._service
        service.edition()
        service.reviews.cards()
        service.board.lines()
        service.sources.standings()
        service.status.sizes()
        self.times.append(time.perf_counter() - begun)
        self.torn += not self._whole()
        self._looks += 1
        return self._looks

    def _whole(self) -> bool:
        """Tell whether one moment shows each article with its words and its vector."""
        tables = ("article", "article_fts", "embedding")
        counts = [f"(SELECT count(*) FROM {table})" for table in tables]
        with self._service._open.database().read() as connection:
            found = connection.exec_driver_sql(f"SELECT {', '.join(counts)}").one()
        return len(set(found)) == 1


ROLES = {"crawl": Crawl, "decide": Decide, "read": Read}


def main(home: str, role: str, seconds: float) -> None:
    """Work until the time is over."""
    faults: Counter[str] = Counter()
    with Service(
        Path(home), clock=FixedClock(MOMENT), views=[HashingEmbedder()], serving=role != "crawl"
    ) as service:
        work = ROLES[role](service)
        done = work()  # what is loaded once is loaded now
        print("ready", flush=True)
        sys.stdin.readline()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                done = work()
            except WatchError as error:
                faults[error.message] += 1
    told = {"done": done, "faults": faults}
    told |= {name: getattr(work, name) for name in ("torn", "times") if hasattr(work, name)}
    print(json.dumps(told), flush=True)


main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
