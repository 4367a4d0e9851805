"""What all lists gave, as tables with bars: by list, by pain point, by source, pilot by pilot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watch.cli.screen import Cell, Screen
from watch.cli.structure import plain
from watch.model import (
    DecisionYield,
    Outcomes,
    PainYield,
    Pilot,
    SourceYield,
)
from watch.wording import Translator, name_of, one_line, result_phrase

_TITLE, _NAME = 200, 120
_BAR, _COUNT, _WEEK, _MONEY = 10, 8, 8, 12
"""Columns of a share of one, of a count with its title, of a week, of an amount."""

_WIDEST = 120
"""Columns of a table: farther out, the eye loses the line."""


def outcomes_object(found: Outcomes) -> dict[str, Any]:
    """Return the outcomes as JSON, rates and changes with them."""
    return {
        "editions": [
            {**plain(one), "decided": one.decided, "rate": one.rate} for one in found.editions
        ],
        "pains": plain(found.pains),
        "sources": plain(found.sources),
        "pilots": [
            {**plain(one), "change_percent": one.change_percent, "yearly_gain": one.yearly_gain}
            for one in found.pilots
        ],
        "yearly_gain": found.yearly_gain,
    }


def shown_outcomes(screen: Screen, found: Outcomes, currency: str, translator: Translator) -> None:
    """Print the tables, each that has something to say."""
    if not found.editions and not found.pilots:
        screen.paragraph(translator.translate("No list was frozen yet: there is nothing to count."))
        return
    _editions(screen, found.editions, translator)
    _pains(screen, found.pains, currency, translator)
    _sources(screen, found.sources, translator)
    _pilots(screen, found.pilots, currency, translator)
    gain = translator.money(found.yearly_gain, currency)
    label = translator.translate("Gain measured so far:")
    screen.paragraph(translator.translate("{cost} a year", cost=gain), label=label)


def _editions(screen: Screen, rows: Sequence[DecisionYield], translator: Translator) -> None:
    titles = (
        translator.translate("Week"),
        translator.translate("Shown"),
        translator.translate("Yes"),
        translator.translate("No"),
        translator.translate("Known"),
        translator.translate("Yield"),
        translator.translate("Days waited"),
    )
    widths = (_WEEK, *[-_COUNT] * 4, _BAR + 6, -_MONEY)
    _table(screen, translator.translate("List by list"), titles, widths)
    for row in rows:
        counts = (row.shown, row.yes, row.no, row.known)
        days = "—" if row.median_days is None else translator.number(round(row.median_days, 1))
        cells = [(row.week, "bold"), *_counts(counts, translator)]
        screen.row([*cells, (_share(row.rate, translator), ""), (days, "")], widths)
    screen.line()


def _pains(
    screen: Screen, rows: Sequence[PainYield], currency: str, translator: Translator
) -> None:
    titles = (
        translator.translate("Pain point"),
        translator.translate("Shown"),
        translator.translate("Retained"),
        translator.translate("Pilots"),
        translator.translate("Adoptions"),
        translator.translate("Gain a year"),
    )
    widths = (_rest(screen, 4, _MONEY), *[-_COUNT] * 4, -_MONEY)
    _table(screen, translator.translate("Pain point by pain point"), titles, widths)
    for row in rows:
        counts = (row.shown, row.kept, row.pilots, row.adopted)
        gain = translator.money(row.yearly_gain, currency) if row.yearly_gain else "—"
        cells = [(one_line(row.pain_title, _TITLE), ""), *_counts(counts, translator)]
        screen.row([*cells, (gain, "")], widths)
    screen.line()


def _sources(screen: Screen, rows: Sequence[SourceYield], translator: Translator) -> None:
    """Print the publishers that were cited; of the others only how many they are."""
    titles = (
        translator.translate("Publisher"),
        translator.translate("Articles"),
        translator.translate("Shown"),
        translator.translate("Retained"),
        translator.translate("Share of what was kept"),
    )
    widths = (_rest(screen, 3, _BAR + 14), *[-_COUNT] * 3, _BAR + 14)
    _table(screen, translator.translate("Source by source"), titles, widths)
    cited = [row for row in rows if row.shown]
    for row in cited:
        name = one_line(", ".join(row.names) or row.owner, _NAME)
        counts = _counts((row.articles, row.shown, row.kept), translator)
        share = _share(row.share, translator) if row.kept else ""
        screen.row([(name, ""), *counts, (share, "")], widths)
    silent = len(rows) - len(cited)
    if silent:
        said = translator.plural(
            "{n} other publisher gave nothing that was listed.",
            "{n} other publishers gave nothing that was listed.",
            silent,
        )
        screen.paragraph(said, style="dim")
    screen.line()


def _pilots(screen: Screen, rows: Sequence[Pilot], currency: str, translator: Translator) -> None:
    if not rows:
        return
    screen.line(translator.translate("Pilot by pilot"), "bold underline")
    for row in rows:
        title = one_line(row.title, _TITLE)
        screen.paragraph(title, indent=2, style="bold")
        said = [name_of(row.status, translator), result_phrase(row.result, translator, currency)]
        if row.change_percent is not None:
            kpi = one_line(row.result.kpi, _NAME)
            said.append(f"{kpi} {_change(row.change_percent, translator)}")
        screen.paragraph(" · ".join(part for part in said if part), indent=2)
    screen.line()


def _table(screen: Screen, about: str, titles: Sequence[str], widths: Sequence[int]) -> None:
    screen.line(about, "bold underline")
    screen.row([(title, "bold") for title in titles], widths)


def _counts(counts: Sequence[int], translator: Translator) -> list[Cell]:
    return [(translator.number(n), "" if n else "dim") for n in counts]


def _share(share: float | None, translator: Translator) -> str:
    """Return a share as a bar and a percentage."""
    if share is None:
        return "—"
    bar = "█" * round(_BAR * min(share, 1.0)) or "▏"
    return f"{bar} {translator.percent(round(share, 2))}"


def _change(percent: float, translator: Translator) -> str:
    sign = "+" if percent > 0 else "−"
    return f"{sign}{translator.percent(round(abs(percent) / 100, 2))}"


def _rest(screen: Screen, counts: int, last: int) -> int:
    """Return what a table leaves to its first column."""
    return min(screen.out.width, _WIDEST) - counts * (_COUNT + 2) - last - 2
