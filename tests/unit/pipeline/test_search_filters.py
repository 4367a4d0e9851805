"""Filters restrict by article and by story, and each says what it would leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder, article, source
from lives import opportunity

from watch import store
from watch.errors import UsageError
from watch.model import (
    Act,
    ArticleId,
    Decision,
    EventKind,
    FilterField,
    Known,
    PainId,
    SearchFilter,
    SourceId,
    Status,
    StoryId,
)
from watch.pipeline.search import answer, answer_like
from watch.pipeline.search_stories import Wanted
from watch.settings import Home

VIEW = HashingEmbedder()
PAIN, OTHER = PainId("picking"), PainId("energy")


@pytest.fixture
def asked(database, tmp_path):
    """Return a function that asks for robots under some filters, everything counted."""
    told = [
        article(1, title="Acme deploys robots in its warehouse", text="Robots carry the bins."),
        article(2, title="Robots everywhere", text="Robots are tested.", source_id=SourceId("b")),
        article(3, title="Des robots en entrepôt", text="Les robots portent.", language="fr"),
        article(
            4, title="Robots of old", text="Robots then.", effective_at=MOMENT - timedelta(200)
        ),
    ]
    told = [replace(one, story_id=StoryId(one.id)) for one in told]
    with database.write() as connection:
        press = replace(source(), topics=("logistics",))
        store.sources.sync(connection, {"1": press, "2": source("b")})
        store.articles.save(connection, told)
        matrix = VIEW.documents([f"{a.title}. {a.text}" for a in told])
        store.vectors.save(connection, VIEW.key, [a.id for a in told], matrix)
    home = Home(root=tmp_path)

    def run(limit=10, **chosen):
        wanted = Wanted(chosen=SearchFilter(**chosen), limit=limit, now=MOMENT)
        return answer("robots", database, home, [VIEW], wanted)

    return run


@pytest.fixture
def card(database, asked):
    """Return the card of story 2, decided to be studied."""
    made = opportunity(pain_id=PAIN, area="energy", story_id=StoryId(2))
    cited = replace(made.evidence[0], article_id=ArticleId(2))
    made = replace(made, evidence=(cited,))
    with database.write() as connection:
        store.opportunities.keep(connection, made, Known(), MOMENT)
        store.ledger.append(
            connection,
            Decision(
                at=MOMENT,
                opportunity_id=made.id,
                pain_id=PAIN,
                act=Act.DECIDE,
                status=Status.TO_STUDY,
                owner="Nadia",
            ),
        )
    return made


def stories(found):
    return {hit.story.id for hit in found.hits}


def test_every_filter_says_what_it_would_leave(asked):
    counts = asked().counts
    assert counts[FilterField.LANGUAGE] == {"en": 3, "fr": 1}
    assert counts[FilterField.SOURCE] == {"press": 3, "b": 1}
    assert counts[FilterField.PERIOD] == {"365": 4, "30": 3, "7": 3, "91": 3}
    assert counts[FilterField.AREA] == {"logistics": 3}
    assert counts[FilterField.KIND]["deployment"] == 1


def test_choosing_a_value_leaves_as_many_stories_as_its_count_said(asked):
    before = asked().counts
    assert asked(language="fr").story_count == before[FilterField.LANGUAGE]["fr"]
    assert asked(areas=["logistics"]).story_count == before[FilterField.AREA]["logistics"]
    assert asked(kinds=[EventKind.DEPLOYMENT]).story_count == 1


def test_counts_of_a_filter_leave_out_its_own_choice_and_keep_the_others(asked):
    counts = asked(language="en", source_ids=[SourceId("press")]).counts
    assert counts[FilterField.LANGUAGE] == {"en": 2, "fr": 1}
    assert counts[FilterField.SOURCE] == {"press": 2, "b": 1}
    assert counts[FilterField.PERIOD] == {"365": 2, "30": 1, "7": 1, "91": 1}


def test_kind_counts_leave_out_the_chosen_kind(asked):
    assert sum(asked(kinds=[EventKind.DEPLOYMENT]).counts[FilterField.KIND].values()) == 4


def test_period_ends_before_its_last_moment(asked):
    assert stories(asked(until_at=MOMENT - timedelta(100))) == {4}
    assert 4 not in stories(asked(since_at=MOMENT - timedelta(100)))


def test_story_is_found_by_the_pain_the_area_and_the_status_of_its_card(asked, card):
    for chosen in ({"pain_ids": [PAIN]}, {"areas": ["energy"]}, {"statuses": [Status.TO_STUDY]}):
        (hit,) = asked(**chosen).hits
        assert hit.story.id == 2
        assert [tie.opportunity_id for tie in hit.cards] == [card.id]
    assert asked(pain_ids=[OTHER]).hits == ()


def test_decision_is_seen_by_the_next_search(asked, card, database):
    assert asked().counts[FilterField.STATUS] == {"to study": 1}
    row = Decision(
        at=MOMENT, opportunity_id=card.id, pain_id=PAIN, act=Act.DECIDE, status=Status.ADOPTED
    )
    with database.write() as connection:
        store.ledger.append(connection, row)
    assert asked().counts[FilterField.STATUS] == {"adopted": 1}


def test_trend_counts_stories_by_the_week_in_which_they_began(asked):
    trend = asked().trend
    assert sum(trend.read) == 3
    assert trend.counts[-1] == 3
    assert trend.ends_on[-1] == MOMENT.date()
    assert trend.phase is None


def test_what_is_like_a_story_is_not_the_story_itself(asked, database, tmp_path):
    asked()
    wanted = Wanted(limit=10, now=MOMENT)
    found = answer_like(StoryId(2), database, Home(root=tmp_path), [VIEW.key], wanted)
    assert 2 not in stories(found)
    assert found.hits
    assert found.hits[0].sentence


def test_like_of_no_story_is_refused_with_a_hint(asked, database, tmp_path):
    asked()
    with pytest.raises(UsageError) as refused:
        answer_like(StoryId(99), database, Home(root=tmp_path), [VIEW.key], Wanted())
    assert "search" in refused.value.hint
