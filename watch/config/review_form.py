"""When the list of a week is closed, and who has a list of their own, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field, field_validator

from watch.config.form import Form
from watch.model import LANGUAGES
from watch.settings import DAYS

CADENCES = ("weekly", "monthly")

_CLOCK_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class ReviewForm(Form):
    """When the list of a week is closed, and whether decisions teach."""

    freeze_day: str | None = None
    freeze_time: str | None = None
    learning: bool | None = None

    @field_validator("freeze_day")
    @classmethod
    def _known_day(cls, day: str | None) -> str | None:
        return day if day is None else _one_of(DAYS, day.lower())

    @field_validator("freeze_time", mode="before")
    @classmethod
    def _as_written(cls, said: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return 18:00 as a person reads it; YAML 1.1 takes it for 1,080, a number in base 60."""
        number = isinstance(said, int) and not isinstance(said, bool)
        return f"{said // 60}:{said % 60:02d}" if number and said >= 60 else said

    @field_validator("freeze_time")
    @classmethod
    def _clock_time(cls, said: str | None) -> str | None:
        if said is not None and not _CLOCK_TIME.fullmatch(said):
            msg = "must be a time from 00:00 to 23:59, as 18:00"
            raise ValueError(msg)
        return said if said is None else said.zfill(len("00:00"))


class ReaderForm(Form):
    """Somebody with a list of their own; only ``name`` is required."""

    name: str = Field(min_length=1, max_length=60)
    role: str = ""
    pains: list[str] = Field(default_factory=list)
    language: str = ""
    cadence: str = "weekly"
    email: str = ""

    @field_validator("language")
    @classmethod
    def _served(cls, language: str) -> str:
        return _one_of(LANGUAGES, language) if language else ""

    @field_validator("cadence")
    @classmethod
    def _known_cadence(cls, cadence: str) -> str:
        return _one_of(CADENCES, cadence)

    @field_validator("email")
    @classmethod
    def _address(cls, email: str) -> str:
        if email and not _ADDRESS.fullmatch(email):
            msg = "must be one mail address, as nadia@example.org"
            raise ValueError(msg)
        return email


def told_apart(readers: list[ReaderForm]) -> list[ReaderForm]:
    """Return the readers.

    Raises:
        ValueError: If two have one name, letter case aside: lists are kept under it.
    """
    names = [reader.name.casefold() for reader in readers]
    for position, reader in enumerate(readers):
        if names[position] in names[:position]:
            msg = f"two readers are called `{reader.name}`; give one of them another name"
            raise ValueError(msg)
    return readers


def _one_of(known: Sequence[str], said: str) -> str:
    if said not in known:
        msg = f"must be one of {', '.join(known)}"
        raise ValueError(msg)
    return said
