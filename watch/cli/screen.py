"""Where words go: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from watch.cli.structure import plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Cell = tuple[str, str]
"""A text and its style."""

_WIDEST = 100
"""Columns of running text; longer lines are tiring to read."""


class Screen:
    """Two consoles that take text literally: nothing from a feed is markup.

    Colours are those that a light and a dark terminal both show well: no yellow, cyan, blue.

    Args:
        json: Results are asked for as JSON, so that nothing else may reach stdout.
    """

    def __init__(self, *, json: bool = False) -> None:
        self.json = json

    @cached_property
    def out(self) -> Console:
        """The results."""
        return _console(stderr=False)

    @cached_property
    def err(self) -> Console:
        """Progress, notes and errors."""
        return _console(stderr=True)

    @property
    def width(self) -> int:
        """Columns that running text may take."""
        return min(self.out.width, _WIDEST)

    def answer(self, result: Mapping[str, Any]) -> None:
        """Print the one JSON object of a command."""
        sys.stdout.write(json.dumps(plain(result), ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()

    def show(self, drawn: RenderableType) -> None:
        """Print a table or another drawing."""
        self.out.print(drawn)

    def line(self, text: str = "", style: str = "") -> None:
        """Print a line as it is, however long: an address stays in one piece."""
        self.out.print(text, style=style or None, soft_wrap=True)

    def paragraph(
        self, text: str, *, indent: int = 0, style: str = "", label: str = "", margin: str = ""
    ) -> None:
        """Print running text, wrapped at ordinary spaces only: French spacing holds.

        Args:
            text: Of any length.
            indent: Columns left free before every line.
            style: Of the whole.
            label: First words, in bold.
            margin: Stands in the indent of the first line.
        """
        from rich.text import Text

        said = f"{label} {text}" if label else text
        for position, wrapped in enumerate(_wrapped(said, self.width - indent)):
            before = margin if position == 0 else ""
            drawn = Text(f"{before:<{indent}}{wrapped}", style=style)
            if label and position == 0:
                drawn.stylize("bold", indent, indent + len(label))
            self.out.print(drawn, soft_wrap=True)

    def row(self, cells: Sequence[Cell], widths: Sequence[int]) -> None:
        """Print one line of a table; a negative width sets to the right.

        Longer cells end in "…". What has no fixed length, an address or a reason, goes
        on lines of its own below.
        """
        from rich.cells import cell_len
        from rich.text import Text

        line = Text()
        for (text, style), width in zip(cells, widths, strict=True):
            cell = Text(text, style=style)
            cell.truncate(abs(width), overflow="ellipsis")
            blank = " " * (abs(width) - cell_len(cell.plain))
            line += Text(blank) + cell if width < 0 else cell + Text(blank)
            line.append("  ")
        line.rstrip()
        self.out.print(line, soft_wrap=True)

    def note(self, text: str) -> None:
        """Print a line for the person at the terminal, beside the results."""
        if not self.json:
            self.err.print(text, soft_wrap=True)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console
    from rich.theme import Theme

    class Literal(Console):
        """A console that lets its caller end a closed pipe."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    theme = Theme({"progress.elapsed": "dim", "progress.download": "default"})  # no yellow
    return Literal(stderr=stderr, markup=False, highlight=False, emoji=False, theme=theme)
