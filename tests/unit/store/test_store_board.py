"""What the board reads: heads of cards, and the places that editions gave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fakes import MOMENT
from lives import change, opportunity

from watch import store
from watch.model import (
    Attached,
    ChangeKind,
    Company,
    Edition,
    Known,
    OpportunityId,
    StoryId,
    Week,
)

ONE, TWO = OpportunityId("one"), OpportunityId("two")


def attached(name):
    return Attached(
        opportunity_id=name,
        story_id=StoryId(9),
        attached_at=MOMENT,
        title="More",
        url="",
        source_name="",
        sentence="",
    )


def edition(week, *rows, weeks_ago):
    made_at = MOMENT - timedelta(weeks=weeks_ago)
    return Edition(
        week=Week(week),
        made_at=made_at,
        company=Company(),
        opportunities=rows,
        silences=(),
        article_count=0,
        story_count=0,
        source_count=0,
        failed_source_count=0,
    )


def test_heads_say_what_the_cards_say_best_score_first(database):
    cards = [
        opportunity("one", score=10.0),
        opportunity("two", score=90.0, title="Écrans, “neufs”", weak_signal=True),
    ]
    with database.write() as connection:
        for card in cards:
            store.opportunities.keep(connection, card, Known(), MOMENT)
        heads = store.opportunities.heads(connection)
    assert [head.id for head in heads] == [TWO, ONE]
    for head, card in zip(heads, reversed(cards), strict=True):
        said = {name: getattr(head, name) for name in head.__slots__}
        assert said == {name: getattr(card, name) for name in said}


def test_place_is_that_of_the_newest_frozen_edition(database):
    rows = opportunity("one"), opportunity("two")
    older = edition("2026-W45", *rows, weeks_ago=2)
    newer = edition("2026-W46", *rows[::-1], weeks_ago=1)
    still_open = edition("2026-W47", *rows, weeks_ago=0)
    with database.write() as connection:
        for made in (older, newer):
            store.editions.freeze(connection, replace(made, frozen_at=made.made_at))
        store.editions.save(connection, still_open, made_from="x")
        places = store.board.places(connection, [ONE, OpportunityId("never listed")])
        assert places == {ONE: (Week("2026-W46"), 2)}


def test_changes_and_gathered_stories_are_read_for_the_cards_that_are_named(database):
    with database.write() as connection:
        for name in ("one", "two"):
            store.opportunities.keep(connection, opportunity(name), Known(), MOMENT)
        store.opportunities.attach(connection, [attached(ONE), attached(TWO)])
        told = [change(ChangeKind.PRICE, "9 €", name=name) for name in ("one", "two")]
        store.opportunities.note_changes(connection, told)
        assert {c.opportunity_id for c in store.opportunities.changes(connection)} == {ONE, TWO}
        named = store.opportunities.changes(connection, names=[TWO])
        assert {c.opportunity_id for c in named} == {TWO}
        gathered = store.opportunities.attachments(connection, [ONE])
        assert {a.opportunity_id for a in gathered} == {ONE}
        assert set(store.opportunities.cards(connection, [ONE])) == {ONE}
