"""Trends and radar of a home folder: what is read, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder, article, source

from watch import store
from watch.clock import FixedClock
from watch.config import read_solutions
from watch.model import Placement, StoryId
from watch.service import Service

VIEW = HashingEmbedder()
LEAD = read_solutions()[3]


def telling(number, days_ago, text, **fields):
    at = MOMENT - timedelta(days=days_ago)
    told = article(number, text=text, title="", language="fr", effective_at=at)
    return replace(told, **fields)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Forty stories of which eight, all of this month, tell of one family."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "sources.yaml").write_text("sources:\n  - url: https://a.example/rss\n", "utf-8")
    (tmp_path / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    quiet = [telling(n, 2 * n, f"Rien de tel {n} {n * 7}") for n in range(1, 33)]
    loud = [telling(100 + n, 3 * n, LEAD.sketch["fr"]) for n in range(1, 9)]
    again = telling(200, 1, LEAD.sketch["fr"], reprint_of=101)
    write(tmp_path, [*quiet, *loud, again])
    return tmp_path


def write(root, told, story=None):
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {"press": source()})
        store.articles.save(connection, told)
        places = {
            a.id: Placement(story_id=story or StoryId(a.id), reprint_of=a.reprint_of) for a in told
        }
        store.articles.place(connection, places)
        matrix = VIEW.documents([a.text for a in told])
        store.vectors.save(connection, VIEW.key, [a.id for a in told], matrix)
    database.close()


@pytest.fixture
def service(home):
    with Service(home, clock=FixedClock(MOMENT), views=[VIEW]) as opened:
        yield opened


def counts(found):
    return {one.subject: sum(one.counts) for one in found.families}


def test_stories_count_for_the_family_that_they_tell_of(service):
    found = service.insight.trends()
    assert sum(found.stories) == 40  # the reprint is none of its own
    assert counts(found)[LEAD.id] == 8
    assert found.areas[0].subject == LEAD.area


def test_no_article_is_embedded_again(service):
    service.insight.trends()
    read = VIEW.texts_read
    service.insight.trends()
    assert VIEW.texts_read == read


def test_trends_are_kept_until_something_is_read(service, home):
    assert not service.insight.ready()
    first = service.insight.trends()
    assert service.insight.ready()
    assert service.insight.trends() is first
    write(home, [telling(300, 1, LEAD.sketch["fr"])])
    assert not service.insight.ready()
    assert counts(service.insight.trends())[LEAD.id] == 9


def test_stories_joined_by_hand_count_once(service, home):
    service.insight.trends()
    service.stories.merge(StoryId(101), StoryId(102))
    assert not service.insight.ready()
    assert counts(service.insight.trends())[LEAD.id] == 7


def test_empty_home_has_no_trends(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with Service(tmp_path, clock=FixedClock(MOMENT), views=[VIEW]) as service:
        found = service.insight.trends()
        assert (sum(found.stories), found.families) == (0, ())
        assert service.insight.radar().blips == ()
