"""The radar as a table: ring by ring, from daily use outwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from watch.cli.meant import short_id
from watch.cli.screen import Screen
from watch.cli.structure import plain
from watch.model import Blip, Radar, Ring, RingMove, Status
from watch.wording import Translator, area_name, name_of, one_line

_ID, _AREA, _SCORE = 8, 18, 4
_TITLE = 200

_WIDEST = 120
"""Columns of the table: farther out, the eye loses the line."""

_ARROWS = {
    RingMove.APPEARED: "+",
    RingMove.INWARD: "↑",
    RingMove.OUTWARD: "↓",
    RingMove.STILL: " ",
}


def radar_object(found: Radar, *, moved_only: bool) -> dict[str, Any]:
    """Return the radar as JSON, each opportunity with its move."""
    blips = [{**plain(blip), "move": blip.move} for blip in _wanted(found, moved_only=moved_only)]
    return {"since_at": found.since_at, "blips": blips, "off": found.off}


def shown_radar(
    screen: Screen, found: Radar, translator: Translator, zone: tzinfo, *, moved_only: bool
) -> None:
    """Print the opportunities below the ring that they are in."""
    blips = _wanted(found, moved_only=moved_only)
    if not blips:
        screen.paragraph(translator.translate("There is no such opportunity."))
        return
    day = translator.day(found.since_at.astimezone(zone))
    said = translator.translate(
        "Since {day}: ↑ nearer to daily use, ↓ farther from it, + newly listed.", day=day
    )
    screen.paragraph(said)
    for ring in Ring:
        rows = [blip for blip in blips if blip.ring is ring]
        if rows:
            _draw_ring(screen, name_of(Status(ring.value), translator), rows, translator)
    _draw_off(screen, found, translator)


def _wanted(found: Radar, *, moved_only: bool) -> list[Blip]:
    return [b for b in found.blips if not moved_only or b.move is not RingMove.STILL]


def _draw_ring(screen: Screen, name: str, rows: Sequence[Blip], translator: Translator) -> None:
    screen.line()
    screen.line(name, "bold underline")
    title = min(screen.out.width, _WIDEST) - _ID - _AREA - _SCORE - 10
    for row in rows:
        cells = [
            (_ARROWS[row.move], "bold"),
            (short_id(row.id), "dim"),
            (translator.number(round(row.score)), ""),
            (one_line(row.title, _TITLE), ""),
            (area_name(row.area, translator), "dim"),
        ]
        screen.row(cells, (1, _ID, -_SCORE, title, _AREA))


def _draw_off(screen: Screen, found: Radar, translator: Translator) -> None:
    if not found.off:
        return
    told = ", ".join(f"{name_of(status, translator)}\u00a0({n})" for status, n in found.off.items())
    screen.line()
    said = translator.translate("Off the radar, as decided: {statuses}.", statuses=told)
    screen.paragraph(said, style="dim")
