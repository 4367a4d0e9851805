"""How a command ends: an exit code, and for a failure one clear line with a hint."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watch.cli.screen import Screen
from watch.errors import WatchError

if TYPE_CHECKING:
    from watch.wording import Translator


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
        return _told_error(error, words)
    return code if isinstance(code, int) else 0


def told(refused: Refusal, screen: Screen, translator: Translator) -> int:
    """Tell a failure, on stdout as JSON or on stderr in words; return its exit code."""
    if screen.json:
        screen.answer({"error": "\n".join(refused.lines), "hint": refused.hint})
        return refused.exit_code
    from rich.text import Text

    wrong, advice = translator.translate("error:"), translator.translate("hint:")
    for line in refused.lines:
        screen.err.print(Text.assemble((f"{wrong} ", "bold red"), line), soft_wrap=True)
    if refused.hint:
        screen.err.print(Text.assemble((f"{advice} ", "bold"), refused.hint), soft_wrap=True)
    return refused.exit_code


def refusal(error: Exception, translator: Translator | None = None) -> Refusal:
    """Return what to tell about an error.

    Args:
        translator: The reader's; else it is told in English, as programs read it.
    """
    translator = translator or _english()
    if isinstance(error, WatchError):
        return _expected(error, translator)
    if hasattr(error, "format_message"):  # what Typer raises for words it cannot understand
        return _usage(error, translator)
    if isinstance(error, PermissionError) and error.filename:
        line = translator.translate("no permission to use {path}", path=error.filename)
        hint = translator.translate(
            "let the user who runs techwatch own the home folder: chown -R USER: FOLDER"
        )
        return Refusal(lines=(line,), hint=hint, exit_code=1)
    said = f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
    return Refusal(
        lines=(translator.translate("unexpected {what}", what=said),),
        hint=translator.translate("run it again with -v to see where"),
        exit_code=1,
    )


def _told_error(error: Exception, words: Sequence[str]) -> int:
    """Tell an error; a program that reads JSON is told it in English, whoever the reader is."""
    from watch.cli.spoken import spoken

    screen = Screen(json="--json" in words)
    translator = _english() if screen.json else spoken(words)
    return told(refusal(error, translator), screen, translator)


def _expected(error: WatchError, translator: Translator) -> Refusal:
    from watch.wording import told_error

    message, hint = told_error(error, translator)
    lines = tuple(message.splitlines()) or (type(error).__name__,)
    return Refusal(lines=lines, hint=hint, exit_code=error.exit_code)


def _usage(error: Any, translator: Translator) -> Refusal:  # noqa: ANN401 - Typer gives no type
    from watch.cli.misread import misread

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "techwatch"
    return Refusal(
        lines=(misread(error.format_message(), translator),),
        hint=translator.translate("`{command} --help` shows what it takes", command=command),
        exit_code=getattr(error, "exit_code", 2),
    )


def _english() -> Translator:
    from watch.wording import Translator

    return Translator("en")


def _abandon_stdout() -> None:
    """Let the interpreter flush into nothing: the reader of the pipe has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
