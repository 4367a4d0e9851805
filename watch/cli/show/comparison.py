"""A list beside the one before, place by place, readable in 80 columns."""

from __future__ import annotations

from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.quoting import spaced
from watch.cli.structure import plain
from watch.model import Comparison, Moved, Movement
from watch.wording import Translator, move_phrase, name_of, one_line, part_name

_INDENT = 10
_TITLE = 160
_PARTS = 3
"""Parts of the score named beside each other; the rest is in the JSON."""

_ORDER = (Movement.NEW, Movement.UP, Movement.DOWN, Movement.SAME, Movement.GONE)


def comparison_object(found: Comparison, translator: Translator) -> dict[str, Any]:
    """Return a comparison as JSON, each move with what is said of it."""
    told: dict[str, Any] = plain(found)
    for item, moved in zip(told["moved"], found.moved, strict=True):
        item["why"] = move_phrase(moved, translator)
    return told


def shown_comparison(screen: Screen, found: Comparison, translator: Translator) -> None:
    """Print what is new, up, down, unmoved and gone, each with its places and why."""
    if found.before is None:
        said = translator.translate("{week}: the first list.", week=translator.week(found.week))
        screen.paragraph(said, style="bold")
    else:
        said = translator.translate(
            "{week}, compared with {before}",
            week=translator.week(found.week),
            before=translator.week(found.before),
        )
        screen.paragraph(said, style="bold")
    for move in _ORDER:
        moved = found.of(move)
        if moved:
            screen.line()
            screen.line(f"{name_of(move, translator)} ({translator.number(len(moved))})", "bold")
        for item in moved:
            _moved(screen, item, translator, told=found.before is not None)


def _moved(screen: Screen, moved: Moved, translator: Translator, *, told: bool) -> None:
    """Print a title with its places and, where there is something to compare with, why."""
    item = moved.opportunity
    margin = f"{moved.before or '—':>3} → {moved.now or '—'}"
    title = spaced(one_line(item.title, _TITLE), item.language) or "—"
    screen.paragraph(title, indent=_INDENT, margin=margin)
    why = [move_phrase(moved, translator)] if moved.cause and told else []
    why += [_part(name, n, translator) for name, n in [*moved.points.items()][:_PARTS]]
    if why:
        screen.paragraph(" · ".join(why), indent=_INDENT, style="dim")


def _part(name: str, points: float, translator: Translator) -> str:
    sign = "+" if points > 0 else "−"
    amount = translator.number(round(abs(points), 1))
    return f"{part_name(name, translator)} {sign}{amount}"
