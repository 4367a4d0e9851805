"""A YAML file read to be written again: comments and layout stay."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from watch.errors import ConfigError, Problem, WatchError

_WIDTH = 4_000
"""Columns before a line is broken: more than the longest address a file may hold."""


def loaded(path: Path) -> Any:  # noqa: ANN401 - ruamel's mapping, which carries the comments
    """Return what a file holds; an empty mapping where there is none.

    Raises:
        ConfigError: If it is not YAML.
    """
    try:
        document = _yaml().load(path.read_text(encoding="utf-8")) if path.exists() else None
    except YAMLError as error:
        problem = Problem(path=path.name, line=1, text="is not YAML, so nothing was changed")
        raise ConfigError((problem,), hint=f"mend {path} first") from error
    return {} if document is None else document


def write(path: Path, document: Any) -> None:  # noqa: ANN401
    """Write beside, then rename: a crash leaves the old file or the new one.

    Raises:
        WatchError: If the disk refuses; the old file is whole.
    """
    text = StringIO()
    _yaml().dump(document, text)
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            file.write(text.getvalue())
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {error.strerror or error}"
        hint = "free some disk space, or check its rights; nothing was changed"
        raise WatchError(message, hint=hint) from error


def quoted(value: Any) -> Any:  # noqa: ANN401 - whatever an entry may hold
    """Return a text that the reader would take for something else, as ``No``, in quotes.

    ruamel writes YAML 1.2, PyYAML reads 1.1, where ``on``, ``No`` and ``12:30`` are no text.
    """
    if isinstance(value, list):
        return [quoted(item) for item in value]
    if not isinstance(value, str):
        return value
    tag = Resolver().resolve(ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return value if tag == Resolver.DEFAULT_SCALAR_TAG else DoubleQuotedScalarString(value)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
