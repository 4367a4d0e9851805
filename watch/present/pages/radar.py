"""Radar: all open opportunities at a glance, and what moved since a month ago."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from watch.model import AREAS, Grade, Radar, Ring
from watch.present import session
from watch.present.components import frame
from watch.present.components.radar import legend, radar_line
from watch.present.components.radar_chart import PICKED, radar_chart
from watch.present.first_run import first_run
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import RadarRow, RadarView, Wanted, radar_view, ring_name
from watch.wording import area_name, name_of, one_line

_NAME_LIMIT = 60


def draw(visit: Visit) -> None:
    """Draw the picture and the list, or what is missing for them."""
    translator = visit.translator
    radar = visit.service.insight.radar()
    since = translator.day(radar.since_at.astimezone(visit.zone))
    lead = translator.translate(
        "Where each opportunity stands, and what moved since {day}.", day=since
    )
    show(frame.head(translator.translate("Radar"), lead=lead), translator.language)
    if not radar.blips:
        _draw_nothing(visit)
        return
    view = radar_view(radar, _wanted(radar, visit), translator)
    show(frame.count(view.summary), translator.language)
    if not view.rows:
        none = translator.translate("Nothing with these filters")
        advice = translator.translate("Choose another area or status.")
        show(frame.nothing(none, advice), translator.language)
        return
    with st.container(key="radar", gap="medium"):
        with st.container(key="radar-picture"):
            _draw_picture(view, visit)
        with st.container(key="radar-list"):
            _draw_list(view, visit)


def _draw_nothing(visit: Visit) -> None:
    translator = visit.translator
    if visit.service.edition() is None:
        first_run(visit)
        return
    title = translator.translate("No opportunity yet")
    advice = translator.translate("What stands in the list of a week is kept here.")
    show(frame.nothing(title, advice), translator.language)


def _wanted(radar: Radar, visit: Visit) -> Wanted:
    """Draw the filters; return what they say."""
    translator = visit.translator
    held = {blip.area for blip in radar.blips}
    areas = [area for area in AREAS if area in held] + sorted(held - set(AREAS))
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="center")
    with left:
        chosen = st.multiselect(
            translator.translate("Area"),
            areas,
            format_func=lambda area: one_line(area_name(area, translator), _NAME_LIMIT),
            placeholder=translator.translate("All areas"),
            key="radar-area",
            label_visibility="collapsed",
        )
    with middle:
        rings = st.multiselect(
            translator.translate("Status"),
            [ring for ring in Ring if any(blip.ring is ring for blip in radar.blips)],
            format_func=lambda ring: ring_name(ring, translator),
            placeholder=translator.translate("All statuses"),
            key="radar-ring",
            label_visibility="collapsed",
        )
    with right:
        moved = st.toggle(translator.translate("Only what moved"), key="radar-moved")
    return Wanted(areas=chosen, rings=[Ring(one) for one in rings], moved_only=moved)


def _draw_picture(view: RadarView, visit: Visit) -> None:
    """Draw the picture; a click on a point opens its card."""
    translator = visit.translator
    grades = [name_of(grade, translator) for grade in Grade]
    rings = {ring: ring_name(ring, translator) for ring in Ring}
    event = st.vega_lite_chart(
        radar_chart(view, rings, grades, translator),
        width="content",
        theme=None,
        key="radar-chart",
        on_select="rerun",
        selection_mode=PICKED,
    )
    show(legend(grades, translator), translator.language)
    for said in view.left:
        show(frame.count(said), translator.language)
    picked = event.selection.get(PICKED) or []
    names = [str(one["id"]) for one in picked if "id" in one]
    if names:
        st.switch_page("opportunities.py", query_params={"card": names[0]})


def _draw_list(view: RadarView, visit: Visit) -> None:
    translator = visit.translator
    for name, rows in groupby(view.rows, key=lambda row: row.ring):
        _draw_ring(name, list(rows), visit)
    if view.more:
        said = translator.plural(
            "{n} more: choose an area or a status.",
            "{n} more: choose an area or a status.",
            view.more,
        )
        show(frame.count(said), translator.language)


def _draw_ring(name: str, rows: Sequence[RadarRow], visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(name), translator.language)
    for row in rows:
        with st.container(key=f"radar-row-{row.id}", gap=None):
            st.page_link("opportunities.py", label=plain(row.title), query_params={"card": row.id})
            show(radar_line(row, translator), translator.language)


draw(session.visit())
