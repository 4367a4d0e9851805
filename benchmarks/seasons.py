"""Six weeks of a reader who decides: what learning changes, and what must never happen.

    python -m benchmarks.seasons                       # both scenarios, with and without learning
    python -m benchmarks.seasons --only graded --seeds 5
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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

import yaml

from benchmarks.graded_sets import development
from benchmarks.ranking_speed import Stopwatch
from benchmarks.redundancy import PAINS, serving, title_likeness
from benchmarks.releases import (
    Calendar,
    Publisher,
    articles_of,
    captured_publishers,
    densest,
    feed_name,
    graded_publishers,
    graded_url,
    newsworthy,
    publish,
    read_before,
    season,
)
from watch.clock import FixedClock
from watch.config import read_pains
from watch.model import Act, ArticleId, Edition, Opportunity, PainId, Reason, Status, Week
from watch.model.outcomes import DecisionYield
from watch.pipeline import run as run_module
from watch.protocols import Embedder
from watch.rank.metrics import interval, redundant_pairs
from watch.service import Service
from watch.service.evaluation import GradedSet
from watch.text import telling_stems
from watch.understand import load_view

RUNS = ((2, time(7)), (4, time(18, 30)))
"""Weekday and clock time of the runs of a week: one that makes the list, one that freezes it."""

REVIEW = (7, time(9))
"""On the Monday after, nine o'clock."""

STAYS_AWAY = {Reason.NOT_A_PRIORITY, Reason.ALREADY_KNOWN}
GRADED_FROM = date(2026, 1, 5)
STUDY = timedelta(days=28)
SAME_TITLE = 0.5
"""Jaccard of the stems of two titles above which two rows are counted as one event."""

VIEWS = ("use", "e5")
TIMED = ("read_life", "consider", "named", "grow", "list_for", "save_growth", "begin_cards")
"""Steps of a run, by the names under which it finds them."""

Grader = Callable[[Opportunity], int | None]


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
    watch: Stopwatch = field(default_factory=Stopwatch)
    runs: int = 0
    grown: Counter[str] = field(default_factory=Counter)


class Reader:
    """Decides by grade, always in the same way."""

    def __init__(self, grade: Grader) -> None:
        self._grade = grade
        self._turns = 0

    def verdict(self, row: Opportunity, now: datetime) -> dict[str, object] | None:
        """Return what is decided on a row; nothing where it has no grade."""
        match self._grade(row):
            case None:
                return None
            case 3:
                due = now.date() + STUDY
                return {"status": Status.TO_STUDY, "owner": "Operations", "due_on": due}
            case 2:
                return {"status": Status.WATCHING}
            case 1:
                self._turns += 1
                reason = Reason.NOT_A_PRIORITY if self._turns % 2 else Reason.ALREADY_KNOWN
                return {"status": Status.REJECTED, "reason": reason}
            case _:
                return {"status": Status.REJECTED, "reason": Reason.OFF_TOPIC}


def by_grades(data: GradedSet) -> Grader:
    """Return a reader's opinion from the grades: the best of the articles cited."""
    known = {
        (pain, graded_url(row)): grade
        for pain, found in data.grades.items()
        for row, grade in found.items()
    }

    def grade(row: Opportunity) -> int | None:
        found = [known.get((row.pain_id, e.url)) for e in row.evidence]
        return max((one for one in found if one is not None), default=None)

    return grade


def by_words(pains: Mapping[PainId, str]) -> Grader:
    """Return the opinion of a reader who goes by words shared with the pain point, at most 3."""
    stems = {
        (name, language): set(telling_stems(text, language))
        for name, text in pains.items()
        for language in ("fr", "en")
    }

    def grade(row: Opportunity) -> int:
        told = " ".join([row.title, *(e.sentence for e in row.evidence)])
        shared = set(telling_stems(told, row.language)) & stems[row.pain_id, row.language]
        return min(len(shared), 3)

    return grade


def simulate(
    scenario: Scenario, root: Path, base: str, feeds: Path, views: Sequence[Embedder]
) -> Season:
    """Live through the season in a fresh home.

    Args:
        base: The address at which the folder ``feeds`` is served.
    """
    _prepare(scenario, root, base)
    reader, lived = Reader(scenario.grade), Season()
    with timed_life(lived.watch):
        for week in range(len(scenario.calendar.mondays)):
            for weekday, clock in RUNS:
                now = scenario.calendar.moment(week, weekday, clock)
                publish(feeds, scenario.publishers, now)
                _run(root, now, views, lived)
            _decide(root, scenario.calendar.moment(week, *REVIEW), views, reader, lived)
    _close(root, scenario, views, lived)
    return lived


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


