"""One setting written into ``watch.yaml``; every comment stays."""

from __future__ import annotations

from pathlib import Path

from watch.config.entry_lines import hang_lines, restate_value, take_lines
from watch.config.round_trip import loaded, write


def set_setting(path: Path, name: str, value: str, *, part: str = "") -> None:
    """Write a setting, in a file that is made when it is missing.

    Args:
        path: ``watch.yaml``.
        name: As the file spells it.
        value: What it is to say.
        part: The part of the file that it stands in, such as ``rank``; empty is the top.

    Raises:
        ConfigError: If the file is not YAML.
    """
    document = loaded(path)
    if part and document.get(part) is None:
        document[part] = {}
    holder = document[part] if part else document
    lines = take_lines(holder) if holder else ""
    restate_value(holder, name, value)
    hang_lines(holder, lines)
    write(path, document)
