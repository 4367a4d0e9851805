"""A frozen list made again on a small stocked home, from what was known at its moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder

from watch import config, store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Act, Decision, Placement, Status, StoryId
from watch.pipeline.replay import read_past, replay
from watch.review.guards import guarded
from watch.service import Service
from watch.settings import Home
from watch.text import number_id

NEWS = (
    ("Robots halve picking errors in the warehouse", "The maker Brisquet cut errors by 41 %."),
    ("Warehouse pickers try voice picking", "A pilot has begun in one hall of the warehouse."),
    ("Survey: picking errors cost more each year", "Managers say that errors are their worry."),
    ("Goods-to-person robots launched", "The supplier presents new robots for the warehouse."),
)
LATER = ("Picking errors in the warehouse fall again", "Too many picking errors fell by 60 %.")
DETAIL = "The people at the site explain at some length what was changed and how it was done. "
PAINS = """\
company: {language: en}
pain_points:
  - title: Too many picking errors in the warehouse
    area: logistics
"""
LOOSE = "rank: {floor: 0, list_size: 3, per_pain: 9, per_owner: 9}\n"
WEEK = timedelta(weeks=1)


class Stocked:
    """A home of which one edition is frozen, and what replaying needs of it."""

    def __init__(self, root, database, view):
        self.root, self.database, self.view = root, database, view
        self.settings = config.read_settings(Home(root=root))
        self.company = config.read_pains(Home(root=root).pains_path)[0]

    def service(self, now):
        return Service(self.root, clock=FixedClock(now), views=[self.view])

    def add(self, number, title, text, now):
        with self.service(now) as service:
            url = f"https://news{number}.example/{number}"
            return service.add_article(url, title=title, text=f"{text} {DETAIL}")

    def frozen(self, now):
        """Run, freeze the list that this makes, and return it."""
        with self.service(now) as service:
            service.run()
            edition = guarded(
                replace(service.editions.open_list(), frozen_at=now), self.settings.rank
            )
        with self.database.write() as connection:
            assert store.editions.freeze(connection, edition)
        return edition

    def replayed(self, edition, settings=None):
        past = read_past(self.database)
        return replay(
            edition, past, self.company, self.database, [self.view], settings or self.settings
        )

    def decide(self, opportunity, at, **fields):
        row = Decision(at=at, opportunity_id=opportunity.id, pain_id=opportunity.pain_id, **fields)
        with self.database.write() as connection:
            return store.ledger.append(connection, row)


@pytest.fixture(scope="module")
def library_cache(tmp_path_factory):
    """A cache folder for all tests here: the library is computed once in the fake view."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def home(tmp_path, library_cache):
    root = tmp_path / "home"
    root.mkdir()
    (root / "sources.yaml").write_text("sources: []\n", "utf-8")
    (root / "painpoints.yaml").write_text(PAINS, "utf-8")
    (root / "watch.yaml").write_text(LOOSE, "utf-8")
    (root / "index").mkdir()
    database = store.open_database(root / "index" / "watch.db")
    stocked = Stocked(root, database, HashingEmbedder())
    for number, (title, text) in enumerate(NEWS):
        stocked.add(number, title, text, MOMENT)
    yield stocked
    database.close()


@pytest.fixture
def edition(home):
    """The frozen list of the week of these articles."""
    return home.frozen(MOMENT)


def ids(rows):
    return [row.id for row in rows]


def dump(root):
    with closing(sqlite3.connect(root / "index" / "watch.db")) as connection:
        return list(connection.iterdump())


def test_same_settings_give_the_same_list_whatever_came_later(home, edition):
    """An article of the week after, and a decision about the first row, were not known then."""
    home.add(9, *LATER, MOMENT + WEEK)
    home.frozen(MOMENT + WEEK)
    home.decide(edition.opportunities[0], MOMENT + WEEK, act=Act.DECIDE, status=Status.TO_STUDY)
    assert len(edition.opportunities) == 3
    assert home.replayed(edition) == list(edition.opportunities)


def test_other_settings_give_their_list(home, edition):
    """Two places instead of three, and other weights."""
    rank = replace(home.settings.rank, profile="early", list_size=2)
    again = home.replayed(edition, replace(home.settings, rank=rank))
    assert len(again) == 2
    freshness = {signal.name: signal.weight for signal in again[0].signals}["freshness"]
    assert freshness == rank.known_profiles["early"]["freshness"]


def test_what_was_decided_before_stays_away(home):
    """It was turned down before the list was made; that it was undone later does not count."""
    with home.service(MOMENT) as service:
        service.run()
        first = service.edition().opportunities[0]
    refused = home.decide(first, MOMENT, act=Act.DECIDE, status=Status.ALREADY_DONE)
    home.decide(first, MOMENT + WEEK, act=Act.UNDO, undoes=refused.number)
    frozen = home.frozen(MOMENT + timedelta(hours=1))
    assert first.id not in ids(home.replayed(frozen))


def test_nothing_is_listed_twice(home, edition):
    """A week later only what is new and what had no room are left."""
    home.add(9, *LATER, MOMENT + WEEK)
    again = home.replayed(home.frozen(MOMENT + WEEK))
    assert again
    assert not set(ids(again)) & set(ids(edition.opportunities))
    assert any(row.title == LATER[0] for row in again)


def test_merged_story_bears_the_id_that_it_was_shown_under(home, edition):
    """The article belongs to another story since; what was decided about it still counts."""
    shown = edition.opportunities[0]
    head = shown.evidence[0].article_id
    other = Placement(story_id=StoryId(number_id("merged", "1")))
    with home.database.write() as connection:
        store.articles.place(connection, {head: other})
    again = home.replayed(edition)
    assert ids(again) == ids(edition.opportunities)
    assert again[0].story_id == other.story_id != shown.story_id


def test_nothing_is_written(home, edition):
    before = dump(home.root)
    home.replayed(edition)
    assert dump(home.root) == before


def test_counted_words_of_the_runs_are_left_alone(home, edition):
    """Years later the articles of a past week are news no more; counted, they would push out
    those that are."""
    later = MOMENT + timedelta(days=home.settings.rank.max_age_days + 7)
    home.add(9, *LATER, later)
    home.frozen(later)
    counts = home.root / "index" / "words.counts"
    before = counts.read_bytes()
    home.replayed(edition)
    assert counts.read_bytes() == before


def test_models_that_have_read_nothing_are_told(home, edition):
    home.view = HashingEmbedder(128, name="other")
    with pytest.raises(UsageError) as caught:
        home.replayed(edition)
    assert "techwatch run" in caught.value.hint
