"""Domain objects as JSON and back, driven by their type annotations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
Reader = Callable[[Any], Any]
"""Makes a value of a field from what JSON holds of it, which is not null."""


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
    readers = _readers(kind)
    held = {name: value for name, value in content.items() if name in readers}
    return kind(**{name: _read(readers[name], value) for name, value in held.items()})


def _read(reader: Reader | None, value: Any) -> Any:  # noqa: ANN401 - a value of any field
    return value if value is None or reader is None else reader(value)


@cache
def _readers(kind: type) -> dict[str, Reader | None]:
    """Return the reader of each field, none for what JSON holds as it is."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> Reader | None:  # noqa: ANN401, PLR0911 - as many shapes as encode has
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _reader(next(a for a in get_args(hint) if a is not type(None)))
    if origin in {tuple, list, Sequence}:
        return _items(_reader(get_args(hint)[0]))
    if origin is frozenset:
        return frozenset
    if origin is not None:
        return dict
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda content: decode(hint, content)
    if hint in {date, datetime}:
        return hint.fromisoformat  # type: ignore[no-any-return]
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None


def _items(reader: Reader | None) -> Reader:
    if reader is None:
        return tuple
    return lambda content: tuple(map(reader, content))
