"""How a command ends: an exit code, and for a failure one clear line with a hint."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from watch.cli.screen import Screen
from watch.errors import WatchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What a person is told about a failure."""

    lines: tuple[str, ...]
    hint: str
    exit_code: int


def ended(argv: Sequence[str], run: Callable[[], Any]) -> int:
    """Run a command and return its exit code; whatever it raised has been told.

    Args:
        argv: The words of the command line: ``--json`` and ``-v`` count even where the
            rest could not be understood.
        run: Does the work; what it returns counts as exit code if it is a number.
    """
    words = argv[: argv.index("--")] if "--" in argv else argv
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last stop: nothing may end in a traceback
        if not {"-v", "--verbose"}.isdisjoint(words) and not hasattr(error, "format_message"):
            traceback.print_exception(error)
        return told(refusal(error), Screen(json="--json" in words))
    return code if isinstance(code, int) else 0


def told(refused: Refusal, screen: Screen) -> int:
    """Tell a failure, on stdout as JSON or on stderr in words; return its exit code."""
    if screen.json:
        screen.answer({"error": "\n".join(refused.lines), "hint": refused.hint})
        return refused.exit_code
    from rich.text import Text

    for line in refused.lines:
        screen.err.print(Text.assemble(("error: ", "bold red"), line), soft_wrap=True)
    if refused.hint:
        screen.err.print(Text.assemble(("hint: ", "bold"), refused.hint), soft_wrap=True)
    return refused.exit_code


def refusal(error: Exception) -> Refusal:
    """Return what to tell about an error."""
    if isinstance(error, WatchError):
        lines = tuple(error.message.splitlines()) or (type(error).__name__,)
        return Refusal(lines=lines, hint=error.hint, exit_code=error.exit_code)
    if hasattr(error, "format_message"):  # what Typer raises for words it cannot understand
        return _usage(error)
    if isinstance(error, PermissionError) and error.filename:
        hint = "let the user who runs techwatch own the home folder: chown -R USER: FOLDER"
        return Refusal(lines=(f"no permission to use {error.filename}",), hint=hint, exit_code=1)
    said = " ".join(str(error).split())
    line = f"unexpected {type(error).__name__}: {said}".rstrip(": ")
    return Refusal(lines=(line,), hint="run it again with -v to see where", exit_code=1)


def _usage(error: Any) -> Refusal:  # noqa: ANN401 - Typer gives its errors no public type
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "techwatch"
    message = error.format_message().strip().rstrip(".")
    return Refusal(
        lines=(message[:1].lower() + message[1:],),
        hint=f"`{command} --help` shows what it takes",
        exit_code=getattr(error, "exit_code", 2),
    )


def _abandon_stdout() -> None:
    """Let the interpreter flush into nothing: the reader of the pipe has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
