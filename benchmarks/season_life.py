"""A season lived through: entries published, the home run, the list frozen, its rows decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from unittest.mock import patch

import yaml

from benchmarks.ranking_speed import Stopwatch
from benchmarks.releases import Calendar, Publisher, feed_name, publish
from benchmarks.scripted_reader import Grader, Reader
from watch.clock import FixedClock
from watch.model import Act, Edition, Opportunity, OpportunityId, Reason
from watch.model.outcomes import DecisionYield
from watch.pipeline import stages
from watch.protocols import Embedder
from watch.service import Service

RUNS = ((2, time(7)), (4, time(18, 30)))
"""Weekday and clock time of the runs of a week: one that makes the list, one that freezes it."""

REVIEW = (7, time(9))
"""On the Monday after, nine o'clock."""

STAYS_AWAY = {Reason.NOT_A_PRIORITY, Reason.ALREADY_KNOWN}

TIMED = ("read_life", "consider", "named", "grow", "list_for", "save_growth", "begin_cards")
"""Steps of a run, by the names under which it finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is published, for which pain points, to whom."""

    title: str
    calendar: Calendar
    publishers: Sequence[Publisher]
    painpoints: str
    settings: Mapping[str, object]
    grade: Grader


@dataclass(slots=True, kw_only=True)
class Season:
    """What happened: the editions as frozen and as they stand at the end, and the decisions."""

    frozen: list[Edition] = field(default_factory=list)
    at_end: list[Edition] = field(default_factory=list)
    yields: Sequence[DecisionYield] = ()
    away: list[tuple[datetime, Opportunity, Reason]] = field(default_factory=list)
    off_topic: set[OpportunityId] = field(default_factory=set)
    watch: Stopwatch = field(default_factory=Stopwatch)
    runs: int = 0
    grown: Counter[str] = field(default_factory=Counter)


def simulate(
    scenario: Scenario, root: Path, base: str, feeds: Path, views: Sequence[Embedder]
) -> Season:
    """Live through the season in a fresh home.

    Args:
        base: The address at which the folder ``feeds`` is served.
    """
    _prepare(scenario, root, base)
    reader, lived = Reader(scenario.grade), Season()
    with library_loaded_once(views), timed_life(lived.watch):
        for week in range(len(scenario.calendar.mondays)):
            for weekday, clock in RUNS:
                now = scenario.calendar.moment(week, weekday, clock)
                publish(feeds, scenario.publishers, now, everything=not lived.runs)
                _run(root, now, views, lived)
            _decide(root, scenario.calendar.moment(week, *REVIEW), views, reader, lived)
    _close(root, scenario, views, lived)
    return lived


@contextmanager
def library_loaded_once(views: Sequence[Embedder]) -> Iterator[None]:
    """Spare every run but one the loading of the solution library, a second of each."""
    library = stages.load_solutions(views)
    with patch.object(stages, "load_solutions", return_value=library):
        yield


@contextmanager
def timed_life(watch: Stopwatch) -> Iterator[None]:
    """Count the seconds of what this issue adds to a run."""
    with ExitStack() as patches:
        for name in TIMED:
            timed = watch.timed(name, getattr(stages, name))
            patches.enter_context(patch.object(stages, name, timed))
        yield


def _prepare(scenario: Scenario, root: Path, base: str) -> None:
    root.mkdir(parents=True)
    sources = [
        {"url": f"{base}/{feed_name(number)}", "name": p.name[:80] or p.owner, "owner": p.owner}
        for number, p in enumerate(scenario.publishers)
    ]
    (root / "sources.yaml").write_text(yaml.safe_dump({"sources": sources}), encoding="utf-8")
    (root / "painpoints.yaml").write_text(scenario.painpoints, encoding="utf-8")
    collect = {
        "allow_hosts": ["127.0.0.1"],
        "per_host": 8,
        "per_host_rate": 1000,
        "article_pages": False,
        "max_new_per_poll": 2000,
        "parser_processes": 1,
    }
    settings = {"collect": collect, **scenario.settings}
    (root / "watch.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _run(root: Path, now: datetime, views: Sequence[Embedder], lived: Season) -> None:
    """Run once, and keep the edition that this froze."""
    with Service(root, clock=FixedClock(now), views=views) as service:
        with lived.watch.stage("the rest of the run"):
            service.run()
        lived.runs += 1
        edition = service.edition()
        if edition and edition.frozen_at == now:
            lived.frozen.append(edition)


def _decide(
    root: Path, now: datetime, views: Sequence[Embedder], reader: Reader, lived: Season
) -> None:
    """Go through the frozen edition, row by row."""
    with Service(root, clock=FixedClock(now), views=views) as service:
        edition = service.edition()
        for row in edition.opportunities if edition else ():
            said = reader.verdict(row, now)
            if said is None:
                continue
            service.reviews.record(row.id, Act.DECIDE, by="scripted", **said)
            if said.get("reason") is Reason.OFF_TOPIC:
                lived.off_topic.add(row.id)
            if said.get("reason") in STAYS_AWAY:
                lived.away.append((now, row, Reason(str(said["reason"]))))


def _close(root: Path, scenario: Scenario, views: Sequence[Embedder], lived: Season) -> None:
    """Note how everything stands at the end."""
    end = scenario.calendar.moment(-1, *REVIEW)
    with Service(root, clock=FixedClock(end), views=views) as service:
        found = [service.edition(edition.week) for edition in lived.frozen]
        lived.at_end = [edition for edition in found if edition]
        lived.yields = service.editions.outcomes().editions
        cards = service.reviews.cards()
        lived.grown["cards"] = len(cards)
        lived.grown["gathered"] = sum(len(card.gathered) for card in cards)
        lived.grown["changes"] = len(service.reviews.changes())
        lived.grown["updates"] = sum(len(edition.updates) for edition in lived.frozen)
