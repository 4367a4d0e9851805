"""The radar as a picture: rings, sectors, points and trails, in Vega-Lite.

Colours are those of the style sheet, by name: the picture is SVG in the page and follows its theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from math import cos, pi, sin
from typing import Any, Literal

from watch.model import Ring
from watch.present.components.trend_chart import FONT
from watch.present.components.vega import alt, vega_lite
from watch.present.views import RING_EDGES, RadarView
from watch.wording import Translator, mark

PICKED = "picked"
"""The selection that a click on a point makes."""

_WIDTH, _HEIGHT, _REACH = 820, 600, 1.2
"""Pixels; and how many radii the picture shows above the middle. Room at the sides for names."""

_UNIT = _HEIGHT / 2 / _REACH

_SHAPES = ("circle", "square", "triangle-up", "diamond")

_ALIGNMENTS: Sequence[Literal["left", "center", "right"]] = ("left", "center", "right")

_TOLD: Mapping[str, str] = {  # field of a row → what it is called beside a point
    "title": mark("Opportunity"),
    "pain": mark("Pain point"),
    "ring": mark("Status"),
    "owner": mark("Owner"),
    "score": mark("Score"),
    "grade": mark("Certainty"),
    "months": mark("Time to adopt"),
    "move": mark("Since a month ago"),
}

_Rows = Sequence[Mapping[str, Any]]


def radar_chart(
    view: RadarView, rings: Mapping[Ring, str], grades: Sequence[str], translator: Translator
) -> dict[str, Any]:
    """Return the picture as Vega-Lite.

    Args:
        rings: Their names.
        grades: Names of the grades of evidence, the surest first: each has a shape.
    """
    rows = {
        "circles": _circles(),
        "spokes": _spokes(view),
        **_texts("sectors", [_at(1.06, s.middle, name) for s, name in view.sectors]),
        **_texts("rings", [_ring_label(ring, name) for ring, name in rings.items()]),
        "trails": _trails(view),
        "points": _points(view),
    }
    return {**deepcopy(_picture(tuple(grades), translator.language)), "datasets": rows}


@cache
def _picture(grades: tuple[str, ...], language: str) -> dict[str, Any]:
    """Return the picture without its rows: the same for all readers of a language."""
    chart = alt.layer(
        _drawn_circles(),
        _drawn_spokes(),
        *_drawn_texts("sectors", 12, "var(--ink)"),
        *_drawn_texts("rings", 11, "var(--soft)"),
        *_drawn_trails(),
        _drawn_points(grades, Translator(language)),
    )
    dressed = (
        chart.properties(
            width=_WIDTH,
            height=_HEIGHT,
            usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(disable=True)
    )
    return vega_lite(dressed)


def _x(field: str = "x") -> alt.X:
    reach = _REACH * _WIDTH / _HEIGHT
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-reach, reach], nice=False), axis=None)


def _y(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False), axis=None)


def _circles() -> _Rows:
    return [{"x": 0, "y": 0, "size": _size_of(RING_EDGES[ring][1])} for ring in Ring]


def _drawn_circles() -> alt.Chart:
    line = _layer("circles").mark_point(color="var(--line)", strokeWidth=1.2, opacity=1, aria=False)
    return line.encode(x=_x(), y=_y(), size=_size())


def _size_of(radius: float) -> float:
    """Return the size that Vega calls a circle of: the square around it, in pixels."""
    return (2 * radius * _UNIT) ** 2


def _size() -> alt.Size:
    return alt.Size("size:Q", scale=None, legend=None)


def _spokes(view: RadarView) -> _Rows:
    several = view.sectors if len(view.sectors) > 1 else ()
    return [{"x": 0, "y": 0, "x2": cos(s.begins), "y2": sin(s.begins)} for s, _ in several]


def _drawn_spokes() -> alt.Chart:
    line = _layer("spokes").mark_rule(color="var(--line)", aria=False)
    return line.encode(x=_x(), y=_y(), x2="x2:Q", y2="y2:Q")


def _at(away: float, angle: float, text: str) -> dict[str, Any]:
    side = cos(angle)
    align = "center" if abs(side) < 0.2 else "left" if side > 0 else "right"
    return {"x": away * side, "y": away * sin(angle), "text": text, "align": align}


def _ring_label(ring: Ring, name: str) -> dict[str, Any]:
    return {"x": 0.0, "y": RING_EDGES[ring][1] - 0.03, "text": name, "align": "center"}


def _texts(name: str, rows: _Rows) -> dict[str, _Rows]:
    """Return the rows by the layer that draws them: a layer aligns all its texts alike."""
    return {
        f"{name}-{align}": [row for row in rows if row["align"] == align] for align in _ALIGNMENTS
    }


def _drawn_texts(name: str, size: int, colour: str) -> list[alt.Chart]:
    return [
        _layer(f"{name}-{align}")
        .mark_text(align=align, baseline="middle", fontSize=size, color=colour, aria=False)
        .encode(x=_x(), y=_y(), text="text:N")
        for align in _ALIGNMENTS
    ]


def _trails(view: RadarView) -> _Rows:
    return [
        {"x": p.place.from_x, "y": p.place.from_y, "x2": p.place.x, "y2": p.place.y}
        for p in view.points
        if p.place.from_x is not None
    ]


def _drawn_trails() -> tuple[alt.Chart, alt.Chart]:
    """Return a line from where each point stood a month ago, which a small ring marks."""
    line = _layer("trails").mark_rule(color="var(--accent)", strokeWidth=1.5, aria=False)
    start = _layer("trails").mark_point(color="var(--accent)", size=28, aria=False)
    return (
        line.encode(x=_x(), y=_y(), x2="x2:Q", y2="y2:Q"),
        start.encode(x=_x(), y=_y()),
    )


def _points(view: RadarView) -> _Rows:
    return [
        {
            "id": p.row.id,
            "x": p.place.x,
            "y": p.place.y,
            "size": pi * (p.place.radius * _UNIT) ** 2,
            "moved": p.moved,
            **{name: getattr(p.row, name) or "—" for name in _TOLD},
        }
        for p in view.points
    ]


def _drawn_points(grades: tuple[str, ...], translator: Translator) -> alt.Chart:
    colour = alt.condition("datum.moved", alt.value("var(--accent)"), alt.value("var(--soft)"))
    shapes = alt.Scale(domain=list(grades), range=_SHAPES)
    return (
        _layer("points")
        .mark_point(filled=True, opacity=0.9, stroke="var(--paper)", cursor="pointer")
        .encode(
            x=_x(),
            y=_y(),
            size=_size(),
            shape=alt.Shape("grade:N", scale=shapes, legend=None),
            color=colour,
            tooltip=[
                alt.Tooltip(f"{name}:N", title=translator.translate(title))
                for name, title in _TOLD.items()
            ],
        )
        .add_params(alt.selection_point(name=PICKED, fields=["id"]))
    )


def _layer(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=name))
