"""Error → what happened and what a person can do, without a traceback."""

from __future__ import annotations

from dataclasses import dataclass

from watch.errors import (
    ConfigError,
    ModelMissing,
    SchemaMismatch,
    StoreError,
    WatchError,
)
from watch.wording import Translator, told_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A failure told to a person; ``lines`` are shown as written, ``file:line: text`` mostly."""

    title: str
    lines: tuple[str, ...]
    hint: str


def fault(error: WatchError, translator: Translator) -> Fault:
    """Return how an expected error is shown: its own words and its hint under a plain title."""
    message, hint = told_error(error, translator)
    if isinstance(error, ConfigError):
        lines = tuple(str(problem) for problem in error.problems)
    else:
        lines = (message,)
    return Fault(title=_title(error, translator), lines=lines, hint=hint)


def _title(error: WatchError, translator: Translator) -> str:
    if isinstance(error, ConfigError):
        return translator.translate("A configuration file cannot be used")
    if isinstance(error, ModelMissing):
        return translator.translate("The language model is missing")
    if isinstance(error, SchemaMismatch):
        return translator.translate("The database was made by a newer version")
    if isinstance(error, StoreError):
        return translator.translate("The database cannot be opened")
    return translator.translate("This cannot be shown")
