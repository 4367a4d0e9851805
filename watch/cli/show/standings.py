"""Sources and how they answered, failed ones first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from watch.cli.screen import Screen
from watch.model import SourceStanding, SourceState
from watch.wording import Translator, name_of, one_line

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}
_DOUBTFUL = {SourceState.EMPTY, SourceState.UNDATED, SourceState.STALE}
_WELL = 2
_NAME, _REASON = 80, 200
"""Characters shown of a name and of a reason."""

_STATE, _COUNT, _DATE = 23, 8, 14
"""Columns of a state (the longest is cut), a count, a day."""


def failed(standing: SourceStanding) -> bool:
    """Tell whether the last poll of a source failed."""
    return standing.record.state in _BAD


def standing_object(standing: SourceStanding) -> dict[str, Any]:
    """Return a source and its standing as JSON."""
    source, record = standing.source, standing.record
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "owner": source.owner,
        "kind": source.kind.value,
        "language": source.language,
        "pack": source.pack,
        "state": record.state.value,
        "reason": record.reason,
        "entries": record.entry_count,
        "newest_entry_at": record.newest_entry_at,
        "polled_at": record.polled_at,
        "articles": standing.article_count,
    }


def shown_standings(
    screen: Screen, standings: Sequence[SourceStanding], translator: Translator, *, polled: bool
) -> None:
    """Print every source, failed ones first.

    Args:
        screen: Where to.
        standings: In the order of the file.
        translator: The reader's.
        polled: Show the entries of this poll; else the articles kept so far.
    """
    widths = _widths(screen, translator)
    counted = translator.translate("Entries") if polled else translator.translate("Articles")
    titles = (translator.translate("Source"), translator.translate("State"), counted)
    screen.row([(t, "bold") for t in (*titles, translator.translate("Newest"))], widths)
    for standing in sorted(standings, key=_urgency):
        count = standing.record.entry_count if polled else standing.article_count
        name = one_line(standing.source.name, _NAME)
        state = name_of(standing.record.state, translator)
        newest = short_date(standing.record.newest_entry_at, translator)
        cells = [(name, "bold"), (state, _style(standing)), (translator.number(count), "")]
        screen.row([*cells, (newest, "")], widths)
        if _urgency(standing) < _WELL and standing.record.reason:
            screen.paragraph(one_line(standing.record.reason, _REASON), indent=2)
        screen.line("  " + one_line(standing.source.url, 2000), "dim")


def _widths(screen: Screen, translator: Translator) -> tuple[int, int, int, int]:
    """Return the columns of the table: the name takes what is left."""
    state = max(len(name_of(state, translator)) for state in SourceState)
    state = min(state, _STATE)
    return (screen.width - state - _COUNT - _DATE - 6, state, -_COUNT, _DATE)


def shown_failures(
    screen: Screen, standings: Sequence[SourceStanding], translator: Translator
) -> None:
    """Print the sources that failed and why, in a small table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(translator.translate("Source in failure"), overflow="fold", ratio=1)
    table.add_column(translator.translate("Reason"), ratio=1)
    for standing in standings:
        name = Text(one_line(standing.source.name, _NAME))
        table.add_row(name, Text(one_line(standing.record.reason, _REASON)))
    screen.show(table)


def short_date(moment: datetime | None, translator: Translator) -> str:
    """Return a day fit for a column, or a dash."""
    return f"{translator.short_day(moment)} {moment.year}" if moment else "—"


def _urgency(standing: SourceStanding) -> int:
    state = standing.record.state
    return 0 if state in _BAD else 1 if state in _DOUBTFUL else _WELL


def _style(standing: SourceStanding) -> str:
    return ("bold red", "magenta", "green")[_urgency(standing)]
