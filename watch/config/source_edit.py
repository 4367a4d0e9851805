"""One source changed in ``sources.yaml``; every comment stays."""

from __future__ import annotations

from pathlib import Path

from watch.config.entry_lines import hang_lines, restate_value, take_lines
from watch.config.read import read_sources
from watch.config.round_trip import loaded, write
from watch.links import source_id
from watch.model import SourceId

EDITABLE = ("name", "owner", "language", "reliability", "enabled")
"""What may be said anew of a source; its address is what it is known by."""


def edit_source(path: Path, source: SourceId, fields: dict[str, str | bool]) -> None:
    """Make the entry of a source say something else.

    Args:
        path: ``sources.yaml``.
        source: Of one that is listed.
        fields: Some of ``EDITABLE``.

    Raises:
        ConfigError: If the file has a mistake, before anything is written.
        ValueError: If it has no such source, or a field may not be changed.
    """
    unknown = sorted(fields.keys() - set(EDITABLE))
    if unknown:
        message = f"cannot be changed here: {', '.join(unknown)}"
        raise ValueError(message)
    read_sources(path)
    document = loaded(path)
    entries = document["sources"] or []
    entry = next((e for e in entries if source_id(str(e["url"])) == source), None)
    if entry is None:
        message = f"{path.name} lists no source {source}"
        raise ValueError(message)
    lines = take_lines(entry)
    for name, value in fields.items():
        restate_value(entry, name, value)
    hang_lines(entry, lines)
    write(path, document)
