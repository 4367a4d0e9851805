"""What stands in either list, place by place, and which signals make the difference."""

from __future__ import annotations

import pytest
from fakes import MOMENT, match, noted, pain, source, story

from watch.model import Company
from watch.pipeline.what_if import shifts
from watch.rank import Context, assess
from watch.rank.signals import WEIGHTS
from watch.settings import PROFILES


def made(number, profile="balanced", gain="", relevance=0.5):
    around = Context(
        company=Company(),
        sources={"press": source()},
        solutions={},
        first_listed_at={},
        now=MOMENT,
        weights=PROFILES[profile],
    )
    told = story(number, facts=noted(gain=gain))
    return assess(match(number, relevance=relevance), told, pain(), around)


def compared(stored, listed, *, others=()):
    worth = {o.id: o for o in (*listed, *others)}
    return shifts(stored, listed, worth, WEIGHTS)


def test_places_follow_the_new_list_then_what_is_gone():
    """Kept, new and gone, each with its place in either list."""
    stored = [made(1), made(2)]
    listed = [made(3, "proof"), made(1, "proof")]
    found = compared(stored, listed, others=[made(2, "proof")])
    places = [(s.opportunity.story_id, s.now.place, s.then.place) for s in found]
    assert places == [(3, None, 1), (1, 1, 2), (2, 2, None)]


def test_points_of_the_signals_sum_to_the_difference_of_the_scores():
    """The reader can add them up, and the most telling comes first."""
    before, after = made(1, gain="41 %"), made(1, "proof", gain="41 %")
    (found,) = compared([before], [after])
    assert (found.now.score, found.then.score) == (before.score, after.score)
    assert sum(found.points.values()) == pytest.approx(after.score - before.score, abs=0.05)
    amounts = [abs(points) for points in found.points.values()]
    assert amounts == sorted(amounts, reverse=True)
    assert found.points["impact"] > 0 > found.points["novelty"]


def test_newcomer_and_leaver_have_the_score_of_the_list_they_are_not_in():
    """Both are candidates under either profile, so both scores can be told."""
    before, after = made(1, gain="41 %"), made(1, "early", gain="41 %")
    (new,) = compared([], [after])
    assert new.now.place is None
    assert new.now.score == pytest.approx(before.score, abs=0.05)
    (gone,) = compared([before], [], others=[after])
    assert (gone.then.place, gone.then.score) == (None, after.score)


def test_what_is_no_candidate_any_more_has_no_score_and_no_reason():
    """An article that has been removed since cannot be ranked again."""
    (gone,) = compared([made(1)], [])
    assert (gone.then.score, gone.points) == (None, {})


def test_opportunity_without_relevance_has_no_points():
    """Nothing is divided by a score of nothing."""
    (found,) = compared([made(1, relevance=0.0)], [made(1, "early", relevance=0.0)])
    assert found.points == {}
