"""Lines and bars of the insight page, in Vega-Lite.

Colours are those of the style sheet, by name: a picture is SVG in the page and follows its theme.
Lines differ by dash too, bars carry their figure: colour alone says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from watch.present.components.vega import alt, vega_lite
from watch.present.views import SourceYieldRow, TrendView, WeekRow
from watch.wording import Translator

FONT = "'Source Sans', sans-serif"
"""That of the page."""

_HEIGHT = 260
"""Pixels of a picture without its legend."""

_LEGEND_ROW = 23
"""Pixels of a line of the legend: fitted into the same height, it would flatten the picture."""

_STEP = 26
"""Pixels of a bar with its gap."""

_COLOURS = (
    "var(--accent)",
    "var(--warn)",
    "var(--fair)",
    "var(--bad)",
    "var(--good)",
    "var(--soft)",
)
_CHARTS = 16
"""Charts kept: two of the insight page in two languages, and those of some searches."""

_ROWS = alt.NamedData(name="rows")
"""What charts draw; rows within a chart would be copied and checked one by one."""

_FLAT = alt.Axis(labelAngle=0, labelOverlap=True)

_DASHES = ([1, 0], [7, 3], [2, 2], [10, 3, 2, 3], [4, 4], [1, 4])


def trend_chart(view: TrendView, translator: Translator) -> dict[str, Any]:
    """Return a line for each matter: its stories per 100 read, week by week."""
    drawn = dict(_trend_chart(view, translator.language))
    rows = drawn.pop("datasets")
    return {**deepcopy(drawn), "datasets": rows}


@lru_cache(maxsize=_CHARTS)
def _trend_chart(view: TrendView, language: str) -> dict[str, Any]:
    """Make the chart; one that was made before is the same for all readers of a language."""
    translator = Translator(language)
    rows = [
        {
            "name": point.name,
            "ends": translator.short_day(point.ends_on),
            "order": point.ends_on.isoformat(),
            "share": round(point.share, 2),
            "told": point.told,
        }
        for point in view.points
    ]
    order = list(view.order)
    days = list(dict.fromkeys(row["ends"] for row in sorted(rows, key=lambda r: str(r["order"]))))
    shares = [point.share for point in view.points]
    title = translator.translate("Week to")
    chart = (
        alt.Chart(_ROWS)
        .mark_line(point={"filled": True, "size": 36, "strokeWidth": 0}, strokeWidth=2)
        .encode(
            x=alt.X("ends:O", sort=days, title=title, axis=_FLAT),
            y=_amount("share", translator.translate("per 100 stories read"), shares),
            color=_lines(alt.Color, order, _COLOURS),
            strokeDash=_lines(alt.StrokeDash, order, _DASHES),
            tooltip=[
                alt.Tooltip("name:N", title=translator.translate("Matter")),
                alt.Tooltip("ends:N", title=title),
                alt.Tooltip("told:N", title=translator.translate("Stories")),
            ],
        )
    )
    return _dressed(
        chart.properties(width="container", height=_HEIGHT + _LEGEND_ROW * len(order)), rows
    )


def yield_chart(rows: Sequence[WeekRow], translator: Translator) -> dict[str, Any]:
    """Return the decision yield list by list."""
    data = [{"week": row.week, "rate": row.rate_percent, "told": row.told} for row in rows]
    chart = (
        alt.Chart(_ROWS)
        .mark_bar(size=22, color="var(--accent)")
        .encode(
            x=alt.X(
                "week:O",
                sort=[row.week for row in rows],
                title=None,
                axis=_FLAT,
            ),
            y=alt.Y(
                "rate:Q",
                title=translator.translate("% worth showing"),
                scale=alt.Scale(domain=[0, 100]),
            ),
            tooltip=[
                alt.Tooltip("week:N", title=translator.translate("Edition")),
                alt.Tooltip("told:N", title=translator.translate("Decisions")),
            ],
        )
    )
    return _dressed(chart.properties(width="container", height=180), data)


def source_chart(rows: Sequence[SourceYieldRow], translator: Translator) -> dict[str, Any]:
    """Return for each publisher how many opportunities it was cited for, and how many are kept."""
    shown, kept = translator.translate("Shown"), translator.translate("Kept")
    data = [{"owner": r.owner, "shown": r.shown, "kept": r.kept} for r in rows]
    tips = [
        alt.Tooltip("owner:N", title=translator.translate("Publisher")),
        alt.Tooltip("shown:Q", title=shown),
        alt.Tooltip("kept:Q", title=kept),
    ]
    most = max((row.shown for row in rows), default=1)
    base = alt.Chart(_ROWS).encode(y=_names("owner"), tooltip=tips)
    x_title = translator.translate("Opportunities: shown (outline), kept (filled)")
    outline = base.mark_bar(height=16, fill="var(--tint)", stroke="var(--soft)")
    filled = base.mark_bar(height=8, color="var(--accent)")
    return _dressed(
        alt.layer(
            outline.encode(x=_count("shown", x_title, most)),
            filled.encode(x=_count("kept", x_title, most)),
        ).properties(width="container", height=_STEP * max(len(rows), 2)),
        data,
    )


def _count(field: str, title: str, most: int) -> alt.X:
    """Return an axis of whole numbers that begins at none."""
    scale, axis = alt.Scale(domain=[0, most]), alt.Axis(tickMinStep=1)
    return alt.X(f"{field}:Q", title=title, scale=scale, axis=axis)


def _amount(field: str, title: str, values: Sequence[float]) -> alt.Y:
    """Return an axis that begins at nothing and holds every value."""
    scale = alt.Scale(domain=[0, max(values, default=1) or 1], nice=True)
    return alt.Y(f"{field}:Q", title=title, scale=scale)


def _names(field: str) -> alt.Y:
    return alt.Y(f"{field}:N", sort=None, title=None, axis=alt.Axis(labelLimit=170))


def _lines(channel: Any, order: Sequence[str], values: Sequence[Any]) -> Any:  # noqa: ANN401 - one of Altair's channels
    scale = alt.Scale(domain=list(order), range=list(values[: len(order)]))
    legend = alt.Legend(
        title=None, orient="bottom", columns=1, labelLimit=300, symbolType="stroke", symbolSize=500
    )
    return channel("name:N", scale=scale, sort=list(order), legend=legend)


def _dressed(
    chart: alt.Chart | alt.LayerChart, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a chart in the style of the page, as Vega-Lite, with what it draws.

    It is made here and by no person: checking it by its schema took half of the time of a page.
    """
    dressed = (
        chart.properties(
            background="transparent",
            usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--soft)",
            titleColor="var(--soft)",
            gridColor="var(--line)",
            domainColor="var(--line)",
            tickColor="var(--line)",
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor="var(--ink)", labelFontSize=13)
    )
    return {**vega_lite(dressed), "datasets": {"rows": list(rows)}}
