"""Six weeks of a reader who decides, under a fixed clock: what holds in every edition."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from watch.model import Entry
from watch.service.evaluation import read_graded

QUALITY = Path(__file__).parents[1] / "quality"
MONDAY = date(2026, 1, 12)
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
def seasons():
    """The benchmark, whose functions do the simulating."""
    return pytest.importorskip("benchmarks.seasons")


@pytest.fixture(scope="module")
def releases():
    """What publishes entries week by week."""
    return pytest.importorskip("benchmarks.releases")


@pytest.fixture(scope="module")
def lived(seasons, releases, use_view):
    """The season with learning and without: 97 articles on developments among 418 others."""
    calendar = releases.season(MONDAY, 6)
    scenario = seasons.Scenario(
        title="developments",
        calendar=calendar,
        publishers=papers(releases, calendar),
        painpoints=yaml.safe_dump({"pain_points": [{"title": t, "area": a} for t, a in PAINS]}),
        settings={"rank": {"floor": 0}},
        grade=drawn,
    )
    return scenario, seasons.lived_twice(scenario, [releases.ReadBefore(use_view, {})])


def drawn(row):
    """Return an opinion that knows nothing: a grade by the id, every fifth row left undecided."""
    return (0, 1, 2, 3, None)[int(row.id, 16) % 5]


def papers(releases, calendar):
    """Return invented papers: nine months of developments told in six weeks, other news between."""
    first, end = calendar.bounds
    lines = (QUALITY / "developments.jsonl").read_text(encoding="utf-8").splitlines()
    told = sorted(map(json.loads, lines), key=lambda one: one["published"])
    others = read_graded(QUALITY / "unseen").articles
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


@pytest.mark.parametrize("learning", ["with", "without"])
def test_nothing_happens_in_six_weeks_that_must_not(seasons, lived, learning):
    """Nothing twice without a stated change, what was put aside stays away, one edition a week."""
    scenario, both = lived
    found = seasons.broken(both[learning], scenario.calendar)
    assert {what: rows for what, rows in found.items() if rows} == {}
    assert len(both[learning].frozen) == 6
    assert all(edition.opportunities for edition in both[learning].frozen)
