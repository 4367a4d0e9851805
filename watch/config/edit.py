"""Entries added to a file and packs switched by a command; comments and layout are kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from watch.errors import ConfigError, Problem
from watch.model import PainPoint, Source

_WIDTH = 4_000
"""Columns before a line is broken: more than the longest address a file may hold."""


def add_sources(path: Path, sources: Sequence[Source]) -> None:
    """Append sources to ``sources.yaml``, which is created when it is missing."""
    _append(path, "sources", [_source_entry(source) for source in sources])


def add_pain(path: Path, pain: PainPoint) -> None:
    """Append a pain point to ``painpoints.yaml``, which is created when it is missing."""
    assumed = PainPoint(id=pain.id, title="")
    stated = {f.name: getattr(pain, f.name) for f in fields(pain)}
    entry = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in stated.items()
        if value != getattr(assumed, name)
    }
    _append(path, "pain_points", [entry])


def switch_packs(path: Path, packs: Iterable[str], *, on: bool) -> None:
    """Say in ``sources.yaml`` that packs are read, or that they are not."""
    document = _loaded(path)
    if document.get("packs") is None:
        document["packs"] = {}
    for pack in packs:
        document["packs"].setdefault(_quoted(pack), {})["enabled"] = on
    _write(path, document)


def _source_entry(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {"url": source.url, "name": source.name, "owner": source.owner}
    entry |= {"kind": source.kind.value, "reliability": source.reliability.value}
    entry |= {k: v for k in ("language", "pack") if (v := getattr(source, k))}
    if source.topics:
        entry["topics"] = list(source.topics)
    return entry


def _append(path: Path, key: str, entries: Sequence[dict[str, Any]]) -> None:
    document = _loaded(path)
    if document.get(key) is None:
        document[key] = []
    document[key].extend({name: _quoted(value) for name, value in e.items()} for e in entries)
    _write(path, document)


def _quoted(value: Any) -> Any:  # noqa: ANN401 - whatever an entry may hold
    """Return a text that the reader would take for something else, as ``No``, in quotes.

    ruamel writes YAML 1.2, PyYAML reads 1.1, where ``on``, ``No`` and ``12:30`` are no text.
    """
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    if not isinstance(value, str):
        return value
    tag = Resolver().resolve(ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return value if tag == Resolver.DEFAULT_SCALAR_TAG else DoubleQuotedScalarString(value)


def _loaded(path: Path) -> Any:  # noqa: ANN401 - ruamel's mapping, which carries the comments
    try:
        document = _yaml().load(path.read_text(encoding="utf-8")) if path.exists() else None
    except YAMLError as error:
        problem = Problem(path=path.name, line=1, text="is not YAML, so nothing was changed")
        raise ConfigError((problem,), hint=f"mend {path} first") from error
    return {} if document is None else document


def _write(path: Path, document: Any) -> None:  # noqa: ANN401
    text = StringIO()
    _yaml().dump(document, text)
    _replace(path, text.getvalue())


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _replace(path: Path, text: str) -> None:
    """Write beside, then rename: a crash leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
