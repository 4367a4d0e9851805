"""What the help pages say beyond the options."""

from __future__ import annotations

import inspect
from collections.abc import Callable


def flowing(text: str) -> str:
    """Return text with one line per paragraph, for the terminal to wrap."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def page(verb: Callable[..., object]) -> str:
    """Return the help of a command: its docstring."""
    return flowing(inspect.getdoc(verb) or "")


def examples(*lines: str) -> str:
    """Return the foot of a help page, each command on a line of its own."""
    return "\n".join(("[bold]Examples[/bold]", "", *(f"  {line}" for line in lines)))


ABOUT = """\
techwatch reads tech and market news and lists, each week, the developments that could \
reduce a named problem of your company.

Three steps to begin:

  1. techwatch demo: see a filled example list, with no set-up at all.
  2. Edit sources.yaml (what to read) and painpoints.yaml (what hurts).
  3. techwatch run: read everything. techwatch opportunities: see the list.
"""
