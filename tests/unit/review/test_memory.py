"""What the list may show again, and what is told about followed cards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT
from lives import TODAY, change, opportunity

from watch.model import ChangeKind, Reason, Standing, Status, WakeRule
from watch.review.memory import Memory, admitted, updates

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
PRICE = change(ChangeKind.PRICE, "9 €", seen_at=MOMENT + DAY)
PEER = change(ChangeKind.PEER, "Ateliers B", seen_at=MOMENT + 2 * DAY)


def stands(status, name="one", **fields):
    usual = {"opportunity_id": name, "status": status, "decided_at": MOMENT}
    return {name: Standing(**usual | fields)}


def listed(standings=None, changes=(), theirs=(), **fields):
    """What may be listed of one opportunity, a week after the present of every test."""
    usual = {
        "standings": standings or {},
        "changes": {"one": changes, "two": theirs},
        "today": TODAY + timedelta(weeks=1),
    }
    return admitted([opportunity()], Memory(**usual | fields))


def test_new_opportunity_is_listed_as_it_is():
    assert listed(changes=[PRICE]) == [opportunity()]


def test_shown_opportunity_stays_away_until_something_changed():
    shown = {"one": MOMENT}
    assert listed(shown=shown) == []
    assert listed(shown=shown, changes=[change(seen_at=MOMENT)]) == []


def test_shown_opportunity_returns_with_what_changed_since():
    (found,) = listed(shown={"one": MOMENT}, changes=[PEER, change(seen_at=MOMENT - DAY), PRICE])
    assert (found.status, found.changes) == (Status.NEW, (PRICE, PEER))
    assert listed(shown={"one": MOMENT + WEEK}, changes=[PEER, PRICE]) == []


@pytest.mark.parametrize(
    "status", [Status.TO_STUDY, Status.PILOT, Status.ADOPTED, Status.ALREADY_DONE]
)
def test_followed_or_done_opportunity_is_never_listed(status):
    rule = WakeRule(until_on=TODAY, changes=tuple(ChangeKind))
    assert listed(stands(status, wake=rule), [PRICE, PEER]) == []


@pytest.mark.parametrize("status", [Status.WATCHING, Status.REJECTED])
def test_put_aside_returns_only_by_its_rule_and_tells_all_that_changed(status):
    standings = stands(status, wake=WakeRule(changes=(ChangeKind.PEER,)))
    assert listed(standings, [PRICE]) == []
    (found,) = listed(standings, [PRICE, PEER])
    assert (found.status, found.changes) == (status, (PRICE, PEER))


def test_put_aside_until_a_day_returns_that_day_once():
    standings = stands(Status.WATCHING, wake=WakeRule(until_on=TODAY + timedelta(weeks=1)))
    assert listed(standings, today=TODAY) == []
    (found,) = listed(standings, shown={"one": MOMENT - DAY})
    assert (found.status, found.changes) == (Status.WATCHING, ())
    assert listed(standings, shown={"one": MOMENT + WEEK}, changes=[PRICE]) == []


def test_woken_and_shown_returns_only_by_a_further_change_of_its_rule():
    standings = stands(Status.REJECTED, wake=WakeRule(changes=(ChangeKind.PEER,)))
    shown = {"one": MOMENT + WEEK}
    second = change(ChangeKind.PEER, "Usines C", seen_at=MOMENT + WEEK + DAY)
    price = change(ChangeKind.PRICE, "8 €", seen_at=MOMENT + WEEK + DAY)
    assert listed(standings, [PEER, price], shown=shown) == []
    (found,) = listed(standings, [PEER, price, second], shown=shown)
    assert found.changes == (price, second)


def test_owners_are_counted_from_the_last_showing_on():
    standings = stands(Status.REJECTED, wake=WakeRule(owners=2))
    owners = [change(told=name, seen_at=MOMENT + n * DAY) for n, name in enumerate("ABCD", start=1)]
    assert listed(standings, owners[:3], shown={"one": MOMENT + 2.5 * DAY}) == []
    assert listed(standings, owners, shown={"one": MOMENT + 2.5 * DAY})


def test_merged_opportunity_is_never_listed():
    assert listed(stands(Status.NEW, merged_into="two", decided_at=None)) == []


def test_changes_of_an_absorbed_card_are_told_by_the_other_once():
    standings = stands(Status.NEW, absorbed=("two",), decided_at=None)
    theirs = [
        change(PRICE.kind, PRICE.told, name="two", seen_at=MOMENT + 3 * DAY),
        change(ChangeKind.GAIN, "41 %", name="two", seen_at=MOMENT + 3 * DAY),
    ]
    (found,) = listed(standings, [PRICE], theirs, shown={"one": MOMENT})
    assert found.changes == (PRICE, theirs[1])
    after_price = {"one": MOMENT + 2 * DAY}
    (found,) = listed(standings, [PRICE], theirs, shown=after_price)
    assert found.changes == (theirs[1],)


def test_card_whose_absorbed_card_was_shown_is_no_news():
    standings = stands(Status.NEW, absorbed=("two",), decided_at=None)
    assert listed(standings, shown={"two": MOMENT}) == []


def test_story_of_another_card_of_the_pain_is_no_opportunity_of_its_own():
    item = opportunity()
    place = (item.story_id, item.pain_id)
    assert listed(attached={place: "two"}) == []
    assert listed(attached={place: "one"}) == [item]
    assert listed(attached={(item.story_id, "quality"): "two"}) == [item]


def test_order_is_kept():
    items = [opportunity(name) for name in ("b", "a", "c")]
    standings = stands(Status.PILOT, "a")
    assert admitted(items, Memory(standings=standings, today=TODAY)) == [items[0], items[2]]


def followed(standings, changes, since=None):
    cards = {name: opportunity(name) for name in ("one", "two", "three")}
    return updates(standings, cards, changes, since)


def test_updates_tell_what_changed_about_followed_cards_latest_first():
    standings = (
        stands(Status.PILOT, owner="Léa")
        | stands(Status.TO_STUDY, "two")
        | stands(Status.WATCHING, "three")
    )
    theirs = change(ChangeKind.FAILURE, "stopped", name="two", seen_at=MOMENT + 9 * DAY)
    changes = {"one": [PEER, PRICE], "two": [theirs], "three": [PRICE]}
    second, first = sorted(followed(standings, changes), key=lambda u: u.opportunity.id)
    assert followed(standings, changes) == [first, second]
    assert (first.status, first.changes) == (Status.TO_STUDY, (theirs,))
    assert (second.status, second.owner, second.changes) == (Status.PILOT, "Léa", (PRICE, PEER))
    assert (second.opportunity.status, second.opportunity.changes) == (
        Status.PILOT,
        (PRICE, PEER),
    )


def test_updates_begin_after_the_last_edition_and_after_the_decision():
    early = change(ChangeKind.GAIN, "41 %", seen_at=MOMENT)
    standings = stands(Status.PILOT)
    assert followed(standings, {"one": [early]}) == []
    (told,) = followed(standings, {"one": [early, PRICE, PEER]}, since=PRICE.seen_at)
    assert told.changes == (PEER,)


def test_updates_leave_out_merged_cards_and_those_never_kept():
    merged = stands(Status.PILOT, merged_into="two")
    unknown = stands(Status.PILOT, "four")
    assert followed(merged | unknown, {"one": [PRICE], "four": [PRICE]}) == []


def elsewhere(standing=None, **remembered):
    """What may be listed of one story for two pain points, of which the first was met before."""
    both = [opportunity("one"), opportunity("two", story_id=opportunity("one").story_id)]
    return [
        o.id for o in admitted(both, Memory(today=TODAY, standings=standing or {}, **remembered))
    ]


def test_story_told_for_one_pain_point_is_no_news_for_another():
    """Shown and left undecided, turned down as known, or followed: the reader has met it."""
    assert elsewhere() == ["one", "two"]
    assert elsewhere(shown={"one": MOMENT}) == []
    assert elsewhere(stands(Status.REJECTED, reason=Reason.ALREADY_KNOWN)) == []
    assert elsewhere(stands(Status.TO_STUDY)) == []


def test_story_off_topic_for_one_pain_point_may_be_told_for_another():
    refused = stands(Status.REJECTED, reason=Reason.OFF_TOPIC)
    assert elsewhere(refused, shown={"one": MOMENT}) == ["two"]
