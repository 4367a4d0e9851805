"""How a verb becomes a command, and a group of them a word of its own."""

from __future__ import annotations

from collections.abc import Callable

import typer

from watch.cli.manual import examples, page
from watch.cli.options import bare, shared

DECISIONS = "Decisions"
"""Panel of the help page for what is said of an opportunity."""


def add(
    group: typer.Typer,
    verb: Callable[..., int | None],
    name: str,
    *lines: str,
    panel: str | None = None,
) -> None:
    """Make a verb a command of a group.

    Args:
        group: The program, or one of its groups.
        verb: Takes a ``Session`` first; its docstring is the help page.
        name: What is typed.
        lines: Examples for the foot of the help page.
        panel: Part of the group's help page in which it stands.
    """
    command = group.command(name, help=page(verb), epilog=examples(*lines), rich_help_panel=panel)
    command(shared(verb))


def new_group(app: typer.Typer, name: str, about: str, *, panel: str | None = None) -> typer.Typer:
    """Return a group of commands that shows its help when none of them is named."""
    group = typer.Typer(help=about, rich_markup_mode="rich")
    group.callback(invoke_without_command=True)(bare(_show_help))
    app.add_typer(group, name=name, rich_help_panel=panel)
    return group


def _show_help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
