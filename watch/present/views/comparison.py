"""Comparison → what is new, up, down and gone since the edition before, and why."""

from __future__ import annotations

from dataclasses import dataclass

from watch.model import Comparison, Moved, Movement
from watch.present.views.reference import titled
from watch.wording import Translator, move_phrase, name_of, part_name

_PARTS = 2
"""Parts of a difference that are told: with two, nine differences in ten are explained by half."""

_SHOWN = (Movement.NEW, Movement.UP, Movement.DOWN, Movement.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRow:
    """One opportunity that moved: "5 → 2", why, and the points of score that tell it."""

    title: str
    places: str
    why: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Those that moved in one way."""

    name: str
    rows: tuple[MovedRow, ...]


def moves(comparison: Comparison, translator: Translator) -> tuple[Moves, ...]:
    """Return the movements that there were, the new first, the gone last."""
    found = ((move, comparison.of(move)) for move in _SHOWN)
    return tuple(
        Moves(
            name=name_of(move, translator),
            rows=tuple(_row(one, translator) for one in moved),
        )
        for move, moved in found
        if moved
    )


def _row(moved: Moved, translator: Translator) -> MovedRow:
    return MovedRow(
        title=titled(moved.opportunity.title, moved.opportunity.language),
        places=_places(moved),
        why=move_phrase(moved, translator),
        points=_points(moved, translator),
    )


def _places(moved: Moved) -> str:
    if moved.before and moved.now:
        return f"{moved.before} → {moved.now}"
    return str(moved.now or moved.before or "")


def _points(moved: Moved, translator: Translator) -> str:
    """Return the parts of the score that differ most, as "Freshness −1.2"."""
    told = (
        (part_name(name, translator), round(points, 1))
        for name, points in list(moved.points.items())[:_PARTS]
    )
    return ", ".join(
        f"{name}\u00a0{'+' if points > 0 else '−'}{translator.number(abs(points))}"
        for name, points in told
        if points
    )
