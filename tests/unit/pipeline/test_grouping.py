"""Stories in the database: new articles join, hands merge and split, and it stays so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder, article, source

from watch import store
from watch.errors import UsageError
from watch.model import ArticleId, SourceId, StoryId
from watch.pipeline import merge, split
from watch.pipeline.grouping import group_new, windows

VIEW = HashingEmbedder()
SAME = "The plant at Brisquet has cut stoppages with forty sensors and one simple rule."


def told(number, text=SAME, hours=0.0):
    at = MOMENT - timedelta(days=5) + timedelta(hours=hours)
    name = SourceId(f"s{number}")
    return article(number, source_id=name, title="", text=text, effective_at=at)


@pytest.fixture
def keep(database):
    """Stores articles with their vectors and groups what is new."""

    def run(*articles):
        with database.write() as connection:
            found = {a.source_id: source(a.source_id) for a in articles}
            known = store.sources.every(connection)
            store.sources.sync(connection, known | found)
            store.articles.save(connection, articles)
            matrix = VIEW.documents([a.text for a in articles])
            store.vectors.save(connection, VIEW.key, store.articles.ids(articles), matrix)
        return group_new(database, lambda: [VIEW])

    return run


def stories(database):
    with database.read() as connection:
        found = store.articles.since(connection, MOMENT - timedelta(days=400))
    return {a.id: a.story_id for a in found}


def test_articles_of_tomorrow_join_the_story_of_today(database, keep):
    assert keep(told(1), told(2, "Something else entirely happened at the port.")) == 2
    assert keep(told(3, hours=20)) == 1
    assert stories(database) == {1: 1, 2: 2, 3: 1}


def test_nothing_new_loads_no_model(database, keep):
    keep(told(1))

    def never():
        raise AssertionError

    assert group_new(database, never) == 0


def test_split_holds_when_more_tellings_come(database, keep):
    keep(told(1), told(2, hours=1))
    own = split(database, ArticleId(2))
    keep(told(3, hours=2))
    found = stories(database)
    assert found[1] == 1
    assert found[2] == own != 1
    assert found[3] in (1, own)


def test_founder_that_is_split_leaves_the_story_its_name(database, keep):
    keep(told(1), told(2, hours=1))
    own = split(database, ArticleId(1))
    assert stories(database) == {1: own, 2: 1}


def test_merge_takes_the_name_of_the_older_and_undoes_a_split(database, keep):
    keep(told(1), told(2, hours=1))
    own = split(database, ArticleId(2))
    assert merge(database, own, StoryId(1)) == 1
    assert stories(database) == {1: 1, 2: 1}
    with database.read() as connection:
        assert store.ties.apart(connection) == []


@pytest.mark.parametrize("wrong", [ArticleId(9), ArticleId(1)])
def test_split_of_nothing_is_said(database, keep, wrong):
    keep(told(1))
    with pytest.raises(UsageError):
        split(database, wrong)


def test_merge_with_nothing_is_said(database, keep):
    keep(told(1))
    with pytest.raises(UsageError, match="no story 9"):
        merge(database, StoryId(1), StoryId(9))


def test_only_days_near_a_newcomer_are_read():
    articles = [told(1, hours=-9000), told(2, hours=-8990), told(3)]
    spans = windows(articles)
    assert len(spans) == 2
    assert spans[0][1] < spans[1][0]


def test_new_title_is_a_version_of_the_same_article(database, keep):
    keep(told(1))
    with database.write() as connection:
        for title in ("Second title", "Third title", "Third title"):
            store.articles.save(connection, [replace(told(1), title=title)])
    with database.read() as connection:
        assert store.articles.former_titles(connection, ArticleId(1)) == ["", "Second title"]
        assert store.articles.total(connection) == 1
