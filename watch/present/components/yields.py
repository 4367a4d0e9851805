"""The tables of the insight page, which say what its pictures show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from watch.present.components.frame import count
from watch.present.components.review import chip
from watch.present.markup import Content, Html, bands, bar, element, joined
from watch.present.views import (
    CoverageRow,
    PainYieldRow,
    PilotRow,
    SourceYieldRow,
    TrendRow,
    WeekRow,
)
from watch.wording import Translator


def week_table(rows: Sequence[WeekRow], translator: Translator) -> Html:
    """Return what was decided from each edition, with a bar of yes, known before and no."""
    names = (
        translator.translate("Edition"),
        translator.translate("Decisions"),
        translator.translate("Shown"),
        translator.translate("Yield"),
        translator.translate("Days to decide"),
    )
    body = (
        (
            row.week,
            joined(bands(row.bands), element("span", row.told, class_="tw-where")),
            row.shown,
            element("b", row.rate),
            row.days,
        )
        for row in rows
    )
    return _table(names, body, wide=1)


def pain_table(rows: Sequence[PainYieldRow], translator: Translator) -> Html:
    """Return what became of the opportunities of each pain point."""
    names = (
        translator.translate("Pain point"),
        translator.translate("Shown"),
        translator.translate("Kept"),
        translator.translate("Pilots"),
        translator.translate("Adoptions"),
        translator.translate("Gain a year"),
    )
    return _table(names, (_pain_cells(row) for row in rows))


def source_table(rows: Sequence[SourceYieldRow], translator: Translator) -> Html:
    """Return what each publisher gave, the one with most kept opportunities first."""
    names = (
        translator.translate("Publisher"),
        translator.translate("Articles cited"),
        translator.translate("Shown"),
        translator.translate("Kept"),
        translator.translate("Part of what was kept"),
    )
    return _table(names, (_source_cells(row) for row in rows))


def pilot_table(rows: Sequence[PilotRow], translator: Translator) -> Html:
    """Return what was tried, the indicator before and after, and the gain."""
    names = (
        translator.translate("Pilot project"),
        translator.translate("Indicator"),
        translator.translate("Before"),
        translator.translate("After"),
        translator.translate("Gain a year"),
    )
    body = (
        (
            joined(element("span", row.title, class_="tw-pilot-title"), chip(row.status, row.tone)),
            row.kpi,
            row.before,
            joined(
                row.after, element("span", row.change, class_="tw-where") if row.change else None
            ),
            row.gain,
        )
        for row in rows
    )
    return _table(names, body)


def trend_table(rows: Sequence[TrendRow], translator: Translator, recent: int) -> Html:
    """Return how often each matter was told lately and before, what changed beyond chance first.

    Args:
        recent: How many weeks "lately" is.
    """
    names = (
        translator.translate("Matter"),
        translator.translate("Trend"),
        translator.plural("Stories, last {n} week", "Stories, last {n} weeks", recent),
        translator.translate("Stories before"),
        translator.translate("Share, times before"),
    )
    body = (
        (
            joined(row.name, element("span", row.area, class_="tw-where") if row.area else None),
            chip(row.phase, row.tone),
            row.recent,
            row.before,
            row.ratio,
        )
        for row in rows
    )
    return _table(names, body)


def coverage_bars(rows: Sequence[CoverageRow], translator: Translator) -> Html:
    """Return a bar for each pain point that is full where enough sources answer on it."""
    enough = max((row.enough for row in rows), default=0)
    bars = (
        element(
            "li",
            element("span", row.title, class_="tw-name"),
            bands([("thin" if row.thin else "enough", 100 * row.sources / row.enough)]),
            element("b" if row.thin else "span", translator.number(row.sources)),
        )
        for row in rows
    )
    legend = translator.translate(
        "The figure is that of the sources that answer; a bar is full from {n} on.", n=enough
    )
    return joined(element("ul", *bars, class_="tw-coverages"), count(legend))


def coverage_table(rows: Sequence[CoverageRow], translator: Translator) -> Html:
    """Return how many sources answer on each pain point, the least covered first."""
    names = (
        translator.translate("Pain point"),
        translator.translate("Sources that answer"),
        translator.translate("Is it enough?"),
    )
    body = (
        (
            joined(row.title, element("span", row.area, class_="tw-where") if row.area else None),
            translator.number(row.sources),
            element("b" if row.thin else "span", row.told),
        )
        for row in rows
    )
    return _table(names, body)


def _pain_cells(row: PainYieldRow) -> tuple[Content, ...]:
    return (joined(row.title, bar(row.kept_percent)), *row.cells)


def _source_cells(row: SourceYieldRow) -> tuple[Content, ...]:
    names = element("span", row.names, class_="tw-where") if row.names else None
    share = joined(bar(row.share_percent), element("span", row.share))
    return (joined(element("b", row.owner), names), *row.cells, share)


def _table(
    names: tuple[str, ...], rows: Iterable[tuple[Content, ...]], *, wide: int | None = None
) -> Html:
    """Return a table that folds into cards on a phone.

    Args:
        wide: The column of a chart, which takes what room is left.
    """
    header = element("tr", *(element("th", name, scope="col") for name in names))
    body = (_row(row, names, wide) for row in rows)
    return element(
        "table", element("thead", header), element("tbody", *body), class_="tw-sources tw-yields"
    )


def _row(row: tuple[Content, ...], names: tuple[str, ...], wide: int | None) -> Html:
    first, *rest = row
    cells = (
        element(
            "td",
            element("span", name, class_="tw-cell"),
            element("span", cell),
            class_="tw-wide" if number == wide else "",
        )
        for number, (name, cell) in enumerate(zip(names[1:], rest, strict=True), start=1)
    )
    return element("tr", element("th", first, scope="row"), *cells)
