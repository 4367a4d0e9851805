"""What cards gather from one run to the next, and under which name a story is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, article, evidence, source, story
from lives import opportunity

from watch import rank
from watch.model import (
    Attached,
    Company,
    Known,
    ModelKey,
    OpportunityId,
    Reason,
    Standing,
    Status,
    StoryId,
)
from watch.pipeline.life import Life, grow, named
from watch.pipeline.listing import Considered, Material

VIEW = ModelKey("plane-2@1/test")
PLACES = {1: (0.6, 0.8), 2: (1.0, 0.0), 3: (1.0, 0.0)}
"""Where three stories of one development lie: the third nearest to the second."""


def telling(number, **fields):
    """An article of that number, alone in its story, about a development of the same names."""
    usual = {
        "story_id": StoryId(number),
        "title": f"Brisquet cuts stoppages with Vibralog, part {number}",
        "effective_at": MOMENT - timedelta(hours=9 - number),
    }
    return article(number, **usual | fields)


def card(number, **fields):
    """The card of the story of that number."""
    return opportunity(
        f"card{number}",
        **{"story_id": StoryId(number), "evidence": (evidence(number),)} | fields,
    )


def material(articles):
    rows = np.asarray([PLACES[one.id] for one in articles], dtype=np.float32)
    return Material(
        articles=articles,
        views={VIEW: rows},
        pains=[],
        sources={"press": source()},
        failed_sources=0,
        first_listed_at={},
        weights={},
    )


def considered(articles, cards):
    vectors = {one.story_id: np.asarray(PLACES[one.id], dtype=np.float32) for one in articles}
    return Considered(
        matches=[],
        stories={StoryId(one.story_id): story(one.story_id, one) for one in articles},
        story_count=len(articles),
        candidates=[rank.Candidate(opportunity=c, vector=vectors[c.story_id]) for c in cards],
        plans={},
        context=None,
        library=None,
        embedder=None,
    )


def life(cards, **fields):
    usual = {
        "decisions": [],
        "standings": {},
        "cards": {one.id: one for one in cards},
        "known": {one.id: Known() for one in cards},
        "changes": {},
        "attached": [],
        "initiatives": [],
    }
    return Life(**usual | fields)


def attached(card_id, story_id):
    return Attached(
        opportunity_id=OpportunityId(card_id),
        story_id=StoryId(story_id),
        attached_at=MOMENT,
        title="",
        url="",
        source_name="",
        sentence="",
    )


def grown(before, numbers):
    articles = [telling(number) for number in numbers]
    cards = [card(number) for number in numbers]
    there = material(articles)
    return grow(before, there, considered(articles, cards), Company(), MOMENT)


def test_later_story_is_gathered_by_its_nearest_card():
    """Of the two cards the second lies nearer."""
    found = grown(life([card(1), card(2)]), [1, 2, 3])
    assert [(one.opportunity_id, one.story_id) for one in found.attached] == [("card2", 3)]


def test_gathered_story_stays_with_its_card_when_a_nearer_one_is_begun():
    """It was gathered when the second card was not there; one story counts for one card."""
    before = life([card(1), card(2)], attached=[attached("card1", 3)])
    assert grown(before, [1, 2, 3]).attached == []


def name_of_merged(*, listed, standings=None):
    """The name of story 1, in which the articles of two cards are told by now."""
    articles = [telling(1), telling(2, story_id=StoryId(1))]
    cards = [card(1), card(2)]
    before = life(cards, standings={one.opportunity_id: one for one in standings or ()})
    days = {OpportunityId(name): MOMENT - timedelta(days=ago) for name, ago in listed.items()}
    there = replace(material(articles), first_listed_at=days)
    found = considered(articles[:1], [card(1, id=OpportunityId("fresh"))])
    (candidate,) = named(found, before, there).candidates
    return candidate.opportunity.id


def test_merged_story_is_told_under_the_card_that_was_listed_first():
    assert name_of_merged(listed={"card1": 9, "card2": 2}) == "card1"
    assert name_of_merged(listed={"card1": 2, "card2": 9}) == "card2"


@pytest.mark.parametrize("name", ["card1", "card2"])
def test_what_was_turned_down_does_not_return_under_the_name_of_another_card(name):
    refused = Standing(
        opportunity_id=OpportunityId(name),
        status=Status.REJECTED,
        reason=Reason.NOT_A_PRIORITY,
        decided_at=MOMENT,
    )
    listed = {"card1": 2, "card2": 2} | {name: 1}
    assert name_of_merged(listed=listed, standings=[refused]) == name


def test_merged_story_is_told_under_the_card_that_took_the_other_in():
    taken = Standing(
        opportunity_id=OpportunityId("card1"),
        status=Status.WATCHING,
        merged_into=OpportunityId("card2"),
    )
    assert name_of_merged(listed={"card1": 9, "card2": 2}, standings=[taken]) == "card2"
