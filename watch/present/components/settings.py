"""The settings page: runs, weights, what is kept, what the doctor found."""

from __future__ import annotations

from collections.abc import Sequence

from watch.present.components.frame import SEPARATOR
from watch.present.markup import Content, Html, bar, element, joined, prose
from watch.present.views.settings import FindingRow, RunProgress, RunRow, ShiftRow
from watch.wording import Translator


def run_at_work(run: RunProgress) -> Html:
    """Return the run at work: its stage, how far it is, since when."""
    said = SEPARATOR.join(part for part in (run.stage, run.count, run.since) if part)
    return element(
        "section",
        element("p", element("b", said), role="status"),
        bar(run.percent) if run.percent is not None else None,
        element("p", run.label, class_="tw-where") if run.label else None,
        class_="tw-panel tw-run",
    )


def run_list(rows: Sequence[RunRow], translator: Translator) -> Html:
    """Return the runs that have ended, newest first."""
    drawn = (element("li", *_run(row, translator)) for row in rows)
    return element("ul", *drawn, class_="tw-run-list")


def table(rows: Sequence[Sequence[str]], label: str, *, marked: int = -1) -> Html:
    """Return a table whose first row and first column are heads.

    Args:
        rows: Of one length each.
        label: What the table is, for people who cannot see it.
        marked: Number of the column that is in use.
    """
    head, *body = rows
    names = (element("th", _in_use(name, n == marked), scope="col") for n, name in enumerate(head))
    return element(
        "table",
        element("thead", element("tr", *names)),
        element("tbody", *(_row(cells, marked) for cells in body)),
        class_="tw-grid",
        aria_label=label,
    )


def facts(pairs: Sequence[tuple[str, str]]) -> Html:
    """Return quantities, each with its name."""
    cells = (element("div", element("dt", name), element("dd", value)) for name, value in pairs)
    return element("dl", *cells, class_="tw-facts")


def shift_list(rows: Sequence[ShiftRow], translator: Translator) -> Html:
    """Return the moves from one list to another."""
    drawn = (
        element(
            "li",
            element("span", row.places, class_="tw-places"),
            element(
                "div",
                element("span", row.title),
                element("span", _difference(row, translator), class_="tw-where"),
            ),
        )
        for row in rows
    )
    return element("div", element("ul", *drawn), class_="tw-moves")


def finding_list(rows: Sequence[FindingRow], translator: Translator) -> Html:
    """Return what the doctor found, each fault with its remedy."""
    drawn = (element("li", *_finding(row, translator)) for row in rows)
    return element("ul", *drawn, class_="tw-findings")


def _run(row: RunRow, translator: Translator) -> tuple[Content, ...]:
    chip = element("span", row.state, class_=f"tw-chip tw-{row.level.value}")
    remedy = joined(element("b", translator.translate("What to do:")), " ", prose(row.hint))
    spent = translator.translate("Where the time went")
    return (
        element("p", element("b", row.when), " ", chip, class_="tw-run-when"),
        element("p", SEPARATOR.join(part for part in (row.told, row.took) if part)),
        element("p", prose(row.error)) if row.error else None,
        element("p", remedy) if row.hint else None,
        element("details", element("summary", spent), element("p", row.stages))
        if row.stages
        else None,
    )


def _row(cells: Sequence[str], marked: int) -> Html:
    first, *others = cells
    drawn = (
        element("td", _in_use(cell, n == marked), class_="tw-figure")
        for n, cell in enumerate(others, start=1)
    )
    return element("tr", element("th", first, scope="row"), *drawn)


def _in_use(text: str, is_it: bool) -> Content:
    return element("b", text) if is_it else text


def _difference(row: ShiftRow, translator: Translator) -> str:
    why = f"{translator.translate('Difference:')} {row.signals}" if row.signals else ""
    return SEPARATOR.join(part for part in (row.scores, why) if part)


def _finding(row: FindingRow, translator: Translator) -> tuple[Content, ...]:
    remedy = joined(element("b", translator.translate("What to do:")), " ", prose(row.hint))
    return (
        element("span", row.well, class_=f"tw-chip tw-{row.level.value}"),
        element("b", row.subject),
        element("span", prose(row.text)),
        element("span", remedy, class_="tw-remedy") if row.hint else None,
    )
