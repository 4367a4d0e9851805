"""Past lists beside those of today's settings, with measures worked out by hand."""

from __future__ import annotations

import math

import pytest
from fakes import evidence
from lives import decided, opportunity
from review_rows import edition

from watch.model import Reason, Status
from watch.rank.metrics import ndcg
from watch.review.backtest import backtest, compared, former_names, kendall_tau, overlap
from watch.review.ledger import replay

STANDINGS = replay(
    [
        decided(1, Status.TO_STUDY, "studied"),
        decided(2, Status.WATCHING, "watched", reason=Reason.TOO_EARLY),
        decided(3, Status.REJECTED, "refused", reason=Reason.OFF_TOPIC),
        decided(4, Status.ALREADY_DONE, "done"),
    ]
)
LOG3 = math.log2(3)


def rows(*names):
    return [opportunity(name) for name in names]


def beside(shown, again, standings=STANDINGS):
    return compared("2026-W47", rows(*shown), rows(*again), standings, ndcg)


def test_rows_are_those_of_today_then_what_is_gone():
    """Each with both places and its verdict."""
    found = beside(["refused", "studied", "silent"], ["studied", "other", "refused"])
    assert [(r.opportunity.id, r.then, r.now, r.verdict) for r in found.rows] == [
        ("studied", 2, 1, "yes"),
        ("other", None, 2, None),
        ("refused", 1, 3, "no"),
        ("silent", 3, None, None),
    ]
    assert [r.opportunity.id for r in found.kept] == ["studied", "refused"]
    assert [r.opportunity.id for r in found.new] == ["other"]
    assert [r.opportunity.id for r in found.gone] == ["silent"]


def test_what_both_lists_hold_is_shown_as_it_is_today():
    before, now = opportunity("one", score=20.0), opportunity("one", score=60.0)
    (row,) = compared("2026-W47", [before], [now], {}, ndcg).rows
    assert row.opportunity == now


def test_overlap_is_of_the_first_ten():
    """Nine of ten are shared; what stands eleventh does not count."""
    assert overlap(range(10), [*range(9), 99, 9]) == pytest.approx(0.9)


def test_overlap_of_short_lists_is_of_the_longer():
    """One of three shared; two quiet weeks are the same."""
    assert overlap("ab", "bcd") == pytest.approx(1 / 3)
    assert overlap("", "a") == 0.0
    assert overlap("", "") == 1.0


def test_rank_correlation_is_of_the_shared_rows():
    """Of the three pairs of a, b, c one is turned round: (2 − 1) / 3."""
    assert kendall_tau("abc", "abc") == 1.0
    assert kendall_tau("abc", "cba") == -1.0
    assert kendall_tau("axbc", "bayc") == pytest.approx(1 / 3)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("ab", "bx"), ("ab", "xy")])
def test_rank_correlation_needs_two_shared_rows(one, other):
    assert kendall_tau(one, other) is None


def test_yield_is_yes_per_decided_of_the_first_ten():
    """Known is no yes, silence no decision; a yes in the eleventh place comes too late."""
    filler = [f"silent{n}" for n in range(7)]
    found = beside(["studied", "refused", "done", *filler, "watched"], ["studied", "watched"])
    assert (found.shown.decided, found.shown.yes) == (3, 1)
    assert found.shown.rate == pytest.approx(1 / 3)
    assert (found.again.decided, found.again.yes, found.again.rate) == (2, 2, 1.0)


def test_ndcg_leaves_the_silent_out_and_knows_what_the_other_list_held():
    """Shown: refused, studied, watched, that is 7/log2 3 + 3/2; today's list lost the watched.

    The best order of all that was decided is 7 + 3/log2 3 for both.
    """
    found = beside(["refused", "silent", "studied", "watched"], ["other", "studied"])
    best = 7 + 3 / LOG3
    assert found.shown.ndcg == pytest.approx((7 / LOG3 + 3 / 2) / best)
    assert found.again.ndcg == pytest.approx(7 / best)


def test_ndcg_counts_what_both_lists_hold_once():
    """The best list of one studied opportunity is that one, not two."""
    found = beside(["studied"], ["silent", "studied"])
    assert found.shown.ndcg == found.again.ndcg == 1.0


@pytest.mark.parametrize("names", [["refused", "done"], ["silent"], []])
def test_ndcg_is_unknown_where_nothing_was_worth_showing(names):
    found = beside(names, names)
    assert found.shown.ndcg is None
    assert found.again.ndcg is None


def test_nothing_decided_has_no_yield():
    assert beside(["silent"], []).shown.rate is None


def test_backtest_sums_decisions_and_takes_means_of_the_rest():
    """A week with one decision weighs less in the yield than one with three."""
    weeks = [
        (edition(*rows("studied", "refused", "done")), rows("studied", "refused", "done")),
        (edition(*rows("watched"), week="2026-W48"), rows("silent")),
    ]
    found = backtest(weeks, STANDINGS, ndcg)
    assert [week.week for week in found.weeks] == ["2026-W47", "2026-W48"]
    assert (found.shown.decided, found.shown.yes, found.again.decided) == (4, 2, 3)
    assert found.shown.rate == 0.5
    assert found.again.rate == pytest.approx(1 / 3)
    assert (found.shown.ndcg, found.again.ndcg) == (1.0, 0.5)
    assert (found.overlap, found.tau) == (0.5, 1.0)


def test_backtest_of_no_week_knows_nothing():
    found = backtest([], STANDINGS, ndcg)
    assert (found.overlap, found.tau) == (None, None)
    assert (found.shown.rate, found.shown.ndcg) == (None, None)


def named(name, story_id, number=1, **fields):
    """Return an opportunity of that story, headed by that article."""
    return opportunity(name, story_id=story_id, evidence=(evidence(number),), **fields)


def test_merged_story_bears_the_id_that_it_was_shown_under():
    """Story 7 is now part of 5; its pain point stays, another one is another claim."""
    shown = [edition(named("seven", 7))]
    assert former_names(shown, {1: 5}, {5}) == {(5, "stoppages"): "seven"}


def test_story_that_is_still_there_keeps_its_own_id():
    """Its head moved to another story by hand: the decision stays with what is left."""
    assert former_names([edition(named("seven", 7))], {1: 9}, {7, 9}) == {}


def test_story_that_was_shown_itself_keeps_its_own_id():
    """Both were cards before they became one; the card of the story that remains is it."""
    shown = [edition(named("seven", 7, 1), named("five", 5, 2))]
    assert former_names(shown, {1: 5, 2: 5}, {5}) == {}


def test_first_shown_of_two_merged_stories_gives_the_name():
    shown = [edition(named("late", 8, 2), week="2026-W48")]
    both = [edition(named("early", 7, 1)), *shown]
    assert former_names(both, {1: 5, 2: 5}, {5}) == {(5, "stoppages"): "early"}


def test_opportunity_gives_its_name_to_one_story_only():
    """Headed by another article the week after, whose story is another now."""
    shown = [edition(named("seven", 7, 1)), edition(named("seven", 7, 2), week="2026-W48")]
    assert former_names(shown, {1: 5, 2: 6}, {5, 6}) == {(5, "stoppages"): "seven"}


def test_story_of_which_nothing_is_stored_gives_no_name():
    assert former_names([edition(named("seven", 7))], {}, {5}) == {}
