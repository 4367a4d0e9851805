"""The product at work for an hour in one process: does its memory grow, do descriptors leak?

    python -m benchmarks.soak --minutes 60

As under ``techwatch serve``, again and again: a crawl of the example feeds on loopback, matching,
the list, searches, a decision and its undo, the digest by a mail server on loopback. The clock of
the home jumps 6.5 hours each time, so a round is a run of real life, and each week brings all
articles under new addresses; one feed in turn is edited meanwhile. Prints one line a minute and
the slopes at the end; ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from aiosmtpd.controller import Controller

from benchmarks.workers import CheapView
from watch import logs
from watch.clock import FixedClock
from watch.demo.home import write_home
from watch.demo.server import FEEDS, rendered
from watch.model import Act, Status
from watch.service import Service

BEGIN = datetime(2026, 11, 13, 4, 30, tzinfo=UTC)
"""A Friday: two rounds later the list is frozen, and its digest is due."""

STEP = timedelta(hours=6.5)
"""A little more than the time between two polls of a source."""

LEAST_ROUNDS = 4
"""However slow the machine: by then a list was frozen, and its digest sent."""

QUERIES = ("maintenance prédictive", "warehouse robots", "facture électronique", "air comprimé")

WARM_UP = 0.25
"""Share of the time that is not judged: models load, caches fill, the first week is read."""

MAX_MIB_PER_HOUR = 64.0
"""A full hour is some 400 rounds, which are a hundred days of runs: a service that nobody starts
again for a quarter of a year may grow by what one hostile feed may take. It holds what is real,
too: 15 weeks of articles, with vectors, are some 20 MiB."""

MAX_DESCRIPTORS_PER_HOUR = 2.0
"""One that leaks once a week of real life would make 15."""

MAX_SHORT = 64.0, 8.0
"""MiB and descriptors: under 20 minutes a slope is noise, and what was lost in all is judged."""

ENOUGH_MINUTES = 20.0


class EditedFeeds:
    """The example feeds as they are in a week, one of them edited since the last look.

    Attributes:
        now: By the clock of the home.
        edited: Name of the feed, and the remark that its titles carry.
    """

    def __init__(self) -> None:
        self.now = BEGIN
        self.edited: tuple[str, str] = ("", "")
        feeds = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                feeds.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a feed, or say that it is unchanged."""
        name = request.path.rpartition("/")[2]
        found = (FEEDS / name).is_file()
        body = self._body(name) if found else b"not found"
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        same = request.headers.get("If-None-Match") == etag
        request.send_response(304 if same else 200 if found else 404)
        request.send_header("ETag", etag)
        request.send_header("Content-Length", "0" if same else str(len(body)))
        request.end_headers()
        request.wfile.write(b"" if same else body)

    def _body(self, name: str) -> bytes:
        monday = (self.now - timedelta(days=self.now.weekday())).replace(hour=12)
        body = rendered(name, f"{self.base}/{monday:%Y-%m-%d}", monday)
        feed, remark = self.edited
        return body.replace(b"</title>", f" ({remark})</title>".encode()) if name == feed else body

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


class Inbox:
    """A mail server that takes everything and keeps only the count."""

    mails = 0

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail."""
        self.mails += 1
        return "250 Accepted"


@dataclass(frozen=True)
class Look:
    """What the process holds at a moment."""

    hours: float
    mib: float
    descriptors: int


@dataclass
class Soaked:
    """What was done, and what was seen meanwhile."""

    rounds: int = 0
    new: int = 0
    updated: int = 0
    listed: int = 0
    hits: int = 0
    decisions: int = 0
    mails: int = 0
    looks: list[Look] = field(default_factory=list)

    @property
    def judged(self) -> list[Look]:
        """The looks after the warm-up."""
        return self.looks[int(len(self.looks) * WARM_UP) :]

    @property
    def long(self) -> bool:
        """Whether slopes mean something."""
        return self.looks[-1].hours * 60 >= ENOUGH_MINUTES

    def grown(self) -> tuple[float, float]:
        """Return by how many MiB and descriptors it grew: an hour, or in all if it was short."""
        looks = self.judged
        if not self.long:
            return looks[-1].mib - looks[0].mib, float(looks[-1].descriptors - looks[0].descriptors)
        return (
            slope([(look.hours, look.mib) for look in looks]),
            slope([(look.hours, float(look.descriptors)) for look in looks]),
        )

    def growth(self) -> str:
        """Return how it grew, in words."""
        mib, descriptors = self.grown()
        span = "an hour" if self.long else "in all"
        return f"{mib:+.1f} MiB and {descriptors:+.1f} descriptors {span}"

    def faults(self) -> list[str]:
        """Return which bounds are broken, and what was to happen and did not."""
        mib, descriptors = self.grown()
        bounds = (MAX_MIB_PER_HOUR, MAX_DESCRIPTORS_PER_HOUR) if self.long else MAX_SHORT
        idle = [name for name in ("new", "updated", "hits", "mails") if not getattr(self, name)]
        told = [f"nothing to count: {name}" for name in idle]
        told += ["memory grew beyond its bound"] * (mib > bounds[0])
        return told + ["descriptors grew beyond their bound"] * (descriptors > bounds[1])


def slope(points: list[tuple[float, float]]) -> float:
    """Return the median slope between any two points, which no single peak can bend.

    Source:
        Theil 1950, Sen 1968; at most 200 points, evenly chosen, are compared.
    """
    chosen = points[:: max(1, len(points) // 200)]
    pairs = ((a, b) for n, a in enumerate(chosen) for b in chosen[n + 1 :] if b[0] > a[0])
    return median([(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs] or [0.0])


def look(began: float) -> Look:
    """Return what this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kib = int(status.partition("VmRSS:")[2].split()[0])
    opened = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the folder changes under a Path
    return Look(hours=(time.monotonic() - began) / 3600, mib=kib / 1024, descriptors=opened)


