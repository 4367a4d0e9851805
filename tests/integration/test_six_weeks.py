"""Six weeks of a reader who decides, under a fixed clock: what holds in every edition."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from benchmarks import releases, season_life
from benchmarks.redundancy import serving
from benchmarks.season_checks import broken
from watch.model import FOLLOWED, Entry
from watch.service.evaluation import read_graded

QUALITY = Path(__file__).parents[1] / "quality"
MONDAY = date(2026, 1, 12)
OTHERS = 100
PAPERS = 9
PAINS = (
    ("Bearings of pumps and motors fail without warning", "maintenance"),
    ("Le contrôle visuel laisse passer des défauts", "quality"),
    ("Les préparateurs marchent trop entre les allées", "logistics"),
    ("Products arrive too warm and are thrown away", "transport"),
    ("Les plannings des équipes sont refaits chaque jour", "hr"),
    ("Callers wait too long for an answer", "customer_service"),
)

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def lived(use_view, tmp_path_factory):
    """The season and its weeks: 97 articles on developments among 100 others."""
    calendar = releases.season(MONDAY, 6)
    scenario = season_life.Scenario(
        title="developments",
        calendar=calendar,
        publishers=papers(calendar),
        painpoints=yaml.safe_dump({"pain_points": [{"title": t, "area": a} for t, a in PAINS]}),
        settings={"rank": {"floor": 0}},
        grade=drawn,
    )
    root = tmp_path_factory.mktemp("season")
    with serving(root) as base:
        return season_life.simulate(scenario, root / "home", base, root, [use_view]), calendar


def drawn(row):
    """Return an opinion that knows nothing: a grade by the id, every fifth row left undecided."""
    return (0, 1, 2, 3, None)[int(row.id, 16) % 5]


def papers(calendar):
    """Return invented papers: nine months of developments told in six weeks, other news between."""
    first, end = calendar.bounds
    lines = (QUALITY / "developments.jsonl").read_text(encoding="utf-8").splitlines()
    told = sorted(map(json.loads, lines), key=lambda one: one["published"])
    others = read_graded(QUALITY / "unseen").articles[:OTHERS]
    draw = random.Random(0)
    dated = [(one["title"], one["text"], n / len(told)) for n, one in enumerate(told)]
    dated += [(one.title, one.text, draw.random()) for one in others]
    entries = defaultdict(list)
    for number, (title, text, when) in enumerate(dated):
        entries[f"paper{number % PAPERS}"].append(
            Entry(
                url=f"https://paper{number % PAPERS}.example/{number}",
                title=title,
                summary=text,
                published_at=first + (end - first) * when,
            )
        )
    return [
        releases.Publisher(name=name, owner=name, entries=found) for name, found in entries.items()
    ]


def test_each_week_has_one_edition_and_no_more(lived):
    season, calendar = lived
    assert [edition.week for edition in season.frozen] == [
        f"2026-W{number:02d}" for number in range(3, 9)
    ]
    assert broken(season, calendar)["week not frozen exactly once"] == []
    assert all(edition.opportunities for edition in season.frozen)


def test_nothing_is_shown_again_without_a_change_that_is_told_once(lived):
    """The season has rows that came back, so that this is no empty promise."""
    season, calendar = lived
    found = broken(season, calendar)
    assert found["shown again without a stated change"] == []
    assert found["shown for one pain point, then for another"] == []
    assert found["a change told twice"] == []
    assert any(row.changes for edition in season.frozen for row in edition.opportunities)


def test_what_is_no_priority_or_known_never_returns(lived):
    season, calendar = lived
    assert {reason for _, _, reason in season.away} == season_life.STAYS_AWAY
    assert broken(season, calendar)["put aside for good, shown again"] == []


def test_no_edition_tells_one_event_twice(lived):
    season, calendar = lived
    assert broken(season, calendar)["two rows of one edition with one title"] == []


def test_followed_opportunities_are_told_what_changed(lived):
    """An update is about a row that was decided, and says what is new."""
    season, _ = lived
    told = [update for edition in season.frozen for update in edition.updates]
    assert told
    assert all(update.changes and update.status in FOLLOWED for update in told)


def test_checks_find_a_list_that_was_shown_before(lived):
    """The last edition with the rows of the first: what these tests look for would be found."""
    season, calendar = lived
    first, *between, last = season.frozen
    rows = tuple(replace(row, changes=()) for row in first.opportunities)
    again = replace(season, frozen=[first, *between, replace(last, opportunities=rows)])
    found = broken(again, calendar)
    assert len(found["shown again without a stated change"]) == len(rows)
    assert found["put aside for good, shown again"]
    assert found["week not frozen exactly once"] == [last.week]
