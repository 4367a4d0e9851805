"""When the list of a week is closed, and who has a list of their own, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import Field, field_validator

from watch.config.form import Form
from watch.config.moments import ClockTime, Day
from watch.model import LANGUAGES

CADENCES = ("weekly", "monthly")

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class ReviewForm(Form):
    """When the list of a week is closed, and whether decisions teach."""

    freeze_day: Day | None = None
    freeze_time: ClockTime | None = None
    learning: bool | None = None


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