def soak(minutes: float, *, cheap: bool = False) -> Soaked:
    """Let a home work for so many minutes.

    Args:
        cheap: Use an embedding view that costs nothing instead of the real ones.
    """
    logs.configure("error")
    found, inbox, feeds = Soaked(), Inbox(), EditedFeeds()
    port = _free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    clock = FixedClock(BEGIN)
    try:
        with tempfile.TemporaryDirectory(prefix="techwatch-soak-") as folder:
            home = Path(folder) / "home"
            write_home(home, feeds.base)
            _let_mail_leave(home, port)
            with Service(home, clock=clock, views=[CheapView()] if cheap else None) as service:
                _work(service, clock, feeds, found, minutes)
    finally:
        controller.stop()
        feeds.close()
    found.mails = inbox.mails
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _let_mail_leave(home: Path, port: int) -> None:
    with (home / "watch.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "deliver:\n  sender: watch@exemple.example\n  recipients: [coo@exemple.example]\n"
            '  send_day: friday\n  send_time: "18:30"\n'
            f"  smtp: {{host: 127.0.0.1, port: {port}, security: none}}\n"
        )


def _work(
    service: Service, clock: FixedClock, feeds: EditedFeeds, found: Soaked, minutes: float
) -> None:
    names = sorted(path.name for path in FEEDS.iterdir())
    began, told = time.monotonic(), 0
    while found.rounds < LEAST_ROUNDS or time.monotonic() - began < minutes * 60:
        clock.moment += STEP
        feeds.now = clock.moment
        feeds.edited = names[found.rounds % len(names)], f"{found.rounds}"
        _round(service, found)
        found.looks.append(look(began))
        if found.looks[-1].hours * 60 >= told:
            told += 1
            _tell(found)


def _round(service: Service, found: Soaked) -> None:
    """Do what a home does between two polls, and its people with it."""
    report = service.run(only_due=True)
    found.new += report.articles_new
    found.updated += report.articles_updated
    edition = service.edition()
    listed = edition.opportunities if edition else ()
    found.listed += len(listed)
    found.hits += len(service.search(QUERIES[found.rounds % len(QUERIES)]))
    cards = service.reviews.cards([Status.NEW])
    if cards:
        name = cards[found.rounds % len(cards)].opportunity.id
        service.reviews.record(name, Act.DECIDE, status=Status.TO_STUDY, by="coo")
        service.reviews.undo(name, by="coo")
        found.decisions += 2
    service.schedule.send(threading.Event())
    service.digests.log()
    found.rounds += 1


def _tell(found: Soaked) -> None:
    now = found.looks[-1]
    print(
        f"{now.hours * 60:5.1f} min  {found.rounds:4} rounds  {now.mib:7.1f} MiB"
        f"  {now.descriptors:3} descriptors",
        flush=True,
    )


def main() -> int:
    """Soak, print what was seen, and return 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--cheap", action="store_true", help="an embedding view without a model")
    chosen = parser.parse_args()
    found = soak(chosen.minutes, cheap=chosen.cheap)
    first, last = found.judged[0], found.judged[-1]
    print(
        f"\n{found.rounds} rounds, which are {found.rounds * STEP / timedelta(days=1):.0f} days of"
        f" runs: {found.new} articles new, {found.updated} edited, {found.listed} rows listed,"
        f" {found.hits} hits, {found.decisions} rows of the ledger, {found.mails} mails"
    )
    print(f"resident memory   {first.mib:.1f} → {last.mib:.1f} MiB after the warm-up")
    print(f"open descriptors  {first.descriptors} → {last.descriptors}")
    print(found.growth())
    faults = found.faults()
    print("\n".join(faults) or "within its bounds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
