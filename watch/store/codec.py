"""Domain objects as JSON and back, driven by their type annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def encode(value: Any) -> Any:  # noqa: ANN401, PLR0911 - JSON has as many shapes
    """Return the value with nothing in it but what JSON can hold."""
    if is_dataclass(value):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    return value


def decode(kind: type[T], content: Mapping[str, Any]) -> T:
    """Return the dataclass that :func:`encode` wrote; unknown keys are ignored.

    Raises:
        TypeError: If a field without a default is missing.
    """
    hints = _hints(kind)
    return kind(**{k: _value(hints[k], v) for k, v in content.items() if k in hints})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, content: Any) -> Any:  # noqa: ANN401, PLR0911
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if content is None:
        return None
    if origin in {Union, UnionType}:
        return _value(next(a for a in get_args(hint) if a is not type(None)), content)
    if origin in {tuple, list, Sequence}:
        return tuple(_value(get_args(hint)[0], item) for item in content)
    if origin is frozenset:
        return frozenset(content)
    if origin is not None:
        return dict(content)
    if isinstance(hint, type) and is_dataclass(hint):
        return decode(hint, content)
    if hint in {date, datetime}:
        return hint.fromisoformat(content)
    return hint(content) if issubclass(hint, Enum) else content
