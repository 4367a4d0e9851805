"""Entries added to a file and packs switched by a command; comments and layout are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from watch.config.round_trip import loaded, quoted, write
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


def switch_packs(path: Path, packs: Iterable[str], *, on: bool) -> None:
    """Say in ``sources.yaml`` that packs are read, or that they are not."""
    document = loaded(path)
    if document.get("packs") is None:
        document["packs"] = {}
    for pack in packs:
        document["packs"].setdefault(quoted(pack), {})["enabled"] = on
    write(path, document)


def _source_entry(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {"url": source.url, "name": source.name, "owner": source.owner}
    entry |= {"kind": source.kind.value, "reliability": source.reliability.value}
    entry |= {k: v for k in ("language", "pack") if (v := getattr(source, k))}
    if source.topics:
        entry["topics"] = list(source.topics)
    return entry


def _append(path: Path, key: str, entries: Sequence[dict[str, Any]]) -> None:
    document = loaded(path)
    if document.get(key) is None:
        document[key] = []
    document[key].extend({name: quoted(value) for name, value in e.items()} for e in entries)
    write(path, document)
