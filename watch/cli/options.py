"""The options that every command has, accepted before and after its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from watch.cli.session import Opener, Session, Wishes, open_service

T = TypeVar("T")

_PANEL = "Options of every command"
_META = "watch.wishes"


class Language(StrEnum):
    """A language techwatch speaks and reads."""

    FR = "fr"
    EN = "en"


def _declared(
    *,
    home: Annotated[
        Path | None,
        typer.Option(
            help="Folder with sources.yaml and painpoints.yaml. "
            "Else the variable TECHWATCH_HOME, else the current folder.",
            metavar="DIR",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option(
            help="Language of what is shown; else your company's.", rich_help_panel=_PANEL
        ),
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object.", rich_help_panel=_PANEL),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", help="Log what is done, and errors in full.", rich_help_panel=_PANEL
        ),
    ] = False,
) -> None:
    """Hold the declarations that are given to every command."""


_HINTS = get_type_hints(_declared, include_extras=True)
_PARAMETERS = [
    parameter.replace(annotation=_HINTS[parameter.name])
    for parameter in inspect.signature(_declared).parameters.values()
]


def shared(verb: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return the verb as a Typer command with the options of every command.

    Args:
        verb: Takes a ``Session`` first; the rest are its own options.
    """

    def command(context: typer.Context, **given: Any) -> int | None:  # noqa: ANN401
        wishes = _take(context, given)
        opener: Opener = context.obj or open_service
        return verb(Session(wishes, opener), **given)

    return _declare(command, verb)


def leading(verb: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return the verb as what a group does where none of its commands is named.

    Args:
        verb: Takes a ``Session`` first; the rest are options of the group.
    """

    def command(context: typer.Context, **given: Any) -> int | None:  # noqa: ANN401
        wishes = _take(context, given)
        if context.invoked_subcommand is not None:
            return None
        opener: Opener = context.obj or open_service
        return verb(Session(wishes, opener), **given)

    return _declare(command, verb)


def bare(callback: Callable[..., None]) -> Callable[..., None]:
    """Return a group's callback with the options of every command, kept for its commands."""

    def command(context: typer.Context, **given: Any) -> None:  # noqa: ANN401
        _take(context, given)
        callback(context, **given)

    return _declare(command, callback)


def _take(context: typer.Context, given: dict[str, Any]) -> Wishes:
    """Take the shared options out of what was given, over those given further left."""
    before: Wishes = context.meta.get(_META, Wishes())
    home, lang = given.pop("home"), given.pop("lang")
    wishes = Wishes(
        home=home or before.home,
        lang=lang.value if lang else before.lang,
        json=given.pop("json") or before.json,
        verbose=given.pop("verbose") or before.verbose,
    )
    context.meta[_META] = wishes
    return wishes


def _declare(command: Callable[..., T], verb: Callable[..., T]) -> Callable[..., T]:
    """Return the command under the verb's name, with its options and the shared ones."""
    hints = get_type_hints(verb, include_extras=True)
    _, *own = inspect.signature(verb).parameters.values()
    parameters = [
        inspect.Parameter(
            "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
        ),
        *(p.replace(annotation=hints[p.name], kind=p.KEYWORD_ONLY) for p in own),
        *_PARAMETERS,
    ]
    declared = wraps(verb)(command)
    del declared.__wrapped__
    declared.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    declared.__annotations__ = {p.name: p.annotation for p in parameters}
    return declared
