"""What each source has given, counted from the articles it carried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT, article, source

from watch import store
from watch.model import ArticleId, OpportunityId, SourceId, StoryId
from watch.store import schema


@pytest.fixture
def two_papers(database):
    """One paper first with four articles, another that repeats one and adds one undated."""
    week = timedelta(weeks=1)
    mine = [article(n, effective_at=MOMENT - n * week, story_id=StoryId(n)) for n in (1, 2, 3, 20)]
    theirs = article(50, source_id=SourceId("b"), published_at=None, effective_at=MOMENT)
    with database.write() as connection:
        store.sources.sync(connection, {"a": source("press"), "b": source("b")})
        store.articles.save(connection, [*mine, theirs])
        store.harvest.note(connection, SourceId("press"), [a.id for a in mine], MOMENT)
        store.harvest.note(connection, SourceId("b"), [mine[0].id, theirs.id], MOMENT)
    return database


def harvest(database):
    with database.read() as connection:
        return store.harvest.every(connection, MOMENT)


def test_articles_belong_to_the_source_that_told_them_first(two_papers):
    found = harvest(two_papers)
    assert (found["press"].articles, found["b"].articles) == (4, 1)


def test_shares_are_of_everything_a_source_carried(two_papers):
    found = harvest(two_papers)
    assert (found["press"].duplicate_share, found["press"].undated_share) == (0, 0)
    assert (found["b"].duplicate_share, found["b"].undated_share) == (0.5, 0.5)


def test_reprint_counts_as_a_duplicate(two_papers):
    with two_papers.write() as connection:
        store.articles.save(connection, [article(2, reprint_of=ArticleId(1))])
    assert harvest(two_papers)["press"].duplicate_share == 0.25


def test_pace_is_that_of_the_last_eight_weeks(two_papers):
    found = harvest(two_papers)
    assert found["press"].articles_per_week == pytest.approx(3 / 8)
    assert found["b"].articles_per_week == pytest.approx(2)


def test_carrying_an_article_again_changes_nothing(two_papers):
    before = harvest(two_papers)
    with two_papers.write() as connection:
        store.harvest.note(connection, SourceId("b"), [ArticleId(1), ArticleId(1)], MOMENT)
    assert harvest(two_papers) == before


def test_yield_counts_opportunities_that_an_article_supports(two_papers):
    with two_papers.write() as connection:
        for name, story in (("one", 1), ("two", 1), ("three", 3)):
            connection.execute(
                schema.opportunity.insert().values(
                    id=OpportunityId(name),
                    pain_id=name,
                    story_id=story,
                    first_listed_at=MOMENT,
                    listed_at=MOMENT,
                    score=1.0,
                )
            )
    found = harvest(two_papers)
    assert (found["press"].opportunities, found["b"].opportunities) == (3, 2)


def test_source_that_gave_nothing_is_not_listed(database):
    with database.write() as connection:
        store.sources.sync(connection, {"a": source()})
    assert harvest(database) == {}
