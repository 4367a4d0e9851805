"""What grows beyond chance, and what only seems to."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from fakes import MOMENT

from watch.model import Phase, Solution
from watch.review.trends import CHANCE, ENOUGH, RECENT, WEEKS, phase, trends

WEEK = timedelta(days=7)


def solution(name, area="logistics"):
    empty = {"fr": (), "en": ()}
    return Solution(
        id=name,
        area=area,
        kind="technology",
        maturity="proven",
        effort="months",
        name={"fr": f"{name} fr", "en": f"{name} en"},
        problems=empty,
        sketch={"fr": "", "en": ""},
        keywords=empty,
        gains=empty,
        kpis=empty,
    )


KNOWN = {"robots": solution("robots"), "rfid": solution("rfid"), "leds": solution("leds", "energy")}


def told(family, *weeks_ago):
    return [(MOMENT - WEEK * n - timedelta(hours=1), family) for n in weeks_ago]


def background(per_week=20):
    return told("", *[week for week in range(WEEKS) for _ in range(per_week)])


def of(found, name):
    return next(one for one in (*found.families, *found.areas) if one.subject == name)


def test_family_told_in_the_last_weeks_only_is_new():
    found = trends([*background(), *told("robots", 0, 0, 1, 1, 2, 3)], KNOWN, MOMENT)
    assert of(found, "robots").phase is Phase.NEW
    assert of(found, "robots").ratio is None


def test_family_told_much_more_often_is_growing():
    stories = [*background(), *told("robots", *range(4, 12)), *told("robots", *[0, 1, 2, 3] * 4)]
    found = of(trends(stories, KNOWN, MOMENT), "robots")
    assert found.phase is Phase.GROWING
    assert (found.recent, found.before) == (16, 8)
    assert found.ratio == pytest.approx((16 / 96) / (8 / 168))


def test_family_no_longer_told_is_fading():
    stories = [*background(), *told("robots", *[4, 5, 6, 7, 8, 9, 10, 11] * 3)]
    assert of(trends(stories, KNOWN, MOMENT), "robots").phase is Phase.FADING


def test_change_within_chance_is_steady():
    stories = [*background(), *told("robots", 0, 0, 1, 2, 5, 7, 9)]
    assert of(trends(stories, KNOWN, MOMENT), "robots").phase is Phase.STEADY


def test_reading_more_is_no_growth():
    more = told("", *[week for week in range(RECENT) for _ in range(80)])
    stories = [*background(), *more, *told("robots", *range(4, 12), *[0, 1, 2, 3] * 5)]
    assert of(trends(stories, KNOWN, MOMENT), "robots").phase is Phase.STEADY


def test_few_stories_tell_nothing():
    stories = [*background(), *told("robots", *[0] * (ENOUGH - 1))]
    assert of(trends(stories, KNOWN, MOMENT), "robots").phase is None


def test_nothing_is_said_without_weeks_to_compare_with():
    stories = told("robots", 0, 0, 1, 1, 2, 2, 3, 3)
    assert of(trends(stories, KNOWN, MOMENT), "robots").phase is None


def test_area_counts_the_stories_of_its_families():
    found = trends([*told("robots", 0), *told("rfid", 1), *told("leds", 2)], KNOWN, MOMENT)
    assert sum(of(found, "logistics").counts) == 2
    assert of(found, "energy").counts[WEEKS - 3] == 1
    assert found.placed == 3


def test_weeks_end_today_and_older_stories_are_left_out():
    future = [(MOMENT + WEEK, "robots")]
    found = trends([*told("robots", 0, WEEKS - 1, WEEKS), *future], KNOWN, MOMENT)
    assert found.stories == (1, *[0] * (WEEKS - 2), 2)
    assert found.ends_on[-1] == MOMENT.date()
    assert found.ends_on[0] == (MOMENT - WEEK * (WEEKS - 1)).date()


def test_what_grows_stands_before_what_is_steady_and_what_cannot_be_told():
    stories = [
        *background(),
        *told("leds", 0),
        *told("rfid", *range(WEEKS)),
        *told("robots", *[0, 1] * 4),
    ]
    found = trends(stories, KNOWN, MOMENT)
    assert [one.subject for one in found.families] == ["robots", "rfid", "leds"]


def test_test_of_growth_is_the_exact_binomial_tail():
    # Five of five stories in weeks that hold a third of what was read: 3^-5 = 0.0041 < 0.005.
    assert phase(5, 0, 100, 200) is Phase.NEW
    assert phase(4, 1, 100, 200) is Phase.STEADY  # 11/243 = 0.045


def test_constant_family_seldom_seems_to_move():
    """Of 4,000 families whose rate stays the same, no more than promised grow or fade."""
    chance = Random(7)
    seen = [
        phase(recent, before, 400, 800)
        for recent, before in (
            (
                sum(chance.random() < 0.02 for _ in range(400)),
                sum(chance.random() < 0.02 for _ in range(800)),
            )
            for _ in range(4_000)
        )
    ]
    assert sum(one in (Phase.GROWING, Phase.NEW) for one in seen) <= CHANCE * len(seen)
    assert 0 < sum(one is Phase.FADING for one in seen) <= CHANCE * len(seen)
