"""The errors a person may meet, each with a hint that says what to do.

::

    WatchError
    ├── ConfigError        a file in the home folder cannot be used   (exit 2)
    ├── UsageError         a command was asked for something impossible (exit 2)
    ├── ModelMissing       no embedding model can be loaded            (exit 1)
    ├── StoreError         the database cannot be opened or written    (exit 1)
    │   ├── SchemaMismatch   it was made by a newer techwatch
    │   └── StoreBusy        another run holds the write lock
    └── IndexDamaged       a generation failed its checks (handled: searched exactly)

The expected failure of one source is a value (``watch.model.Failed``), not an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOOK_CLOSER = "run `techwatch doctor`"
"""The hint of an error of a database that has no better one."""


class WatchError(Exception):
    """Base of every error techwatch raises on purpose.

    Args:
        message: One line: what happened, with the names it is about.
        hint: One line: what a person can do about it.
        values: Fill the ``{named}`` places of both; without any, both stand as they are.

    Attributes:
        sentence, advice: Message and hint before they were filled: the ids under which a
            catalogue may hold them in another language.
    """

    exit_code = 1

    def __init__(
        self, message: str, *, hint: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        self.sentence, self.advice, self.values = message, hint, dict(values or {})
        self.message = message.format(**self.values) if values else message
        self.hint = hint.format(**self.values) if values else hint
        super().__init__(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a configuration file, and where."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        """Return ``file:line: text``, which editors make clickable."""
        return f"{self.path}:{self.line}: {self.text}"


class ConfigError(WatchError):
    """A configuration file cannot be used; lists every problem at once."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...], *, hint: str = "") -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = problems


class UsageError(WatchError):
    """A command was asked for something that cannot be."""

    exit_code = 2


class ModelMissing(WatchError):  # noqa: N818 - named for the situation, as in the tree above
    """No embedding model can be loaded."""


class StoreError(WatchError):
    """The database cannot be opened or written."""


class SchemaMismatch(StoreError):  # noqa: N818
    """The database was made by a newer version of techwatch."""


class StoreBusy(StoreError):  # noqa: N818
    """Another process is running on this home folder."""


class IndexDamaged(WatchError):  # noqa: N818
    """A generation failed its checks; callers search the database exactly instead."""
