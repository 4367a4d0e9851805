"""A table: typed cells under headings in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from watch.wording import Translator, one_line

Cell = str | int | float | date | None
"""A text is clean and on one line; None is an empty cell."""

T = TypeVar("T")

Told = tuple[str, int, Callable[[T, Translator], Cell]]
"""A heading to translate, the width of its column, and what stands in it for one thing."""

NAME, TITLE, TEXT = 120, 300, 2_000
"""Characters of a name, a title, any cell: the longest address that is offered has 2,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading, and how wide its column is.

    Units:
        ``width`` in characters.
    """

    heading: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a spreadsheet holds; every row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def filled(
    title: str, told: Sequence[Told[T]], things: Iterable[T], translator: Translator
) -> Table:
    """Return the table with a row for each thing."""
    return Table(
        title=translator.translate(title),
        columns=tuple(
            Column(heading=translator.translate(heading), width=width) for heading, width, _ in told
        ),
        rows=tuple(tuple(_clean(cell(t, translator)) for _, _, cell in told) for t in things),
    )


def _clean(cell: Cell) -> Cell:
    return (one_line(cell, TEXT) or None) if isinstance(cell, str) else cell
