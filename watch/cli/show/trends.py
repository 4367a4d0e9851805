"""Trends as tables: areas, then families of solutions, with their weeks as a small picture."""

from __future__ import annotations

from collections.abc import Sequence

from watch.cli.screen import Screen
from watch.model import Phase, Trend, Trends
from watch.wording import Translator, area_name, name_of, one_line

_PHASE, _COUNT, _RATIO = 21, 8, 7
_TITLE = 120
_LEAST = 18

_WIDEST = 120
"""Columns of the table: farther out, the eye loses the line."""

_BARS = "▁▂▃▄▅▆▇█"

_STYLES = {Phase.NEW: "green", Phase.GROWING: "green", Phase.FADING: "red"}


def shown_trends(screen: Screen, found: Trends, translator: Translator, *, every: bool) -> None:
    """Print what is told more often than before, what as often, what less.

    Args:
        every: Also what has too few stories to tell.
    """
    total = translator.plural("{n} story", "{n} stories", sum(found.stories))
    said = translator.translate(
        "{total} in {weeks} weeks; the last {recent} are compared with those before.",
        total=total,
        weeks=len(found.ends_on),
        recent=found.recent_weeks,
    )
    screen.paragraph(said)
    tables = (
        (translator.translate("Areas"), found.areas),
        (translator.translate("Solutions"), found.families),
    )
    for title, rows in tables:
        _table(screen, title, [r for r in rows if every or r.phase], found, translator)


def _table(
    screen: Screen, about: str, rows: Sequence[Trend], found: Trends, translator: Translator
) -> None:
    screen.line()
    screen.line(about, "bold underline")
    if not rows:
        screen.paragraph(translator.translate("Too few stories to tell; --all shows them."))
        return
    weeks = len(found.ends_on)
    room = min(screen.out.width, _WIDEST) - weeks - _PHASE - 2 * _COUNT - _RATIO - 10
    widths = (max(room, _LEAST), weeks, _PHASE, -_COUNT, -_COUNT, -_RATIO)
    titles = (
        "",
        translator.translate("Weeks"),
        translator.translate("Trend"),
        translator.translate("Lately"),
        translator.translate("Before"),
        translator.translate("Share"),
    )
    screen.row([(title, "bold") for title in titles], widths)
    for row in rows:
        cells = [
            (one_line(_name(row, translator), _TITLE), ""),
            (_picture(row.counts), "dim"),
            (_phase(row.phase, translator), _STYLES.get(row.phase, "") if row.phase else "dim"),
            (translator.number(row.recent), ""),
            (translator.number(row.before), ""),
            ("—" if row.ratio is None else f"×\u00a0{translator.number(round(row.ratio, 1))}", ""),
        ]
        screen.row(cells, widths)


def _name(row: Trend, translator: Translator) -> str:
    names = row.names
    found = names.get(translator.language) or next((n for n in names.values() if n), "")
    return found or area_name(row.subject, translator)


def _phase(phase: Phase | None, translator: Translator) -> str:
    return name_of(phase, translator) if phase else translator.translate("too few to tell")


def _picture(counts: Sequence[int]) -> str:
    most = max(counts) or 1
    return "".join(_BARS[round((len(_BARS) - 1) * n / most)] for n in counts)
