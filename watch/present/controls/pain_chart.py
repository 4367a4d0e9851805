"""Where it hurts most, as a chart."""

from __future__ import annotations

import altair as alt
import streamlit as st

from watch.present.components import frame
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import NeedView

_COLOURS = ("#2f8f86", "#c98a2b")
"""Importance and what is missing: told apart on white and on near black, by hue and by light."""

_ROW_HEIGHT = 46
"""Pixels: a title, and its bar below it, so that a phone has room for both."""

_BAR_SIZE = 13
_MARGIN = 110
"""Pixels for the axis and the legend."""


def need_chart(view: NeedView, visit: Visit) -> None:
    """Draw how much each pain point calls for something, and say it in a sentence."""
    translator = visit.translator
    show(
        frame.heading(translator.translate("Where does it hurt most?"), view.said),
        translator.language,
    )
    names = (translator.translate("Importance"), translator.translate("Not satisfied today"))
    rows = [
        {"pain": bar.title, "part": name, "mark": value, "place": place}
        for bar in view.bars
        for place, (name, value) in enumerate(zip(names, (bar.importance, bar.unmet), strict=True))
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(size=_BAR_SIZE)
        .encode(
            x=alt.X(
                "mark:Q",
                title=translator.translate("Need, out of 20"),
                scale=alt.Scale(domain=[0, 20]),
                axis=alt.Axis(values=[0, 5, 10, 15, 20], labelFlush=True),
            ),
            y=alt.Y("pain:N", sort=None, title=None, axis=_above()),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=list(names), range=list(_COLOURS)),
                legend=alt.Legend(orient="top", direction="vertical"),
            ),
            order=alt.Order("place:Q"),
        )
        .properties(
            height=_ROW_HEIGHT * len(view.bars) + _MARGIN,
            usermeta={"embedOptions": {"actions": False}},
        )
    )
    st.altair_chart(chart, alt=view.said)


def _above() -> alt.Axis:
    """Return an axis whose labels stand above their bars."""
    return alt.Axis(
        labelAlign="left",
        labelBaseline="middle",
        labelOffset=-_ROW_HEIGHT // 2 + _BAR_SIZE // 3,
        labelPadding=0,
        labelLimit=330,
        ticks=False,
        domain=False,
        grid=False,
        zindex=1,
    )
