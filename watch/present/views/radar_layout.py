"""Where each point of the radar is drawn: in its sector and ring, apart from all others. Pure.

The picture is a disc of radius one. Points are tried at the places of a Halton sequence, which
fills a cell evenly, and take the first that touches nothing; when one finds no place, all are drawn
smaller and placed again. The same radar always gives the same picture.

Source:
    Halton 1960, "On the efficiency of certain quasi-random sequences of points".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from watch.model import Ring

EDGES: Mapping[Ring, tuple[float, float]] = {
    Ring.ADOPTED: (0.0, 0.28),
    Ring.PILOT: (0.28, 0.48),
    Ring.TO_STUDY: (0.48, 0.66),
    Ring.WATCHING: (0.66, 0.83),
    Ring.NEW: (0.83, 1.0),
}
"""Inner and outer radius of each ring; the inner ones are wider, as they have less area."""

_LARGEST, _SMALLEST = 0.064, 0.03
"""Radius of a point of score 100 and of score 0: 16 and 7 pixels of a disc of 250."""

_GAP = 0.008
"""Left free between two points: two pixels."""

_TRIES = 240
"""Places tried in a cell before all points are made smaller."""

_SHRINK = 0.88

_BEGINS_AT = pi / 2
"""Sectors begin at the top and go round like a clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What is to be placed: its sector, its ring, its score in 0-100."""

    sector: str
    ring: Ring
    score: float
    before: Ring | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a point is drawn, how large, and where it stood before, if elsewhere."""

    x: float
    y: float
    radius: float
    from_x: float | None = None
    from_y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A slice of the disc, as angles in radians, the first the larger."""

    name: str
    begins: float
    ends: float

    @property
    def middle(self) -> float:
        """The angle half way."""
        return (self.begins + self.ends) / 2


def sectors(spots: Sequence[Spot], order: Sequence[str]) -> tuple[Sector, ...]:
    """Return a slice for each sector with a point, the wider the more it holds.

    Args:
        order: Of the sectors; others follow by name.
    """
    counts: dict[str, int] = {}
    for spot in spots:
        counts[spot.sector] = counts.get(spot.sector, 0) + 1
    known = {name: n for n, name in enumerate(order)}
    names = sorted(counts, key=lambda name: (known.get(name, len(known)), name))
    total = sum(1 + counts[name] for name in names)
    found, angle = [], _BEGINS_AT
    for name in names:
        ends = angle - 2 * pi * (1 + counts[name]) / total
        found.append(Sector(name=name, begins=angle, ends=ends))
        angle = ends
    return tuple(found)


def places(spots: Sequence[Spot], slices: Sequence[Sector]) -> tuple[Place, ...]:
    """Return a place for each, in their order; no two touch.

    Args:
        spots: The most important first: they take the first places.
    """
    by_name = {one.name: one for one in slices}
    scale = 1.0
    while True:
        found = _placed(spots, by_name, scale)
        if len(found) == len(spots):
            return tuple(found)
        scale *= _SHRINK


def _placed(spots: Sequence[Spot], slices: Mapping[str, Sector], scale: float) -> list[Place]:
    """Return places up to the first spot that finds none."""
    found: list[Place] = []
    for spot in spots:
        radius = scale * (_SMALLEST + (_LARGEST - _SMALLEST) * min(max(spot.score, 0), 100) / 100)
        place = next(
            (
                one
                for one in _candidates(spot, slices[spot.sector], radius)
                if all(_apart(one, other) for other in found)
            ),
            None,
        )
        if place is None:
            break
        found.append(place)
    return found


def _candidates(spot: Spot, sector: Sector, radius: float) -> Iterator[Place]:
    """Yield the places of a cell in which a point lies within its ring."""
    inner, outer = EDGES[spot.ring]
    low, high = inner + radius + _GAP, outer - radius - _GAP
    for n in range(1, _TRIES + 1):
        angle = sector.begins + (sector.ends - sector.begins) * (0.1 + 0.8 * _halton(n, 2))
        away = sqrt(low**2 + (high**2 - low**2) * _halton(n, 3))
        yield Place(
            x=away * cos(angle),
            y=away * sin(angle),
            radius=radius,
            **_trail(spot, angle),
        )


def _trail(spot: Spot, angle: float) -> dict[str, float]:
    if spot.before is None or spot.before is spot.ring:
        return {}
    middle = sum(EDGES[spot.before]) / 2
    return {"from_x": middle * cos(angle), "from_y": middle * sin(angle)}


def _apart(one: Place, other: Place) -> bool:
    return hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius + _GAP


def _halton(number: int, base: int) -> float:
    """Return a member of the sequence of a base, in (0, 1)."""
    found, part = 0.0, 1.0
    while number:
        part /= base
        number, digit = divmod(number, base)
        found += part * digit
    return found
