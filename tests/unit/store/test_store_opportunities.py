"""Cards live for months: kept, changed, gathering stories."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT
from lives import change, opportunity
from sqlalchemy import delete, select, update

from watch import store
from watch.errors import StoreError
from watch.model import Attached, ChangeKind, Known, Prospect, Stake
from watch.store import schema

WEEK = timedelta(weeks=1)
STAKE = Stake(low=1000.0, high=3000.0, currency="EUR", cut=0.1, assumption="10 %")
PROSPECT = Prospect(
    impact="high",
    effort="months",
    maturity="proven",
    months=6.0,
    applies=("size",),
    basis={"impact": "41 %"},
    deadline_on=(MOMENT + 9 * WEEK).date(),
    stake=STAKE,
)
CARD = opportunity(prospect=PROSPECT, changes=(change(ChangeKind.GAIN, "41 %"),), learned=0.05)
KNOWN = Known(owners=frozenset({"floor", "press owner"}), gains=frozenset({"41 %"}), failed=True)


@pytest.fixture
def kept(database):
    """A database with one full card and another."""
    with database.write() as connection:
        store.opportunities.keep(connection, CARD, KNOWN, MOMENT)
        store.opportunities.keep(connection, opportunity("two"), Known(), MOMENT)
    return database


def moments(database):
    table = schema.opportunity
    with database.read() as connection:
        query = select(table.c.first_listed_at, table.c.listed_at, table.c.score)
        return tuple(connection.execute(query.where(table.c.id == "one")).one())


def attached(story, day=0, name="one", **fields):
    usual = {
        "opportunity_id": name,
        "story_id": story,
        "attached_at": MOMENT + timedelta(days=day),
        "title": f"Story {story}",
        "url": f"https://press.example/{story}",
        "source_name": "Press",
        "sentence": "It works.",
    }
    return Attached(**usual | fields)


def test_card_comes_back_whole(kept):
    with kept.read() as connection:
        assert store.opportunities.card(connection, "one") == CARD
        assert store.opportunities.cards(connection) == {"one": CARD, "two": opportunity("two")}
        assert store.opportunities.known(connection) == {"one": KNOWN, "two": Known()}
        assert store.opportunities.card(connection, "none") is None


def test_card_kept_again_replaces_all_but_its_first_listing(kept):
    later = opportunity(score=60.0, gain="45 %")
    with kept.write() as connection:
        store.opportunities.keep(connection, later, Known(failed=True), MOMENT + WEEK)
        assert store.opportunities.card(connection, "one") == later
        assert store.opportunities.known(connection)["one"] == Known(failed=True)
    assert moments(kept) == (MOMENT, MOMENT, 60.0)


def test_listing_moves_the_last_moment_and_leaves_the_card(kept):
    with kept.write() as connection:
        listed = [opportunity(score=70.0)]
        store.opportunities.note_listed(connection, listed, MOMENT + WEEK)
        assert store.opportunities.card(connection, "one") == CARD
    assert moments(kept) == (MOMENT, MOMENT + WEEK, 70.0)


def test_opportunity_listed_but_never_kept_is_no_card(database):
    """Rows of the time before cards have no content."""
    with database.write() as connection:
        store.opportunities.note_listed(connection, [opportunity()], MOMENT)
        assert store.opportunities.cards(connection) == {}
        assert store.opportunities.known(connection) == {}
        assert store.opportunities.card(connection, "one") is None
    assert moments(database) == (MOMENT, MOMENT, 50.0)


def test_change_is_written_once(kept):
    price = change(ChangeKind.PRICE, "9 €", sentence="It costs 9 €.", url="https://a/1")
    again = change(ChangeKind.PRICE, "9 €", seen_at=MOMENT + WEEK)
    others = [change(ChangeKind.GAIN, "9 €"), change(ChangeKind.PRICE, "9 €", name="two")]
    with kept.write() as connection:
        assert store.opportunities.note_changes(connection, [price, again]) == [price]
        assert store.opportunities.note_changes(connection, [again, *others]) == others
        assert store.opportunities.note_changes(connection, [again]) == []
        assert store.opportunities.changes(connection) == [price, *others]


def test_changes_are_read_from_a_moment_on_oldest_first(kept):
    days = [change(told=str(n), seen_at=MOMENT + timedelta(days=n)) for n in (3, 1, 2)]
    with kept.write() as connection:
        store.opportunities.note_changes(connection, days)
        found = store.opportunities.changes(connection, MOMENT + timedelta(days=1))
    assert [c.told for c in found] == ["2", "3"]


@pytest.mark.parametrize(
    "statement", [update(schema.change).values(told="10 €"), delete(schema.change)]
)
def test_change_is_never_changed(kept, statement):
    with kept.write() as connection:
        store.opportunities.note_changes(connection, [change()])
    with pytest.raises(StoreError, match="never changed"), kept.write() as connection:
        connection.execute(statement)
    with kept.read() as connection:
        assert store.opportunities.changes(connection) == [change()]


def test_gathered_story_is_noted_once(kept):
    first, against = attached(1, day=1), attached(2**62, against=True)
    with kept.write() as connection:
        store.opportunities.attach(connection, [first, against, first])
        store.opportunities.attach(connection, [attached(1, day=5), attached(1, name="two")])
        found = store.opportunities.attachments(connection)
    assert found == [against, attached(1, name="two"), first]
