"""Six weeks of a reader who decides: what learning changes, and what must never happen.

    python -m benchmarks.seasons                       # both scenarios, with and without learning
    python -m benchmarks.seasons --only graded --seeds 4 --pains 5
    python -m benchmarks.seasons --weeks 8

Real entries are published week by week under a fixed clock. The home is run on Wednesday morning
and on Friday evening, when the list is frozen; on Monday the reader decides on every row of it,
by grade: 3 to study, with an owner and a date; 2 watching; 1 rejected, in turn as "not a
priority" and "already known"; 0 rejected as off topic; no grade, no decision.

* "captured": the captured feeds with their own dates, in the weeks with most entries, for the
  pain points of the repository. Nobody has graded these, so the reader goes by words: an article
  that shares three telling words with the pain point is a 3, two a 2, one a 1, none a 0. The
  feeds are general news: the floor of the list is taken away, or hardly anything would be shown.
* "graded": the graded articles of ``painpoints_dev`` at drawn moments, for its 20 pain points;
  the reader goes by the grades.

With and without learning get the same entries at the same moments.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from benchmarks.graded_sets import development
from benchmarks.redundancy import PAINS, serving
from benchmarks.releases import (
    articles_of,
    captured_publishers,
    densest,
    graded_publishers,
    newsworthy,
    read_before,
    season,
)
from benchmarks.scripted_reader import by_grades, by_words
from benchmarks.season_checks import broken
from benchmarks.season_life import Scenario, Season, simulate
from watch.config import read_pains
from watch.model import PainId
from watch.model.outcomes import DecisionYield
from watch.protocols import Embedder
from watch.rank.metrics import interval
from watch.understand import load_view

GRADED_FROM = date(2026, 1, 5)
VIEWS = ("use", "e5")


def captured_scenario(weeks: int) -> tuple[Scenario, list[Embedder]]:
    """Return the captured feeds in the weeks with most entries."""
    publishers = captured_publishers()
    calendar = densest(publishers, weeks)
    publishers = newsworthy(publishers, calendar)
    text = PAINS.read_text(encoding="utf-8")
    scenario = Scenario(
        title="captured",
        calendar=calendar,
        publishers=publishers,
        painpoints=text,
        settings={"rank": {"floor": 0}},
        grade=by_words(stated_words(PAINS)),
    )
    articles = articles_of(publishers, calendar.bounds[1])
    return scenario, [read_before(load_view(name), articles) for name in VIEWS]


def graded_scenario(weeks: int, seed: int, pains: int) -> tuple[Scenario, list[Embedder]]:
    """Return the graded articles at drawn moments, for some of the pain points, in turn."""
    data = development()
    in_turn = [data.pains[(seed * pains + n) % len(data.pains)] for n in range(pains)]
    calendar = season(GRADED_FROM, weeks)
    stated = [
        {"id": p.id.lower(), "title": p.title, "description": p.description, "area": p.area}
        for p in in_turn
    ]
    scenario = Scenario(
        title=f"graded, {pains} pain points, seed {seed}",
        calendar=calendar,
        publishers=graded_publishers(data, calendar, seed),
        painpoints=yaml.safe_dump({"pain_points": stated}, allow_unicode=True),
        settings={},
        grade=by_grades(data),
    )
    return scenario, [read_before(load_view(name), data.articles) for name in VIEWS]


def stated_words(path: Path) -> dict[PainId, str]:
    """Return title and description of the pain points of a file."""
    _, pains = read_pains(path)
    return {pain.id: f"{pain.title}. {pain.description}" for pain in pains.values()}


def lived_twice(scenario: Scenario, views: Sequence[Embedder]) -> dict[str, Season]:
    """Return the season with learning and without: the same feeds at the same address."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        feeds = Path(folder) / "feeds"
        feeds.mkdir()
        with serving(feeds) as base:
            for name, learning in (("with", True), ("without", False)):
                settings = {**scenario.settings, "review": {"learning": learning}}
                own = replace(scenario, settings=settings)
                found[name] = simulate(own, Path(folder) / name, base, feeds, views)
    return found


def report(scenario: Scenario, seasons: Mapping[str, Season]) -> int:
    """Print the tables of a scenario; return how much happened that must not."""
    entries = sum(len(publisher.entries) for publisher in scenario.publishers)
    print(f"\n== {scenario.title}: {entries} entries of {len(scenario.publishers)} feeds")
    print("learning  week      shown  yes   no  known  yield  of decided")
    for name, lived in seasons.items():
        for one in lived.yields:
            print(f"{name:8}  {_line(one.week, [one])}")
        for half, rows in halves(lived).items():
            print(f"{name:8}  {_line(half, rows)}")
    wrong = 0
    for name, lived in seasons.items():
        print(f"\n{name} learning: {', '.join(f'{n} {what}' for what, n in lived.grown.items())}")
        for what, rows in broken(lived, scenario.calendar).items():
            wrong += len(rows)
            print(f"  {what}: {len(rows)}")
            for row in rows:
                print(f"    {row}")
        seconds = {stage: both[0] / lived.runs for stage, both in lived.watch.seconds.items()}
        print("  s/run:", ", ".join(f"{stage} {s:.2f}" for stage, s in seconds.items()), flush=True)
    return wrong


def halves(lived: Season) -> dict[str, Sequence[DecisionYield]]:
    """Return the editions of the first half and of the second."""
    middle = len(lived.yields) // 2
    return {"1st half": lived.yields[:middle], "2nd half": lived.yields[middle:]}


def rate(rows: Sequence[DecisionYield]) -> float:
    """Return yes per shown."""
    return sum(one.yes for one in rows) / max(1, sum(one.shown for one in rows))


def _line(name: str, rows: Sequence[DecisionYield]) -> str:
    shown, yes, no, known, decided = (
        sum(getattr(one, what) for one in rows)
        for what in ("shown", "yes", "no", "known", "decided")
    )
    return (
        f"{name}  {shown:5}{yes:5}{no:5}{known:7}{yes / max(1, shown):7.2f}"
        f"{yes / max(1, decided):12.2f}"
    )


def summed_up(all_seasons: Sequence[Mapping[str, Season]]) -> None:
    """Print what learning adds to the yield, over the seeds."""
    for half in ("1st half", "2nd half"):
        gains = [
            rate(halves(lived["with"])[half]) - rate(halves(lived["without"])[half])
            for lived in all_seasons
        ]
        low, high = interval(gains)
        mean = sum(gains) / len(gains)
        print(f"{half}: learning adds {mean:+.3f} [{low:+.3f}, {high:+.3f}] to the yield")


def main() -> None:
    """Live through the seasons and print what they gave; fail on what must never happen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=1, help="draws of the graded scenario")
    parser.add_argument("--pains", type=int, default=20, help="pain points of the graded scenario")
    parser.add_argument("--only", choices=("captured", "graded"))
    options = parser.parse_args()
    wrong = 0
    if options.only != "graded":
        scenario, views = captured_scenario(options.weeks)
        wrong += report(scenario, lived_twice(scenario, views))
    drawn = []
    for seed in range(options.seeds if options.only != "captured" else 0):
        scenario, views = graded_scenario(options.weeks, seed, options.pains)
        drawn.append(lived_twice(scenario, views))
        wrong += report(scenario, drawn[-1])
    if drawn:
        summed_up(drawn)
    if wrong:
        sys.exit(f"{wrong} times something happened that must not")


if __name__ == "__main__":
    main()
