"""What ``docs/cli.md`` says of the commands, written from the program itself.

The page keeps its prose, its examples and its own tables; between the marks stand the list of all
commands and, in the section of each command, its arguments and options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

import typer

from tools.page import span
from watch.cli.program import app

LIST = ("<!-- commands: python -m tools.reference -->", "<!-- end of commands -->")
OPTIONS = ("<!-- options: python -m tools.reference -->", "<!-- end of options -->")
EVERYWHERE = "Options of every command"
"""The heading, which is also the name of the panel that these options have in the help."""

_KINDS = {bool: "switch", int: "whole number", float: "number"}
_TEXT = "text"


def fresh_cli(text: str) -> str:
    """Return the page with today's commands, arguments and options."""
    tree = dict(commands(program()))
    text = _between(text, LIST, _list_of(tree))
    some = next(iter(tree.values()))
    text = _in_section(text, EVERYWHERE, table(parameters(some, everywhere=True)))
    for words, command in tree.items():
        text = _in_section(text, " ".join(words), table(parameters(command)))
    return text


def program() -> Any:
    """Return the command tree of the program."""
    return typer.main.get_command(app)


def commands(group: Any, *before: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield (*before, name), command


def parameters(command: Any, *, everywhere: bool = False) -> list[Any]:
    """Return the arguments and options that are a command's own, or those of every command."""
    return [
        parameter
        for parameter in command.params
        if not parameter.hidden
        and (getattr(parameter, "rich_help_panel", None) == EVERYWHERE) == everywhere
    ]


def table(shown: Sequence[Any]) -> str:
    """Return the table of arguments and options; empty where there are none."""
    if not shown:
        return ""
    kinds = {parameter.param_type_name for parameter in shown}
    first = " or ".join(kind for kind in ("argument", "option") if kind in kinds)
    head = [f"| {first} | type | default | meaning |", "|---|---|---|---|"]
    return "\n".join([*head, *(_row(parameter) for parameter in shown)])


def _row(parameter: Any) -> str:
    meaning = parameter.help or ""
    if parameter.envvar:
        meaning = f"{meaning} Else the variable `{parameter.envvar}`."
    cells = (_name(parameter), _type(parameter), _default(parameter), meaning)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _name(parameter: Any) -> str:
    metavar = (parameter.metavar or "").strip("[]")
    if parameter.param_type_name == "argument":
        return f"`{metavar or parameter.name.upper()}`"
    names = [*parameter.opts, *parameter.secondary_opts]
    return ", ".join(f"`{name} {metavar}`" if metavar else f"`{name}`" for name in names)


def _type(parameter: Any) -> str:
    """Return what may be said: the choices, or the kind of value and its bounds."""
    kind = _plain(parameter.type_descriptor.annotation)
    if issubclass(kind, Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    low, high = parameter.min, parameter.max
    told = _KINDS.get(kind, "path" if "Path" in kind.__name__ else _TEXT)
    if low is not None and high is not None:
        return f"{told}, {low} to {high}"
    return told if low is None else f"{told}, {low} or more"


def _plain(annotation: Any) -> type[Any]:
    """Return the kind of one value, of a list or of what may be left out too."""
    if isinstance(annotation, UnionType) or get_origin(annotation) is not None:
        return _plain(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def _default(parameter: Any) -> str:
    """Return the default; nothing where leaving it out means that nothing was said."""
    value = parameter.default
    if parameter.required:
        return "required"
    if value in (None, "", False) or not parameter.show_default:
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _list_of(tree: dict[tuple[str, ...], Any]) -> str:
    rows = [_command_row(" ".join(words), command) for words, command in tree.items()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])


def _command_row(name: str, command: Any) -> str:
    told = " ".join(command.help.split("\n\n")[0].split())
    return f"| [`{name}`](#{name.replace(' ', '-')}) | {told} |"


def _in_section(text: str, heading: str, wanted: str) -> str:
    """Return the page with this table below a heading; a page without it stays as it is."""
    try:
        start, end = span(text, heading)
    except LookupError:
        return text  # a command without a section: test_docs tells of it
    return text[:start] + _told(text[start:end], wanted) + text[end:]


def _told(part: str, wanted: str) -> str:
    """Return a section with the table; a new one stands before the examples."""
    begin, end = OPTIONS
    if begin not in part and not wanted:
        return part
    if begin not in part:
        place = re.search(r"^```sh$|\Z", part, re.MULTILINE)
        at = place.start() if place else len(part)
        part = f"{part[:at]}{begin}\n{end}\n\n{part[at:]}"
    if not wanted:
        before, rest = part.split(f"{begin}\n")
        return before + rest.split(f"{end}\n\n")[1]
    return _between(part, OPTIONS, wanted)


def _between(text: str, marks: tuple[str, str], wanted: str) -> str:
    begin, end = marks
    before, rest = text.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n\n{wanted}\n\n{end}{after}"
