"""The ``techwatch`` program, and how any of its commands may end."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from watch import __version__
from watch.cli.commands import register
from watch.cli.ending import ended
from watch.cli.manual import ABOUT
from watch.cli.options import bare

_QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # "Loading weights" bars of transformers as well
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
"""Read by the libraries when they are imported, which is after this."""

_STOPPED = (130, 143)


class Program(TyperGroup):
    """The group of all commands; however one ends, the caller gets an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT - the signature that Typer calls
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - passed on to Typer
    ) -> Any:  # noqa: ANN401
        """Run one command and leave with its exit code; never with a traceback unasked."""
        argv = list(sys.argv[1:] if args is None else args)
        run = super().main
        sys.exit(
            ended(
                argv,
                lambda: run(
                    args=argv,
                    prog_name=prog_name,
                    complete_var=complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    **extra,
                ),
            )
        )


app = typer.Typer(
    name="techwatch",
    cls=Program,
    help=ABOUT,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"techwatch {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
@bare
def techwatch(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - acts through its callback
        bool,
        typer.Option(
            "--version", help="Show the version and end.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


register(app)


def main() -> None:
    """Run ``techwatch`` on the words it was called with, and leave the process."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    _speak_utf8()
    signal.signal(signal.SIGTERM, _end)
    try:
        app(prog_name="techwatch")
    except SystemExit as ending:
        if ending.code in _STOPPED:
            _leave_at_once(ending.code)
        raise


def _leave_at_once(code: int) -> None:
    """End a stopped process without its libraries' farewell, which can take seconds."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def _speak_utf8() -> None:
    """Make accents and ticks come out everywhere, a Windows pipe or LANG=C included."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
