"""Who stands in which ring, and what moved in a month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT
from lives import decided, opportunity, row, undone

from watch.model import Act, OpportunityId, Prospect, Ring, RingMove, Status
from watch.review.radar import MONTH, radar

LONG_AGO = MOMENT - MONTH - timedelta(days=7)
LISTED = {OpportunityId("one"): LONG_AGO, OpportunityId("two"): LONG_AGO}


ONE = (opportunity(),)


def seen(*rows, cards=ONE, listed=LISTED, scores=()):
    return radar(cards, rows, listed, dict(scores), MOMENT)


def only(found):
    (blip,) = found.blips
    return blip


def test_undecided_card_stands_in_the_outer_ring():
    blip = only(seen())
    assert (blip.ring, blip.before, blip.move) == (Ring.NEW, Ring.NEW, RingMove.STILL)


def test_card_listed_within_the_month_appeared():
    blip = only(seen(listed={OpportunityId("one"): MOMENT - timedelta(days=3)}))
    assert (blip.before, blip.move) == (None, RingMove.APPEARED)


def test_pilot_begun_this_month_came_nearer():
    rows = (decided(1, Status.TO_STUDY, at=LONG_AGO), decided(2, Status.PILOT))
    blip = only(seen(*rows))
    assert (blip.ring, blip.before, blip.move) == (Ring.PILOT, Ring.TO_STUDY, RingMove.INWARD)


def test_pilot_put_aside_this_month_moved_away():
    rows = (decided(1, Status.PILOT, at=LONG_AGO), decided(2, Status.WATCHING))
    assert only(seen(*rows)).move is RingMove.OUTWARD


def test_decision_undone_this_month_stood_a_month_ago():
    rows = (decided(1, Status.PILOT, at=LONG_AGO), undone(2, 1))
    blip = only(seen(*rows))
    assert (blip.ring, blip.before) == (Ring.NEW, Ring.PILOT)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.ALREADY_DONE])
def test_side_exit_is_off_the_radar_and_counted(status):
    found = seen(decided(1, status))
    assert found.blips == ()
    assert found.off == {status: 1}


def test_card_back_from_a_side_exit_appears():
    rows = (decided(1, Status.REJECTED, at=LONG_AGO), decided(2, Status.TO_STUDY))
    assert only(seen(*rows)).move is RingMove.APPEARED


def test_merged_card_has_no_point_of_its_own():
    cards = (opportunity("one"), opportunity("two"))
    found = seen(row(1, act=Act.MERGE, other=OpportunityId("two")), cards=cards)
    assert [blip.id for blip in found.blips] == ["one"]


def test_blip_tells_owner_months_and_the_score_of_a_month_ago():
    prospect = Prospect(impact="high", effort="months", maturity="proven", months=8.0)
    found = seen(
        decided(1, Status.TO_STUDY, owner="Nadia"),
        cards=(opportunity(prospect=prospect),),
        scores={OpportunityId("one"): 41.0},
    )
    blip = only(found)
    assert (blip.owner, blip.months, blip.score_before) == ("Nadia", 8.0, 41.0)


def test_best_score_comes_first():
    cards = (opportunity("one", score=20.0), opportunity("two", score=60.0))
    assert [blip.id for blip in seen(cards=cards).blips] == ["two", "one"]
