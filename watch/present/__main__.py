"""``python -m watch.present``: the app of a home folder, in the browser."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from watch.errors import UsageError, WatchError

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit code."""
    given = _parser().parse_args(arguments)
    try:
        if find_spec("streamlit") is None:
            message = "the app needs Streamlit, which is not installed"
            raise UsageError(message, hint='pip install "techwatch[app]"')
        from watch.present.server import serve

        serve(given.home, address=given.address, port=given.port, browser=not given.no_browser)
    except WatchError as error:
        sys.stderr.write(f"techwatch: {error.message}\n  → {error.hint}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m watch.present", description="Show a home folder in the browser."
    )
    parser.add_argument("--home", type=Path, default=Path(), help="the home folder (default: here)")
    parser.add_argument("--port", type=_port, default=8501, help="the first port to try")
    parser.add_argument("--address", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 1 to 65535")


def _leave(code: int) -> NoReturn:
    """End the process now: the server is down, a run that was begun here has stopped.

    Threads that still draw a page or load a model hold nothing that must be kept. Python would
    wait for some, for 15 s and more, and end others within C++, which aborts the process.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    try:
        _leave(main())
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        _leave(ended.code)
