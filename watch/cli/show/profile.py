"""What each stage of a run took, beside the least that this machine could take for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watch.cli.screen import Cell, Screen
from watch.model import StageRow
from watch.wording import Translator, limit_name, work_name

_WIDTHS = (26, -8, -7, -10, -6, -7, -7)
"""Columns of a table that need 83."""


def profile_object(rows: Sequence[StageRow]) -> list[dict[str, Any]]:
    """Return the stages as JSON, in their order."""
    return [
        {
            "stage": row.stage,
            "wall_s": round(row.spent.wall_s, 3),
            "processor_s": round(row.spent.processor_s, 3),
            "peak_memory_mb": row.spent.peak_memory_mb,
            "items": row.items,
            "items_per_s": round(row.items_per_s, 1),
            "limit": row.limit.kind if row.limit else None,
            "limit_s": round(row.limit.seconds, 3) if row.limit else None,
            "times_limit": None if row.times_limit is None else round(row.times_limit, 1),
        }
        for row in rows
    ]


def shown_profile(screen: Screen, rows: Sequence[StageRow], translator: Translator) -> None:
    """Print a line for each stage, then what sets the limits."""
    if not rows:
        return
    titles = (
        translator.translate("Stage"),
        translator.translate("Clock s"),
        translator.translate("CPU s"),
        translator.translate("Items/s"),
        translator.translate("MB"),
        translator.translate("Limit s"),
        translator.translate("Times"),
    )
    screen.line()
    screen.row([(title, "bold") for title in titles], _WIDTHS)
    for row in rows:
        screen.row(_cells(row, translator), _WIDTHS)
    screen.line()
    limits = ", ".join(
        f"{work_name(row.stage, translator)} ({limit_name(row.limit.kind, translator)})"
        for row in rows
        if row.limit
    )
    screen.paragraph(limits, label=translator.translate("What sets the limit:"), style="dim")


def _cells(row: StageRow, translator: Translator) -> list[Cell]:
    numbers = (
        row.spent.wall_s,
        row.spent.processor_s,
        row.items_per_s if row.items else None,
        row.spent.peak_memory_mb or None,
        row.limit.seconds if row.limit else None,
        row.times_limit,
    )
    return [
        (work_name(row.stage, translator), ""),
        *((_figure(number, translator), "") for number in numbers),
    ]


def _figure(number: float | None, translator: Translator) -> str:
    """Return a number with three digits that count, a dash where there is none."""
    if number is None:
        return "—"
    digits = 0 if number >= 100 else 1 if number >= 1 else 2
    return translator.number(round(number, digits) if digits else round(number))