def broken(lived: Season, calendar: Calendar) -> dict[str, list[str]]:
    """Return what must never happen, by name, with the rows where it did."""
    return {
        "shown again without a stated change": list(_again(lived.frozen)),
        "a change told twice": list(_told_twice(lived.frozen)),
        "put aside for good, shown again": list(_came_back(lived)),
        "week not frozen exactly once": _not_once(lived, calendar),
        "two rows of one edition with one title": list(_alike(lived.frozen)),
    }


def _again(editions: Sequence[Edition]) -> Iterator[str]:
    seen: dict[str, set[ArticleId]] = {}
    for edition in editions:
        for row in edition.opportunities:
            cited = seen.setdefault(row.pain_id, set())
            own = {evidence.article_id for evidence in row.evidence}
            if cited & own and not row.changes:
                yield f"{edition.week} {row.id} {row.title}"
        for row in edition.opportunities:
            seen[row.pain_id] |= {evidence.article_id for evidence in row.evidence}


def _told_twice(editions: Sequence[Edition]) -> Iterator[str]:
    told = Counter(
        (row.id, change.kind, change.told)
        for edition in editions
        for row in edition.opportunities
        for change in row.changes
    )
    yield from (f"{name} {kind}: {words}" for (name, kind, words), n in told.items() if n > 1)


def _came_back(lived: Season) -> Iterator[str]:
    for at, turned_down, reason in lived.away:
        cited = {evidence.article_id for evidence in turned_down.evidence}
        for edition in lived.frozen:
            for row in edition.opportunities if edition.made_at > at else ():
                same = row.id == turned_down.id
                own = {evidence.article_id for evidence in row.evidence}
                if same or (row.pain_id == turned_down.pain_id and cited & own):
                    yield f"{edition.week} {row.id} {row.title} ({reason})"


def _not_once(lived: Season, calendar: Calendar) -> list[str]:
    times = Counter(edition.week for edition in lived.frozen)
    weeks = [Week(f"{year}-W{n:02d}") for year, n, _ in (m.isocalendar() for m in calendar.mondays)]
    changed = [a.week for a, b in zip(lived.frozen, lived.at_end, strict=True) if a != b]
    return [*(week for week in {*weeks, *times} if times[week] != (week in weeks)), *changed]


def _alike(editions: Sequence[Edition]) -> Iterator[str]:
    for edition in editions:
        for one, other in redundant_pairs(edition.opportunities, _one_event):
            yield f"{edition.week} {one.title} | {other.title}"


def _one_event(one: Opportunity, other: Opportunity) -> bool:
    return title_likeness(one, other) >= SAME_TITLE


@contextmanager
def timed_life(watch: Stopwatch) -> Iterator[None]:
    """Count the seconds of what this issue adds to a run."""
    with ExitStack() as patches:
        for name in TIMED:
            timed = watch.timed(name, getattr(run_module, name))
            patches.enter_context(patch.object(run_module, name, timed))
        yield


def graded_scenario(weeks: int, seed: int) -> tuple[Scenario, list[Embedder]]:
    """Return the graded articles at drawn moments."""
    data = development()
    calendar = season(GRADED_FROM, weeks)
    stated = [
        {"id": p.id, "title": p.title, "description": p.description, "area": p.area}
        for p in data.pains
    ]
    scenario = Scenario(
        title=f"graded, seed {seed}",
        calendar=calendar,
        publishers=graded_publishers(data, calendar, seed),
        painpoints=yaml.safe_dump({"pain_points": stated}, allow_unicode=True),
        settings={},
        grade=by_grades(data),
    )
    return scenario, [read_before(load_view(name), data.articles) for name in VIEWS]


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


def stated_words(path: Path) -> dict[PainId, str]:
    """Return title and description of the pain points of a file."""
    _, pains = read_pains(path)
    return {name: f"{pain.title}. {pain.description}" for name, pain in pains.items()}


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
    parser.add_argument("--only", choices=("captured", "graded"))
    options = parser.parse_args()
    wrong = 0
    if options.only != "graded":
        scenario, views = captured_scenario(options.weeks)
        wrong += report(scenario, lived_twice(scenario, views))
    drawn = []
    for seed in range(options.seeds if options.only != "captured" else 0):
        scenario, views = graded_scenario(options.weeks, seed)
        drawn.append(lived_twice(scenario, views))
        wrong += report(scenario, drawn[-1])
    if drawn:
        summed_up(drawn)
    if wrong:
        sys.exit(f"{wrong} times something happened that must not")


if __name__ == "__main__":
    main()
