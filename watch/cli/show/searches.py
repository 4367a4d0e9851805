"""The searches that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watch.cli.screen import Screen
from watch.cli.structure import plain
from watch.model import SavedSearch
from watch.wording import Translator, one_line

_TEXT = 160


def search_object(number: int, search: SavedSearch) -> dict[str, Any]:
    """Return a search that is kept as JSON."""
    return {"number": number, **plain(search)}


def shown_searches(
    screen: Screen, saved: Mapping[int, SavedSearch], translator: Translator
) -> None:
    """Print each with its number, its topic, and whether the digest tells it."""
    if not saved:
        screen.paragraph(translator.translate("No search is saved yet."))
    for number, search in saved.items():
        name = one_line(search.name, _TEXT)
        screen.paragraph(name, indent=5, style="bold", margin=f"{number:>3}")
        told = translator.translate("In the digest") if search.in_digest else ""
        about = [part for part in (one_line(search.query, _TEXT), told) if part]
        screen.paragraph(" · ".join(about), indent=5, style="dim")
