"""What a person may say anew of a source, checked and written into ``sources.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watch import config
from watch.errors import UsageError
from watch.model import LANGUAGES, Reliability, Source, SourceId
from watch.text import clean_text, shorten
from watch.wording import mark

_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "language": ("", *LANGUAGES),
    "reliability": tuple(one.value for one in Reliability),
}

_MAX_TEXT = 80
"""Characters of a name or an owner: what a line of the list holds."""


def named_source(path: Path, source_id: SourceId) -> Source:
    """Return a source of the file, as though no pack were switched off.

    Raises:
        UsageError: If there is no such source.
    """
    listed = config.read_sources(path, every_pack=True).values()
    found = next((source for source in listed if source.id == source_id), None)
    if found is None:
        message = mark("there is no source {id} in {file}")
        values = {"id": source_id, "file": path.name}
        raise UsageError(message, hint=mark("`techwatch sources list` shows them"), values=values)
    return found


def change_source(path: Path, source_id: SourceId, fields: Mapping[str, str | bool]) -> Source:
    """Write something else about a source; return it as it is then.

    Raises:
        ConfigError: If the file has a mistake.
        UsageError: If there is no such source, or a value cannot be.
    """
    source = named_source(path, source_id)
    said = {name: _checked(name, value) for name, value in fields.items()}
    changed = {name: value for name, value in said.items() if value != getattr(source, name)}
    if not changed:
        return source
    config.edit_source(path, source_id, changed)
    return named_source(path, source_id)


def _checked(name: str, value: str | bool) -> str | bool:
    """Return a value as it is written.

    Raises:
        UsageError: If a language or a reliability is none of those there are.
    """
    if isinstance(value, bool):
        return value
    allowed = _ALLOWED.get(name)
    if allowed and value not in allowed:
        message = mark("`{value}` cannot be the {name} of a source")
        values = {"value": value, "name": name, "known": ", ".join(filter(None, allowed))}
        raise UsageError(message, hint=mark("choose one of {known}"), values=values)
    return str(value) if allowed else shorten(clean_text(value), _MAX_TEXT)
