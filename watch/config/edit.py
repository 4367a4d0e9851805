"""Entries added to a file by a command; comments and layout are kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from watch.errors import ConfigError, Problem
from watch.model import PainPoint, Source


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


def _source_entry(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {"url": source.url, "name": source.name, "owner": source.owner}
    entry |= {"kind": source.kind.value, "reliability": source.reliability.value}
    entry |= {k: v for k in ("language", "pack") if (v := getattr(source, k))}
    if source.topics:
        entry["topics"] = list(source.topics)
    return entry


def _append(path: Path, key: str, entries: Sequence[dict[str, Any]]) -> None:
    writer = YAML()
    writer.preserve_quotes = True
    writer.width = 100
    writer.indent(mapping=2, sequence=4, offset=2)
    try:
        document = writer.load(path.read_text(encoding="utf-8")) if path.exists() else None
    except YAMLError as error:
        problem = Problem(path=path.name, line=1, text="is not YAML, so nothing was added")
        raise ConfigError((problem,), hint=f"mend {path} first") from error
    document = {} if document is None else document
    if document.get(key) is None:
        document[key] = []
    document[key].extend(entries)
    text = StringIO()
    writer.dump(document, text)
    _replace(path, text.getvalue())


def _replace(path: Path, text: str) -> None:
    """Write beside, then rename: a crash leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
