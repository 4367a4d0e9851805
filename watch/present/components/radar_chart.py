"""The radar as a picture: rings, sectors, points and trails, in Vega-Lite.

Colours are those of the style sheet, by name: the picture is SVG in the page and follows its theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

import altair as alt

from watch.model import Ring
from watch.present.components.trend_chart import FONT
from watch.present.views import RING_EDGES, RadarView
from watch.wording import Translator

PICKED = "picked"
"""The selection that a click on a point makes."""

_WIDTH, _HEIGHT, _REACH = 820, 600, 1.2
"""Pixels; and how many radii the picture shows above the middle. Room at the sides for names."""

_UNIT = _HEIGHT / 2 / _REACH

_SHAPES = ("circle", "square", "triangle-up", "diamond")


def radar_chart(
    view: RadarView, rings: Mapping[Ring, str], grades: Sequence[str], translator: Translator
) -> alt.LayerChart:
    """Return the picture.

    Args:
        rings: Their names.
        grades: Names of the grades of evidence, the surest first: each has a shape.
    """
    chart = alt.layer(
        _circles(),
        _spokes(view),
        _text([_at(1.06, s.middle, name) for s, name in view.sectors], 12),
        _text([_ring_label(ring, name) for ring, name in rings.items()], 11, soft=True),
        *_trails(view),
        _points(view, grades, translator),
    )
    return (
        chart.properties(
            width=_WIDTH,
            height=_HEIGHT,
            usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(disable=True)
    )


def _x(field: str = "x") -> alt.X:
    reach = _REACH * _WIDTH / _HEIGHT
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-reach, reach], nice=False), axis=None)


def _y(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False), axis=None)


def _data(rows: Sequence[Mapping[str, Any]]) -> alt.Data:
    return alt.Data(values=[dict(row) for row in rows])


def _circles() -> alt.Chart:
    turns = [(ring, 2 * pi * n / 90, n) for ring in Ring for n in range(91)]
    rows = [
        {
            "ring": ring.value,
            "n": n,
            "x": RING_EDGES[ring][1] * cos(angle),
            "y": RING_EDGES[ring][1] * sin(angle),
        }
        for ring, angle, n in turns
    ]
    mark = alt.Chart(_data(rows)).mark_line(color="var(--line)", strokeWidth=1.2, aria=False)
    return mark.encode(x=_x(), y=_y(), order="n:Q", detail="ring:N")


def _spokes(view: RadarView) -> alt.Chart:
    several = view.sectors if len(view.sectors) > 1 else ()
    rows = [{"x": 0, "y": 0, "x2": cos(s.begins), "y2": sin(s.begins)} for s, _ in several]
    mark = alt.Chart(_data(rows)).mark_rule(color="var(--line)", aria=False)
    return mark.encode(x=_x(), y=_y(), x2="x2:Q", y2="y2:Q")


def _at(away: float, angle: float, text: str) -> dict[str, Any]:
    side = cos(angle)
    align = "center" if abs(side) < 0.2 else "left" if side > 0 else "right"
    return {"x": away * side, "y": away * sin(angle), "text": text, "align": align}


def _ring_label(ring: Ring, name: str) -> dict[str, Any]:
    return {"x": 0.0, "y": RING_EDGES[ring][1] - 0.03, "text": name, "align": "center"}


def _text(rows: Sequence[Mapping[str, Any]], size: int, *, soft: bool = False) -> alt.LayerChart:
    colour = "var(--soft)" if soft else "var(--ink)"
    layers = [
        alt.Chart(_data([row for row in rows if row["align"] == align]))
        .mark_text(align=align, baseline="middle", fontSize=size, color=colour, aria=False)
        .encode(x=_x(), y=_y(), text="text:N")
        for align in ("left", "center", "right")
    ]
    return alt.layer(*layers)


def _trails(view: RadarView) -> tuple[alt.Chart, alt.Chart]:
    """Return a line from where each point stood a month ago, which a small ring marks."""
    rows = [
        {"x": p.place.from_x, "y": p.place.from_y, "x2": p.place.x, "y2": p.place.y}
        for p in view.points
        if p.place.from_x is not None
    ]
    data = _data(rows)
    line = alt.Chart(data).mark_rule(color="var(--accent)", strokeWidth=1.5, aria=False)
    start = alt.Chart(data).mark_point(color="var(--accent)", size=28, aria=False)
    return (
        line.encode(x=_x(), y=_y(), x2="x2:Q", y2="y2:Q"),
        start.encode(x=_x(), y=_y()),
    )


def _points(view: RadarView, grades: Sequence[str], translator: Translator) -> alt.Chart:
    names = {
        "title": translator.translate("Opportunity"),
        "pain": translator.translate("Pain point"),
        "ring": translator.translate("Status"),
        "owner": translator.translate("Owner"),
        "score": translator.translate("Score"),
        "grade": translator.translate("Certainty"),
        "months": translator.translate("Time to adopt"),
        "move": translator.translate("Since a month ago"),
    }
    rows = [
        {
            "id": p.row.id,
            "x": p.place.x,
            "y": p.place.y,
            "size": pi * (p.place.radius * _UNIT) ** 2,
            "moved": p.moved,
            **{name: getattr(p.row, name) or "—" for name in names},
        }
        for p in view.points
    ]
    colour = alt.condition("datum.moved", alt.value("var(--accent)"), alt.value("var(--soft)"))
    return (
        alt.Chart(_data(rows))
        .mark_point(filled=True, opacity=0.9, stroke="var(--paper)", cursor="pointer")
        .encode(
            x=_x(),
            y=_y(),
            size=alt.Size("size:Q", scale=None, legend=None),
            shape=alt.Shape(
                "grade:N", scale=alt.Scale(domain=list(grades), range=_SHAPES), legend=None
            ),
            color=colour,
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in names.items()],
        )
        .add_params(alt.selection_point(name=PICKED, fields=["id"]))
    )
