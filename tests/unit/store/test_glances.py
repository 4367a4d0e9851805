"""A glance knows every article without its words, and when it is out of date."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from fakes import article, source

from watch import store
from watch.model import ArticleId, Placement, StoryId


def put(database, *articles):
    with database.write() as connection:
        store.sources.sync(connection, {"1": source()})
        store.articles.save(connection, articles)


def stamp(database):
    with database.read() as connection:
        return store.glances.stamp(connection)


def state(database):
    with database.read() as connection:
        return store.glances.state(connection)


def test_glance_gives_the_articles_that_there_are_in_order(database):
    put(database, article(3, language="fr"), article(7, story_id=StoryId(3)))
    with database.read() as connection:
        found = store.glances.read(connection).of(np.asarray([1, 3, 7, 9]))
    assert [one.id for one in found] == [3, 7]
    assert [one.story_id for one in found] == [3, 3]
    assert [one.language for one in found] == ["fr", "en"]


def test_glance_of_an_empty_database_gives_nothing(database):
    with database.read() as connection:
        assert store.glances.read(connection).of(np.asarray([1, 2])) == []


def test_state_changes_when_an_article_joins_a_story_that_is_there(database):
    """Neither the number of stories nor the newest of them says so."""
    put(database, article(1, story_id=StoryId(1)), article(2))
    before = state(database)
    with database.write() as connection:
        store.articles.place(connection, {ArticleId(2): Placement(story_id=StoryId(1))})
    joined = state(database)
    assert joined != before
    put(database, replace(article(3), story_id=StoryId(3)))
    apart = state(database)
    with database.write() as connection:
        store.articles.place(connection, {ArticleId(2): Placement(story_id=StoryId(3))})
    assert state(database) != apart


def test_stamp_stays_until_something_is_written(database):
    put(database, article(1))
    if database.file is None:
        assert stamp(database) is None
        return
    before = stamp(database)
    assert stamp(database) == before
    put(database, article(2))
    assert stamp(database) != before


def test_stamp_sees_what_another_process_wrote(database):
    if database.file is None:
        return
    put(database, article(1))
    other = store.open_database(database.file)
    before = stamp(database)
    put(other, article(2))
    other.close()
    assert stamp(database) != before


def test_openings_are_titles_and_the_first_characters_of_texts(database):
    put(database, article(1, title="Élan", text="déjà vu, encore"), article(2, text="short"))
    with database.read() as connection:
        found = store.glances.openings(connection, [ArticleId(1), ArticleId(2), ArticleId(5)], 7)
    assert found[ArticleId(1)] == ("Élan", "déjà vu")
    assert found[ArticleId(2)][1] == "short"
    assert set(found) == {1, 2}
