"""The life of an opportunity: a picture, and a list that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from watch.present.components.frame import SEPARATOR
from watch.present.components.vega import alt
from watch.present.markup import Html, element
from watch.present.views import LifeEvent
from watch.wording import Translator

_TONES = {"good": "#3f8f87", "bad": "#c4574b", "fair": "#4a86bd", "warn": "#b97a1a"}
"""3:1 and more on the light and on the dark ground alike, as WCAG asks of a picture."""

_LANE_HEIGHT_PX = 46
_LONG = timedelta(days=150)
"""Five ticks a month apart: below that, months would be told twice."""


def life_chart(events: Sequence[LifeEvent], translator: Translator) -> alt.Chart:
    """Return the events as dots on one axis of time, a lane for each sort."""
    lanes = list(dict.fromkeys(event.lane for event in events))
    rows = [
        {"at": event.at.isoformat(), "lane": event.lane, "tone": event.tone, "said": told(event)}
        for event in events
    ]
    scale = alt.Scale(domain=list(_TONES), range=list(_TONES.values()))
    axis = alt.Axis(format=_ticks(events, translator), grid=True, tickCount=5, labelOverlap=True)
    chart: alt.Chart = (
        alt.Chart({"values": rows})
        .mark_point(size=110, filled=True, opacity=0.85)
        .encode(
            x=alt.X("at:T", title=None, axis=axis),
            y=alt.Y("lane:N", title=None, sort=lanes, axis=alt.Axis(labelLimit=120)),
            color=alt.Color("tone:N", scale=scale, legend=None),
            tooltip=alt.Tooltip("said:N", title=" "),
        )
        .properties(
            height=_LANE_HEIGHT_PX * len(lanes) + 30,
            usermeta={"embedOptions": {"actions": False}},
        )
    )
    return chart


def life_list(events: Sequence[LifeEvent], title: str) -> Html:
    """Return the same events in words, to be unfolded."""
    rows = (
        element(
            "li",
            element("span", event.day, class_="tw-where"),
            element(
                "span",
                element("span", event.lane, class_=f"tw-chip tw-{event.tone}"),
                " ",
                event.said,
            ),
        )
        for event in events
    )
    return element(
        "details",
        element("summary", title),
        element("ol", *rows, class_="tw-life"),
    )


def _ticks(events: Sequence[LifeEvent], translator: Translator) -> str:
    """Return how the axis tells days: by the month where the life is long; d3 knows no French."""
    french = translator.language == "fr"
    if events[-1].at - events[0].at > _LONG:
        return "%m/%Y" if french else "%b %Y"
    return "%d/%m" if french else "%d %b"


def told(event: LifeEvent) -> str:
    """Return an event in one line."""
    return SEPARATOR.join((event.day, event.said))
