"""Polling a thousand feeds, 300 of them hostile, beside lemon24/reader.

    python -m benchmarks.crawl                  # kind feeds alone, then with the hostile ones
    python -m benchmarks.crawl --slow-hosts     # what 200 silent hosts cost 800 good ones
    python -m benchmarks.crawl --smoke          # 60 feeds, under 20 s, without the peer

Both sides ask the same servers (``benchmarks.feed_farm``) in turn, each in a fresh process,
and store into SQLite; techwatch also cleans, dates and indexes the text, and keeps to two
connections and two requests a second for one host; "its poll alone" drops what it found.
"last good" is when the last good feed had been stored; what follows is waiting for servers
that never answer. The peer runs in ``--reader-python``, which must have the packages
``reader`` and ``sgmllib3k``. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feed_farm import Plan, grown, tally
from benchmarks.feed_roles import REFUGE

ROOT = Path(__file__).parents[1]
READER_WORKERS = 128
"""Its best: with 16, 64 and 128 the last good feed came after 22, 25 and 22 s, the end after 198,
90 and 85 s."""

IMPATIENT = {"read_timeout_s": 4.0, "total_timeout_s": 8.0, "parse_timeout_s": 4.0}
"""Deadlines of the smoke run: the same behaviour, sooner, and not too soon for a busy machine."""

MAX_SLOWDOWN = 1.20
MAX_CONNECTIONS = 2


@dataclass(frozen=True)
class Side:
    """A crawler, and the command that runs it."""

    name: str
    command: tuple[str, ...]
    workers: int = 0
    store: bool = True

    def run(self, plan: Plan, port: int, settings: dict) -> dict:
        """Crawl the whole plan once, from nothing; return the figures of both ends."""
        sites = plan.sites()
        question = {
            "urls": {f"s{s.number}": f"http://{s.host}:{port}{s.path}" for s in sites},
            "good": [f"s{s.number}" for s in sites if s.good],
            "settings": settings | {"allow_hosts": sorted({s.host for s in sites} | {REFUGE})},
            "workers": self.workers,
            "store": self.store,
        }
        tally(port)
        with tempfile.TemporaryDirectory() as folder:
            answer = subprocess.run(
                self.command,
                input=json.dumps(question | {"folder": folder}),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                cwd=ROOT,
            )
        return json.loads(answer.stdout) | tally(port) | {"side": self.name, "good": plan.good}


def ours(*, store: bool = True) -> Side:
    """Return techwatch; it may leave out the storing, to tell what the poll alone takes."""
    command = (sys.executable, "-m", "benchmarks.crawl_techwatch")
    return Side("techwatch" if store else "its poll alone", command, store=store)


def sides(options: argparse.Namespace) -> list[Side]:
    """Return techwatch, and the peer where it is installed."""
    if options.smoke:
        return [ours()]
    both = [ours(), ours(store=False)]
    probe = [options.reader_python, "-c", "import reader"]
    if subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode:
        print("lemon24/reader is not installed: no peer (pip install reader, --reader-python)")
        return both
    script = str(ROOT / "benchmarks" / "crawl_reader.py")
    return [*both, Side("lemon24/reader", (options.reader_python, script), options.workers)]


def compare(plan: Plan, options: argparse.Namespace, settings: dict) -> dict[str, list[dict]]:
    """Let the sides crawl in turn, as often as asked; return the figures of every crawl."""
    competitors = sides(options)
    found: dict[str, list[dict]] = {side.name: [] for side in competitors}
    with grown(plan) as port:
        for _ in range(options.rounds):
            for side in competitors:
                found[side.name].append(side.run(plan, port, settings))
    return found


def slow_hosts(options: argparse.Namespace) -> dict[str, list[dict]]:
    """Crawl 800 good feeds with and without 200 hosts that never answer, in turn."""
    side = ours(store=False)
    plans = {"800 good": Plan(good=800), "and 200 slow": Plan(good=800, slow=200)}
    found: dict[str, list[dict]] = {name: [] for name in plans}
    for _ in range(options.rounds):
        for name, plan in plans.items():
            with grown(plan) as port:
                found[name].append(side.run(plan, port, {}))
    return found


def median(crawls: list[dict], field: str) -> float:
    """Return the middle of a figure over the crawls."""
    return statistics.median(crawl[field] for crawl in crawls)


def table(title: str, found: dict[str, list[dict]]) -> None:
    """Print one row for each side."""
    print(f"\n{title}")
    print(
        f"{'':16s} {'good stored':>13s} {'last good':>10s} {'feeds/s':>8s} {'total':>8s}"
        f" {'per host':>9s} {'inside':>7s}"
    )
    for name, crawls in found.items():
        stored = min(crawl["good_stored"] for crawl in crawls)
        good, last_s = crawls[0]["good"], median(crawls, "stored_s")
        print(
            f"{name:16s} {stored:>6d} / {good:<4d} {last_s:>8.1f} s {good / last_s:>8.1f}"
            f" {median(crawls, 'total_s'):>6.1f} s"
            f" {max(crawl['most_open'] for crawl in crawls):>9d}"
            f" {max(crawl['inside'] for crawl in crawls):>7d}"
        )
    for name, crawls in found.items():
        spread = ", ".join(f"{crawl['stored_s']:.1f}" for crawl in crawls)
        release = crawls[0].get("version", "")
        print(f"{name} {release}: last good after {spread} s; {crawls[-1]['endings']}")
    first, *others = found
    for other in others:
        for field, words in (("stored_s", "last good"), ("total_s", "total")):
            ratio = median(found[other], field) / median(found[first], field)
            print(f"{words}: {other} takes {ratio:.2f} times as long as {first}")


def machine() -> str:
    """Return what the figures were taken on."""
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.machine()}, {cores} cores"
    return f"{system}, Python {platform.python_version()}, load {os.getloadavg()[1]:.1f}"


def failings(found: dict[str, list[dict]]) -> list[str]:
    """Return what techwatch promised and did not keep."""
    said = []
    for name, crawls in found.items():
        for crawl in crawls if name != "lemon24/reader" else []:
            if crawl["good_stored"] != crawl["good"]:
                said.append(f"{name}: only {crawl['good_stored']} good stored; {crawl['lost']}")
            if crawl["most_open"] > MAX_CONNECTIONS:
                said.append(f"{name}: {crawl['most_open']} connections open to one host")
            if crawl["inside"]:
                said.append(f"{name}: the inside was visited {crawl['inside']} times")
    return said


def main() -> None:
    """Print the tables; fail when a promise was not kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--slow-hosts", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, help="usually 3, and 5 with --slow-hosts")
    parser.add_argument("--workers", type=int, default=READER_WORKERS, help="of the peer")
    parser.add_argument("--reader-python", default=sys.executable)
    options = parser.parse_args()
    usual = 1 if options.smoke else 5 if options.slow_hosts else 3
    options.rounds = options.rounds or usual
    results = run(options)
    if options.json:
        print(json.dumps({"machine": machine(), **results}, indent=1))
    else:
        for title, found in results.items():
            table(title, found)
        print(machine())
    said = [line for found in results.values() for line in failings(found)]
    if options.slow_hosts:
        said += slowed(results)
    if said:
        sys.exit("; ".join(said))


def run(options: argparse.Namespace) -> dict[str, dict[str, list[dict]]]:
    """Return the figures of what was asked for, by title."""
    if options.slow_hosts:
        return {"slow hosts": slow_hosts(options)}
    if options.smoke:
        return {"60 feeds": compare(Plan(good=42, hostile=18), options, IMPATIENT)}
    return {
        "700 good feeds": compare(Plan(good=700), options, {}),
        "700 good feeds among 300 hostile": compare(Plan(good=700, hostile=300), options, {}),
    }


def slowed(results: dict[str, dict[str, list[dict]]]) -> list[str]:
    """Return a complaint when slow hosts held up the good ones for too long."""
    without, among = (median(c, "answered_s") for c in results["slow hosts"].values())
    ratio = among / without
    print(f"last good answer after {without:.1f} s, among slow hosts {among:.1f} s: {ratio:.2f}")
    return [f"slow hosts delay the good ones {ratio:.2f} times"] if ratio > MAX_SLOWDOWN else []


if __name__ == "__main__":
    main()
