"""A pain point or the company, checked as the file is and changed in ``painpoints.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from watch.config.entry_lines import (
    hang_lines,
    remove_entry,
    restate_list,
    restate_value,
    take_lines,
)
from watch.config.forms import CompanyForm, PainForm, given
from watch.config.read import read_pains
from watch.config.round_trip import loaded, quoted, write
from watch.model import Company, PainId, PainPoint
from watch.text import clean_text, fingerprint, slug


class Mistake(StrEnum):
    """What is wrong with a value that a person wrote."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    TOO_LOW = "too low"
    TOO_HIGH = "too high"
    NOT_USABLE = "not usable"


_KINDS = {
    "string_too_short": (Mistake.TOO_SHORT, "min_length"),
    "string_too_long": (Mistake.TOO_LONG, "max_length"),
    "greater_than_equal": (Mistake.TOO_LOW, "ge"),
    "less_than_equal": (Mistake.TOO_HIGH, "le"),
}
"""Pydantic's name of a mistake, ours, and where it keeps the bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMistake:
    """A mistake in one field; ``bound`` is the limit that it passes, if it has one."""

    field: str
    mistake: Mistake
    bound: float | None = None


def as_stated(pain: PainPoint) -> PainPoint | tuple[FieldMistake, ...]:
    """Return a pain point as it reads back from the file, or what is wrong with it."""
    said = {name: _plain(value) for name, value in asdict(pain).items()}
    try:
        form = PainForm(**said)
    except ValidationError as error:
        return tuple(map(_mistake, error.errors()))
    read = given(form) | {"id": pain.id}
    read |= {name: clean_text(read[name]) for name in ("title", "description")}
    return replace(pain, **read)


def as_written(company: Company) -> Company | tuple[FieldMistake, ...]:
    """Return a company as it reads back from the file, or what is wrong with it."""
    try:
        return Company(**CompanyForm(**asdict(company)).model_dump())
    except ValidationError as error:
        return tuple(map(_mistake, error.errors()))


def edit_pain(path: Path, pain: PainPoint, names: Collection[str]) -> None:
    """Make some fields of a pain point in the file say what this one says.

    The id stays what it was, whatever the title becomes: decisions are kept under it.

    Args:
        path: ``painpoints.yaml``.
        pain: One of the file, otherwise stated.
        names: The fields to change.

    Raises:
        ConfigError: If the file has a mistake.
        ValueError: If it has no such pain point.
    """
    place = _place(path, pain.id)
    document = loaded(path)
    entry = document["pain_points"][place]
    lines = take_lines(entry)
    if not entry.get("id") and _id_of(pain.title) != pain.id:
        entry["id"] = quoted(str(pain.id))
    _restate(entry, pain, PainPoint(id=pain.id, title=""), names)
    hang_lines(entry, lines)
    write(path, document)


def remove_pain(path: Path, pain_id: PainId) -> None:
    """Take a pain point out of the file.

    Raises:
        ConfigError: If the file has a mistake.
        ValueError: If it has no such pain point.
    """
    place = _place(path, pain_id)
    document = loaded(path)
    remove_entry(document, "pain_points", place)
    write(path, document)


def edit_company(path: Path, company: Company, names: Collection[str]) -> None:
    """Make some facts about the company in the file say what this one says.

    Raises:
        ConfigError: If the file is not YAML.
    """
    document = loaded(path)
    if not document.get("company"):
        document["company"] = {}
    entry = document["company"]
    lines = take_lines(entry) if entry else ""
    _restate(entry, company, Company(), names)
    hang_lines(entry, lines)
    write(path, document)


def changed_fields(before: object, after: object) -> tuple[str, ...]:
    """Return the fields in which two values of one type differ, in the order of the type."""
    return tuple(
        name
        for name in (field.name for field in fields(before))  # type: ignore[arg-type]
        if getattr(before, name) != getattr(after, name)
    )


def _restate(entry: Any, wanted: object, assumed: object, names: Iterable[str]) -> None:  # noqa: ANN401
    """Write the fields; one that is not there and says what is assumed is left out."""
    for name in names:
        value = _plain(getattr(wanted, name))
        if isinstance(value, list):
            restate_list(entry, name, value)
        elif name in entry or value != getattr(assumed, name):
            restate_value(entry, name, value)


def _place(path: Path, pain_id: PainId) -> int:
    return [known.id for known in read_pains(path)[1].values()].index(pain_id)


def _id_of(title: str) -> str:
    """Return the id that the file gives a pain point without one."""
    return slug(title) or fingerprint(title)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as a person would write it: a list, 9 for 9.0."""
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _mistake(error: Any) -> FieldMistake:  # noqa: ANN401 - pydantic's error record
    mistake, bound = _KINDS.get(error["type"], (Mistake.NOT_USABLE, ""))
    return FieldMistake(
        field=str(error["loc"][0]), mistake=mistake, bound=error.get("ctx", {}).get(bound)
    )
