"""A search result, and the weeks of a topic as a table."""

from __future__ import annotations

from collections.abc import Sequence

from watch.present.components.frame import SEPARATOR, headline, quotation, where
from watch.present.markup import Html, column, element
from watch.present.views import Result, WeekCount
from watch.wording import Translator


def result_card(item: Result, translator: Translator) -> Html:
    """Return a story that a search found."""
    about = (item.kind, item.language, item.tellings, item.why)
    quoted = quotation(item.quote) if item.quote else None
    published = None if item.quote else element("p", where(item.headline))
    return element(
        "article",
        headline(item.headline, translator, "h2"),
        quoted,
        published,
        element("p", SEPARATOR.join(part for part in about if part), class_="tw-about"),
        class_="tw-found",
    )


def week_columns(weeks: Sequence[WeekCount], translator: Translator) -> Html:
    """Return a column for each week, the oldest first; its figure when it is pointed at.

    It is for the eye: the table below says the same.
    """
    drawn = (
        column(
            week.height,
            title=f"{week.week} · {week.share}",
        )
        for week in reversed(weeks)
    )
    highest = max(weeks, key=lambda week: week.height)
    ends = (
        element("span", weeks[-1].week),
        element(
            "span",
            translator.translate(
                "highest: {share} per 100, week to {week}", share=highest.share, week=highest.week
            ),
        ),
        element("span", weeks[0].week),
    )
    return element(
        "div",
        element("div", *drawn, class_="tw-columns"),
        element("p", *ends, class_="tw-column-ends"),
        class_="tw-topic-weeks",
    )


def week_table(weeks: Sequence[WeekCount], translator: Translator) -> Html:
    """Return how often a topic was told, week by week, the newest first."""
    titles = (
        translator.translate("Week to"),
        translator.translate("On the topic"),
        translator.translate("Stories read"),
        translator.translate("Per 100 read"),
    )
    head = element("tr", *(element("th", title, scope="col") for title in titles))
    rows = (
        element(
            "tr",
            element("th", row.week, scope="row"),
            *(element("td", figure) for figure in (row.told, row.read, row.share)),
        )
        for row in weeks
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="tw-weeks")
    return element("div", table, class_="tw-wide")
