"""Insight: what the world tells more often, and what the lists gave, question by question."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from watch.errors import ModelMissing
from watch.model import Trends
from watch.present import session
from watch.present.components import frame, trend_chart, yields
from watch.present.first_run import first_run
from watch.present.markup import Html, joined, plain, show
from watch.present.session import Visit
from watch.present.views import (
    TrendView,
    YieldsView,
    area_trends,
    coverage_answer,
    coverage_rows,
    family_trends,
    fault,
    yields_lead,
    yields_view,
)
from watch.service import ENOUGH_SOURCES

_BARS = 12
"""Bars that a picture shows; the table has every row."""


def draw(visit: Visit) -> None:
    """Draw what is told more often and what became of all frozen editions, a leaf at a time."""
    translator = visit.translator
    currency = visit.service.company().currency
    outcomes = visit.service.editions.outcomes()
    lead = yields_lead(outcomes, currency, translator)
    lead = lead or translator.translate("What the world tells, and what the lists gave.")
    show(frame.head(translator.translate("Insight"), lead=lead), translator.language)
    if visit.service.edition() is None:
        first_run(visit)
        return
    told, gave = st.tabs(
        [translator.translate("What is told"), translator.translate("What the lists gave")],
        key="insight-leaf",
        on_change="rerun",
    )
    if told.open:
        with told:
            _draw_trends(visit)
            _draw_coverage(visit)
    if gave.open:
        with gave:
            _draw_outcomes(yields_view(outcomes, currency, translator), visit)


def _draw_trends(visit: Visit) -> None:
    """Draw the trends; the first time, and after a run, seconds with a word of what is done."""
    translator = visit.translator
    trends = _trends(visit)
    if trends is None:
        return
    title = translator.translate("Which solutions are growing?")
    families = family_trends(trends, translator)
    _draw_trend(title, families, trends.recent_weeks, visit, "families")
    show(frame.count(families.note), translator.language)
    title = translator.translate("Which areas are on the move?")
    _draw_trend(title, area_trends(trends, translator), trends.recent_weeks, visit, "areas")


def _trends(visit: Visit) -> Trends | None:
    translator = visit.translator
    place = st.empty()
    try:
        if visit.service.insight.ready():
            return visit.service.insight.trends()
        said = translator.translate("Looking at every article of the last weeks; a few seconds…")
        with place, st.spinner(said):
            found = visit.service.insight.trends()
    except ModelMissing as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return None
    place.empty()
    return found


def _draw_trend(title: str, view: TrendView, recent: int, visit: Visit, key: str) -> None:
    translator = visit.translator
    show(frame.heading(title, view.answer), translator.language)
    if view.points:
        chart = trend_chart.trend_chart(view, translator)
        st.vega_lite_chart(chart, theme=None, key=f"trend-{key}", alt=f"{title} {view.answer}")
    if not view.rows:
        return
    _figures(key, lambda: _trend_figures(view, recent, visit), visit)


def _trend_figures(view: TrendView, recent: int, visit: Visit) -> Html:
    translator = visit.translator
    table = yields.trend_table(view.rows, translator, recent)
    if not view.more:
        return table
    said = translator.plural(
        "{n} more has too few stories.", "{n} more have too few stories.", view.more
    )
    return joined(table, frame.count(said))


@st.fragment
def _figures(key: str, body: Callable[[], Html], visit: Visit) -> None:
    """Draw what opens on the figures of a picture; they are made when it is open."""
    behind = st.expander(
        visit.translator.translate("The figures behind"), key=f"figures-{key}", on_change="rerun"
    )
    if behind.open:
        with behind:
            show(body(), visit.translator.language)


def _draw_coverage(visit: Visit) -> None:
    translator = visit.translator
    pains = visit.service.pains()
    titles = {pain.id: pain.title for pain in pains}
    found = visit.service.pain_points.coverage(pains)
    rows = coverage_rows(found, titles, ENOUGH_SOURCES, translator)
    title = translator.translate("Is enough read on each pain point?")
    answer = coverage_answer(rows, translator)
    show(frame.heading(title, answer), translator.language)
    if rows:
        show(yields.coverage_bars(rows[:_BARS], translator), translator.language)
        _figures("coverage", lambda: yields.coverage_table(rows, translator), visit)
    st.page_link("sources.py", label=plain(translator.translate("Sources")))


def _draw_outcomes(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    if not view.weeks:
        title = translator.translate("No edition was frozen yet")
        advice = translator.translate(
            "A list is frozen once a week; from then on, what was decided about it is counted here."
        )
        show(frame.nothing(title, advice), translator.language)
    else:
        _draw_weeks(view, visit)
    _draw_pilots(view, visit)
    if view.weeks:
        _draw_pains(view, visit)
        _draw_sources(view, visit)


def _draw_weeks(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("Is the list worth reading?")
    show(frame.heading(title, view.answer), translator.language)
    if len(view.weeks) > 1:
        chart = trend_chart.yield_chart(view.weeks, translator)
        st.vega_lite_chart(chart, theme=None, key="yield", alt=f"{title} {view.answer}")
    note = translator.translate(
        "Of what each edition showed, what was worth a study, a pilot or a watch."
    )
    show(frame.count(note), translator.language)
    show(yields.week_table(view.weeks, translator), translator.language)


def _draw_pilots(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    note = translator.translate("Each pilot with its indicator before and after.")
    nothing = translator.translate(
        "No pilot yet. Start one from the card of an opportunity, then note its indicator there."
    )
    table = yields.pilot_table(view.pilots, translator) if view.pilots else frame.count(nothing)
    _draw_part(visit, translator.translate("What did the pilots give?"), note, table)


def _draw_pains(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    _draw_part(
        visit,
        translator.translate("Which pain points are served?"),
        translator.translate("The bar shows the part of what was shown that is kept today."),
        yields.pain_table(view.pains, translator),
    )


def _draw_sources(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("Which sources are worth their time?")
    show(frame.heading(title, view.sources_answer), translator.language)
    if view.sources:
        chart = trend_chart.source_chart(view.sources[:_BARS], translator)
        st.vega_lite_chart(chart, theme=None, key="sources", alt=f"{title} {view.sources_answer}")
    kept = translator.translate("Kept means studied, piloted or adopted today.")
    show(frame.count(kept), translator.language)
    _figures("sources", lambda: yields.source_table(view.sources, translator), visit)
    if view.silent_sources:
        said = translator.plural(
            "{n} further publisher was never cited in a list.",
            "{n} further publishers were never cited in a list.",
            view.silent_sources,
        )
        show(frame.count(said), translator.language)


def _draw_part(visit: Visit, title: str, note: str, body: Html) -> None:
    language = visit.translator.language
    show(frame.heading(title, note), language)
    show(body, language)


draw(session.visit())
