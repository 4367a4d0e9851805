"""What may be asked of the API's writing half: the bodies of its requests."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar

from watch.errors import UsageError
from watch.model import Reason, Status, WakeRule

NAME_LIMIT, TEXT_LIMIT = 80, 500
"""Characters, as in the app's own fields."""

BY = "API"
"""Whom the ledger names where a program names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """A decision; which fields a status asks for is told by the answer where one is missing."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    status: Status
    reason: Reason | None = None
    wake: WakeRule = field(default_factory=WakeRule)
    owner: str = ""
    due_on: date | None = None
    next_step: str = ""
    note: str = ""
    by: str = BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Who answers for an opportunity; what is left empty stays as it was."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    owner: str = ""
    department: str = ""
    due_on: date | None = None
    next_step: str = ""
    by: str = BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note on an opportunity."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    note: str
    by: str = BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Which row of the ledger to take back; the last one if none is named."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    number: int = 0
    by: str = BY


def said(order: Decide | Assign | Remark | Undo) -> dict[str, Any]:
    """Return the fields of the ledger's row that an order fills, text without its edges.

    Raises:
        UsageError: If a text is too long.
    """
    told = {one.name: getattr(order, one.name) for one in fields(order)}
    for name, value in told.items():
        if isinstance(value, str) and not isinstance(value, Status | Reason):
            told[name] = _within(name, value.strip())
    return told


def _within(name: str, text: str) -> str:
    limit = TEXT_LIMIT if name in {"note", "next_step"} else NAME_LIMIT
    if len(text) > limit:
        message = f"{name} is longer than {limit} characters"
        raise UsageError(message, hint="shorten it")
    return text
