"""How long a person waits for the app: start, pages, decisions, searches, twenty at once.

    python -m benchmarks.big_home FOLDER
    python -m benchmarks.app_speed FOLDER              # a copy of it is used, not the folder

A real Chromium clicks and presses keys. A wait ends when what was asked for is seen and the
script of the page has ended; medians of the rounds. Sessions at once have no browser: each takes
all that the server sends. Twenty browsers on the server's own cores would time one another.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import quote_plus

from benchmarks.session import at_once, at_work
from tests.e2e.app_process import started

CHROMIUM = "/usr/bin/chromium"
IDLE = (
    "[data-testid='stApp'][data-test-script-state='notRunning']"
    ":not(:has([data-testid='stSkeleton']))"
)
"""The script has ended, and no part of the page waits for its program to be loaded."""
PAGES = {
    "Opportunities": "opportunities",
    "Radar": "radar",
    "Insight": "insight",
    "Pain points": "pain-points",
    "Sources": "sources",
    "Search": "search",
    "This week": "",
}
TOPICS = (
    "warehouse robots",
    "invoice errors",
    "énergie des fours",
    "absenteeism",
    "quality control",
)
_LOOK_S = 5.0
"""Seconds that a person looks at a page before the next: brisk."""
CONFIRM = "[data-testid='stBaseButton-primaryFormSubmit'] [data-has-shortcut='true']"


class Waits:
    """Seconds waited, by what for."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count the seconds of one wait."""
        began = perf_counter()
        yield
        self.seconds[name].append(perf_counter() - began)

    def table(self) -> str:
        """Return the medians, the longest waits and how often each was timed."""
        lines = [f"{'wait':<34}{'median':>9}{'longest':>9}{'n':>5}"]
        for name, waits in self.seconds.items():
            median, longest = statistics.median(waits), max(waits)
            lines.append(f"{name:<34}{median:>8.2f}s{longest:>8.2f}s{len(waits):>5}")
        return "\n".join(lines)


def look(page: Any, url: str, waits: Waits, rounds: int) -> None:
    """Walk through every page, decide and search."""
    shown = page.locator(".st-key-menu").inner_text()
    offered = {title: path for title, path in PAGES.items() if title in shown}
    for number in range(rounds + 1):
        kept = waits if number else Waits()  # the first round fills caches
        for title, path in offered.items():
            with kept.timed(f"page: {title}"):
                page.locator(".st-key-menu").get_by_text(title, exact=True).click()
                page.wait_for_url(f"{url}{path}*")
                head = page.locator(".tw h1", has_text=title) if path else page.locator(".tw-card")
                head.first.wait_for()
                page.locator(IDLE).wait_for()
    decide(page, waits)
    search(page, url, waits)


def decide(page: Any, waits: Waits) -> None:
    """Decide on the cards of the week by key, until none is left."""
    settled = page.locator(".tw-settled")
    for key in "swwsw":
        page.locator(IDLE).wait_for()
        page.locator("[class*='st-key-verbs-'] [data-has-shortcut='true']").first.wait_for()
        before = settled.count()
        with waits.timed("decision: fields open"):
            page.keyboard.press(key)
            page.locator(CONFIRM).wait_for()
        page.locator(IDLE).wait_for()
        with waits.timed("decision: recorded and seen"):
            page.keyboard.press(key)
            settled.nth(before).wait_for()
        with waits.timed("decision: page at rest after it"):
            page.locator(IDLE).wait_for()


def search(page: Any, url: str, waits: Waits) -> None:
    """Search for topics; the first one may load the models and is told apart."""
    page.locator(".st-key-menu").get_by_text("Search", exact=True).click()
    page.wait_for_url(f"{url}search*")
    box = page.get_by_role("searchbox")
    for number, topic in enumerate((*TOPICS, *TOPICS)):
        page.locator(IDLE).wait_for()
        box.fill(topic)
        name = "search: first of the server" if not number else "search"
        with waits.timed(name):
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(re.escape(f"q={quote_plus(topic)}")))
            page.locator(".tw-found").first.wait_for()
            page.locator(IDLE).wait_for()


def crowd(url: str, waits: Waits, sessions: int) -> None:
    """Let many sessions ask for the same page in one instant, then work as people do."""
    for title, path in PAGES.items():
        waits.seconds[f"{sessions} at once: {title}"] = asyncio.run(at_once(url, path, sessions))
    worked = asyncio.run(
        at_work(url, list(PAGES.values()), sessions, pause_s=_LOOK_S, turns=len(PAGES))
    )
    for title, path in PAGES.items():
        waits.seconds[f"{sessions} at work: {title}"] = worked[path]


def _alone(driver: Any, url: str, waits: Waits, rounds: int) -> None:
    """Measure what one person waits for."""
    flags = ["--no-sandbox", "--disable-gpu"]
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)  # the first look at the trends reads every article
    with waits.timed("first content after that"):
        page.goto(f"{url}?lang=en")
        page.locator(".tw-card").first.wait_for()
    look(page, url, waits, rounds)
    browser.close()


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=20)
    options = parser.parse_args()
    waits = Waits()
    try:
        with TemporaryDirectory() as folder:
            home = Path(shutil.copytree(options.folder, Path(folder) / "home"))
            began = perf_counter()
            with started(home) as (url, _):
                waits.seconds["server: address is told"].append(perf_counter() - began)
                with sync_playwright() as driver:
                    _alone(driver, url, waits, options.rounds)
                crowd(url, waits, options.sessions)
    finally:
        print(waits.table(), flush=True)


if __name__ == "__main__":
    main()
