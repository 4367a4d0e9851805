"""When what was put aside comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT
from lives import TODAY, change

from watch.model import ChangeKind, Reason, Standing, Status, WakeRule
from watch.review.wake import awake, default_rule, woken_by

K, R = ChangeKind, Reason
LATER = MOMENT + timedelta(days=3)


def aside(rule, status=Status.REJECTED):
    return Standing(opportunity_id="one", status=status, wake=rule, decided_at=MOMENT)


def later(kind, told="Floor", days=3):
    return change(kind, told, seen_at=MOMENT + timedelta(days=days))


@pytest.mark.parametrize(
    "reason",
    [
        R.OFF_TOPIC,
        R.ALREADY_KNOWN,
        R.ALREADY_DONE_HERE,
        R.DUPLICATE,
        R.NOT_A_PRIORITY,
    ],
)
def test_rejection_that_no_fact_can_answer_is_for_good(reason):
    rule = default_rule(Status.REJECTED, reason, TODAY)
    assert not rule
    everything = [later(kind) for kind in ChangeKind]
    assert not awake(aside(rule), everything, TODAY + timedelta(days=9999))


@pytest.mark.parametrize(
    ("reason", "kinds"),
    [
        (R.TOO_EARLY, {K.PEER, K.ADOPTER, K.GAIN}),
        (R.TOO_EXPENSIVE, {K.PRICE}),
        (R.NOT_AVAILABLE, {K.AVAILABILITY}),
        (R.NOT_OUR_SIZE, {K.PEER}),
        (R.DOUBTFUL_SOURCE, set()),
    ],
)
def test_rejection_wakes_by_the_fact_that_its_reason_missed(reason, kinds):
    standing = aside(default_rule(Status.REJECTED, reason, TODAY))
    assert {kind for kind in ChangeKind if awake(standing, [later(kind)], TODAY)} == kinds


def test_doubtful_source_wakes_by_two_further_owners():
    standing = aside(default_rule(Status.REJECTED, R.DOUBTFUL_SOURCE, TODAY))
    twice_the_same = [later(K.OWNER, "Floor"), later(K.OWNER, "Floor", days=4)]
    assert not awake(standing, twice_the_same, TODAY)
    assert awake(standing, [later(K.OWNER, "Floor"), later(K.OWNER, "Presse")], TODAY)


@pytest.mark.parametrize("reason", [None, *Reason])
def test_what_is_watched_comes_back_within_90_days(reason):
    standing = aside(default_rule(Status.WATCHING, reason, TODAY), Status.WATCHING)
    assert not awake(standing, [], TODAY + timedelta(days=89))
    assert awake(standing, [], TODAY + timedelta(days=90))


def test_what_is_watched_comes_back_for_a_peer_or_two_owners():
    standing = aside(default_rule(Status.WATCHING, None, TODAY), Status.WATCHING)
    assert awake(standing, [later(K.PEER)], TODAY)
    assert awake(standing, [later(K.OWNER, "A"), later(K.OWNER, "B")], TODAY)
    assert not awake(standing, [later(K.OWNER), later(K.PRICE)], TODAY)


@pytest.mark.parametrize(
    "status", [s for s in Status if s not in {Status.WATCHING, Status.REJECTED}]
)
def test_only_what_was_put_aside_wakes(status):
    assert not default_rule(status, R.TOO_EARLY, TODAY)
    standing = aside(WakeRule(until_on=TODAY, owners=1, changes=tuple(ChangeKind)), status)
    assert not awake(standing, [later(K.OWNER)], TODAY)
    assert woken_by(standing, [later(K.OWNER)]) == ()


def test_what_was_seen_up_to_the_decision_does_not_wake():
    standing = aside(WakeRule(changes=(K.PRICE,), owners=2))
    at_once = change(K.PRICE, "9 €")
    owners = [change(K.OWNER, "A"), later(K.OWNER, "B")]
    assert not awake(standing, [at_once, *owners], TODAY)
    assert awake(standing, [at_once, later(K.PRICE, "8 €")], TODAY)


def test_changes_that_wake_are_told_oldest_first_without_the_others():
    standing = aside(WakeRule(changes=(K.PRICE,), owners=2))
    price, a, b = later(K.PRICE, days=2), later(K.OWNER, "A", days=3), later(K.OWNER, "B", days=1)
    assert woken_by(standing, [price, a, later(K.FAILURE)]) == (price,)
    assert woken_by(standing, [price, a, b]) == (b, price, a)


def test_date_wakes_from_its_day_on_and_tells_no_change():
    standing = aside(WakeRule(until_on=TODAY))
    assert [awake(standing, [], TODAY + timedelta(days=n)) for n in (-1, 0, 1)] == [
        False,
        True,
        True,
    ]
    assert woken_by(standing, [later(K.PRICE)]) == ()
