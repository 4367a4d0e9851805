"""In which language a failure is told, whatever the command had understood by then."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watch.cli.session import Session, Wishes
from watch.errors import WatchError

if TYPE_CHECKING:
    from watch.wording import Translator


def spoken(words: Sequence[str]) -> Translator:
    """Return who speaks the language of ``--lang``, else of the home, else of the terminal.

    Args:
        words: Of the command line; it may be one that nobody could understand.
    """
    from watch.wording import Translator

    wanted, home = _given(words, "--lang"), _given(words, "--home")
    if wanted:
        return Translator(wanted)
    session = Session(Wishes(home=Path(home) if home else None))
    if (session.home / "painpoints.yaml").is_file():  # else there is no need to load a service
        with suppress(WatchError, OSError), session.service() as service:
            return session.translator(service)
    return Translator(_of_terminal())


def _of_terminal() -> str:
    """Return the language that the environment asks of programs (POSIX), or nothing."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


def _given(words: Sequence[str], option: str) -> str:
    """Return the value that an option was given last, or nothing."""
    found = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == option:
            found = following
        elif word.startswith(f"{option}="):
            found = word.removeprefix(f"{option}=")
    return found
