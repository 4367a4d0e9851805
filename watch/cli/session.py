"""One command at work: which home, in which language, and where its words go."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from watch.cli.screen import Screen
from watch.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from watch.service import Service
    from watch.wording import Translator

Opener = Callable[[Path], "Service"]
"""Opens a home folder. Real: ``open_service``; tests pass a fake."""


def open_service(home: Path) -> Service:
    """Return the service on a home folder; its libraries load now."""
    from watch.service import Service

    return Service(home)


def require_folder(home: Path) -> None:
    """Refuse a home that is not there.

    Raises:
        UsageError: If the folder is missing.
    """
    if home.is_dir():
        return
    from watch.wording import mark

    message = mark("there is no folder {path}")
    hint = mark("name the folder that holds sources.yaml and painpoints.yaml with --home")
    raise UsageError(message, hint=hint, values={"path": home})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the options of every command asked for."""

    home: Path | None = None
    lang: str = ""
    json: bool = False
    verbose: bool = False


class Session:
    """What a verb is given to work with.

    Args:
        wishes: The options of every command.
        opener: Opens the service on a home.
    """

    def __init__(self, wishes: Wishes, opener: Opener = open_service) -> None:
        self.wishes = wishes
        self.screen = Screen(json=wishes.json)
        self._opener = opener

    @property
    def home(self) -> Path:
        """The folder named on the command line, else by TECHWATCH_HOME, else the current one."""
        named = self.wishes.home or Path(os.environ.get("TECHWATCH_HOME") or ".")
        return named.expanduser().resolve()

    def command(self, verb: str) -> str:
        """Return what to type for another command on the same home."""
        named = self.wishes.home
        return (
            f"techwatch {verb} --home {shlex.quote(str(named))}" if named else f"techwatch {verb}"
        )

    @property
    def attended(self) -> bool:
        """Whether a person is at the terminal to answer a question."""
        return not self.wishes.json and sys.stdin.isatty() and sys.stderr.isatty()

    @contextmanager
    def service(self, home: Path | None = None) -> Iterator[Service]:
        """Open the home for the length of a command.

        Raises:
            UsageError: If the folder is not there.
        """
        root = home or self.home
        require_folder(root)
        self.log()
        with self._opener(root) as service:
            yield service

    def log(self) -> None:
        """Send log lines to stderr: warnings, and with ``--verbose`` everything."""
        from watch import logs

        logs.configure("debug" if self.wishes.verbose else "warning")

    def waiting(self, said: str) -> AbstractContextManager[object]:
        """Say on a terminal that something takes a moment, for as long as it takes."""
        return self.screen.err.status(said) if self.screen.err.is_terminal else nullcontext()

    def translator(self, service: Service) -> Translator:
        """Return who speaks the reader's language: ``--lang``, else the home's.

        Raises:
            ConfigError: If a file of the home has a mistake.
        """
        from watch.wording import Translator

        return Translator(self.wishes.lang or service.language)

    def zone(self, service: Service) -> tzinfo:
        """Return the time zone in which the reader's days begin.

        Raises:
            ConfigError: If a file of the home has a mistake.
        """
        from zoneinfo import ZoneInfo

        return ZoneInfo(service.settings.timezone)

    def today(self, service: Service) -> date:
        """Return the day that it is for the reader.

        Raises:
            ConfigError: If a file of the home has a mistake.
        """
        from watch.clock import SystemClock

        return SystemClock().now().astimezone(self.zone(service)).date()

    def any_translator(self, service: Service) -> Translator:
        """Return who speaks the reader's language, English where no file says it."""
        from watch.wording import Translator

        try:
            return self.translator(service)
        except ConfigError:
            return Translator("en")
