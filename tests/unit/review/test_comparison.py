"""An edition beside the one before: what is new, what moved, what is gone, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT
from hypothesis import given
from hypothesis import strategies as st
from review_rows import edition, row, signals

from watch.model import (
    ArticleId,
    Change,
    ChangeKind,
    LeftOut,
    OpportunityId,
    Reason,
    Standing,
    Status,
    Week,
)
from watch.model.comparison import Cause, Movement
from watch.review.comparison import compare, points
from watch.settings import RankSettings

LATER = MOMENT + timedelta(days=7)
CHANGE = Change(
    opportunity_id=OpportunityId("a"),
    kind=ChangeKind.PRICE,
    seen_at=LATER,
    told="99 €",
    article_id=ArticleId(1),
)


def following(*rows, **fields):
    return edition(*rows, week=Week("2026-W48"), made_at=LATER, **fields)


def standing(name, status, decided_at=LATER, **fields):
    return Standing(
        opportunity_id=OpportunityId(name), status=status, decided_at=decided_at, **fields
    )


def compared(before, after, *standings):
    told = {item.opportunity_id: item for item in standings}
    return compare(before, after, standings=told, settings=RankSettings())


def only(comparison, move):
    (found,) = comparison.of(move)
    return found


def test_first_edition_is_all_new():
    """Without an edition before, every row is a new story."""
    found = compared(None, edition(row("a"), row("b")))
    assert (found.before, found.week) == (None, "2026-W47")
    assert [(m.move, m.cause, m.now) for m in found.moved] == [
        (Movement.NEW, Cause.NEW_STORY, 1),
        (Movement.NEW, Cause.NEW_STORY, 2),
    ]


def test_every_row_of_both_editions_is_told_once():
    """In the order of the later list, then what is gone in its old order."""
    found = compared(edition(*map(row, "abcd")), following(*map(row, "cae")))
    assert [(m.opportunity.id, m.move, m.before, m.now) for m in found.moved] == [
        ("c", Movement.UP, 3, 1),
        ("a", Movement.DOWN, 1, 2),
        ("e", Movement.NEW, None, 3),
        ("b", Movement.GONE, 2, None),
        ("d", Movement.GONE, 4, None),
    ]
    assert (found.before, found.week) == ("2026-W47", "2026-W48")


@pytest.mark.parametrize(
    ("new", "told", "cause"),
    [
        (row("a", first_seen_at=LATER), (), Cause.NEW_STORY),
        (row("a"), (), Cause.FOUND_ROOM),
        (row("a", changes=(CHANGE,)), (), Cause.CAME_BACK),
        (row("a"), (standing("a", Status.WATCHING, MOMENT),), Cause.CAME_BACK),
        (row("a", first_seen_at=LATER), (standing("a", Status.NEW, None),), Cause.NEW_STORY),
    ],
)
def test_new_row_tells_what_brought_it(new, told, cause):
    """A story not seen before, a change, a wake rule, or room that others left."""
    found = only(compared(edition(), following(new), *told), Movement.NEW)
    assert (found.cause, found.changes) == (cause, new.changes)


@pytest.mark.parametrize(
    ("b", "cause"),
    [
        (row("b", signals=signals(impact=1.0), score=47.5), Cause.SCORE),
        (row("b"), Cause.OTHERS),
        (row("b", signals=signals(freshness=0.4), score=35.0), Cause.OTHERS),
        (row("b", placed=True), Cause.PLACED),
    ],
)
def test_row_that_went_up_tells_why(b, cause):
    """Its own score rose, or the others made way, or a person placed it."""
    found = only(compared(edition(row("a"), row("b")), following(b, row("a"))), Movement.UP)
    assert (found.opportunity, found.before, found.now, found.cause) == (b, 2, 1, cause)


def test_row_that_went_down_tells_why():
    """The fall of its own score, or the rise of others."""
    fallen = row("a", relevance=0.5, score=32.0)
    found = compared(edition(row("a"), row("b")), following(row("b"), fallen))
    assert only(found, Movement.DOWN).cause is Cause.SCORE
    assert only(found, Movement.DOWN).points == {"relevance": -8.0}
    same_score = compared(edition(row("a"), row("b")), following(row("b"), row("a")))
    assert only(same_score, Movement.DOWN).cause is Cause.OTHERS


def test_row_at_its_place_needs_no_cause():
    """What its score won or lost is told all the same."""
    better = row("a", signals=signals(impact=1.0), score=47.5)
    found = only(compared(edition(row("a")), following(better)), Movement.SAME)
    assert (found.cause, found.points) == (None, {"impact": 7.5})


def test_gone_row_tells_the_reason_known():
    """Merged, decided, left out by a guard, aged out; else displaced by better ones."""
    before = edition(
        *map(row, "abc"),
        row("d", effective_at=LATER - timedelta(days=731)),
        row("e", effective_at=LATER - timedelta(days=730)),
    )
    left_out = (LeftOut(opportunity_id=OpportunityId("c"), title="C", guard="redundant"),)
    rejected = standing("a", Status.REJECTED, reason=Reason.TOO_EARLY)
    merged = replace(standing("b", Status.NEW, None), merged_into=OpportunityId("x"))
    found = compared(before, following(left_out=left_out), rejected, merged)
    assert [m.cause for m in found.of(Movement.GONE)] == [
        Cause.DECIDED,
        Cause.MERGED,
        Cause.LEFT_OUT,
        Cause.AGED_OUT,
        Cause.DISPLACED,
    ]
    assert [m.standing for m in found.moved[:3]] == [rejected, merged, None]
    assert found.moved[2].guard == "redundant"


def test_decision_older_than_the_edition_did_not_take_a_row_away():
    """A watched card that had come back and is gone again was displaced, not decided."""
    watched = standing("a", Status.WATCHING, MOMENT - timedelta(days=30))
    found = only(compared(edition(row("a")), following(), watched), Movement.GONE)
    assert (found.cause, found.standing) == (Cause.DISPLACED, None)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"need": 0.81, "score": 45.0}, "need"),
        ({"relevance": 0.75, "score": 48.0}, "relevance"),
        ({"signals": signals(freshness=0.4), "score": 35.0}, "freshness"),
        ({"penalties": ("single owner",), "score": 34.0}, "penalties"),
        ({"learned": 0.2, "score": 44.0}, "learned"),
        ({"score": 30.0}, "other"),
    ],
)
def test_single_change_explains_the_whole_difference(changed, name):
    """Nothing is attributed to a part that did not change."""
    after = row("a", **changed)
    assert points(row("a"), after) == {name: pytest.approx(after.score - 40.0, abs=0.01)}


def test_changes_that_cancel_out_are_both_told():
    """Merit is the same; that one signal rose and another fell is not hidden."""
    after = row("a", signals=signals(impact=0.9, freshness=0.5))
    assert points(row("a"), after) == {"freshness": -3.75, "impact": 3.75}


def test_rounding_is_no_reason():
    """Need and relevance are kept to four decimals: what that hides is not told as a change."""
    assert points(row("a"), row("a", score=40.03)) == {}


PARTS = st.floats(0.01, 1.0)


@given(PARTS, PARTS, PARTS, PARTS, PARTS, PARTS, PARTS, PARTS)
def test_points_sum_to_the_difference_of_the_scores(n0, n1, r0, r1, i0, i1, f0, f1):
    """Whatever changed, the parts leave nothing over but rounding."""

    def made(need, relevance, impact, freshness):
        merit = 0.75 * impact + 0.25 * freshness
        score = 100 * need**0.5 * relevance * merit
        told = signals(impact, freshness)
        return row("a", need=need, relevance=relevance, signals=told, score=score)

    before, after = made(n0, r0, i0, f0), made(n1, r1, i1, f1)
    found = points(before, after)
    assert sum(found.values()) == pytest.approx(after.score - before.score, abs=0.03)
    assert set(found) <= {"need", "relevance", "impact", "freshness"}


def test_signal_that_was_zero_explains_the_rise():
    """A merit of 0 has no logarithm and is told all the same."""
    before = row("a", signals=signals(0.0, 0.0), score=0.0)
    assert points(before, row("a")) == {
        "impact": pytest.approx(30.0, abs=0.01),
        "freshness": pytest.approx(10.0, abs=0.01),
    }
