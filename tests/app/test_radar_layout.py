"""Where points are drawn: in their ring and slice, and never on top of one another."""

from __future__ import annotations

from itertools import combinations
from math import atan2, hypot, pi

import pytest

from watch.model import AREAS, Ring
from watch.present.views.radar_layout import EDGES, Spot, places, sectors


def spread(count=40):
    rings, areas = list(Ring), AREAS[:9]
    return [
        Spot(sector=areas[n % 9], ring=rings[n % 5], score=100 - 2 * n, before=rings[n % 3])
        for n in range(count)
    ]


CROWDS = {
    "spread": spread(),
    "all adopted in one area": [
        Spot(sector="energy", ring=Ring.ADOPTED, score=90) for _ in range(40)
    ],
    "all new in one of two areas": [
        Spot(sector="energy" if n else "hr", ring=Ring.NEW, score=80) for n in range(40)
    ],
    "every area in the middle": [
        Spot(sector=area, ring=Ring.ADOPTED, score=100) for area in AREAS for _ in range(2)
    ],
}


@pytest.mark.parametrize("spots", CROWDS.values(), ids=CROWDS.keys())
def test_points_never_touch(spots):
    found = places(spots, sectors(spots, AREAS))
    assert len(found) == len(spots)
    for one, other in combinations(found, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius


@pytest.mark.parametrize("spots", CROWDS.values(), ids=CROWDS.keys())
def test_point_lies_in_its_ring_and_slice(spots):
    slices = {one.name: one for one in sectors(spots, AREAS)}
    for spot, place in zip(spots, places(spots, list(slices.values())), strict=True):
        inner, outer = EDGES[spot.ring]
        away = hypot(place.x, place.y)
        assert inner <= away - place.radius or spot.ring is Ring.ADOPTED
        assert away + place.radius <= outer
        around = (slices[spot.sector].begins - atan2(place.y, place.x)) % (2 * pi)
        assert around <= slices[spot.sector].begins - slices[spot.sector].ends


def test_same_radar_gives_the_same_picture():
    spots = spread()
    assert places(spots, sectors(spots, AREAS)) == places(spots, sectors(spots, AREAS))


def test_better_score_is_drawn_larger():
    spots = [Spot(sector="hr", ring=Ring.NEW, score=score) for score in (90, 10)]
    large, small = places(spots, sectors(spots, AREAS))
    assert large.radius > small.radius


def test_trail_begins_in_the_ring_of_a_month_ago():
    spots = [
        Spot(sector="hr", ring=Ring.PILOT, score=50, before=Ring.WATCHING),
        Spot(sector="hr", ring=Ring.PILOT, score=50, before=Ring.PILOT),
    ]
    moved, still = places(spots, sectors(spots, AREAS))
    inner, outer = EDGES[Ring.WATCHING]
    assert moved.from_x is not None
    assert inner < hypot(moved.from_x, moved.from_y) < outer
    assert still.from_x is None


def test_slices_fill_the_disc_in_the_order_of_the_areas():
    spots = [
        Spot(sector=area, ring=Ring.NEW, score=50) for area in ("hr", "hr", "production", "Own")
    ]
    found = sectors(spots, AREAS)
    assert [one.name for one in found] == ["production", "hr", "Own"]
    widths = [one.begins - one.ends for one in found]
    assert sum(widths) == pytest.approx(2 * pi)
    assert widths[1] > widths[0]
