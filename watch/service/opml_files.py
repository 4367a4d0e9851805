"""OPML files of other people, read within bounds."""

from __future__ import annotations

from pathlib import Path

from watch import collect
from watch.errors import UsageError
from watch.model import Source
from watch.wording import mark

MAX_OPML_BYTES = 2_000_000
"""The largest public list, 786 feeds, has 200 KB."""


def opml_at(path: Path) -> bytes:
    """Return what an OPML file holds, no more of it than may be read.

    Raises:
        UsageError: If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_OPML_BYTES + 1)
    except OSError as error:
        message = mark("{path} cannot be read: {why}")
        values = {"path": path, "why": error.strerror}
        hint = mark("give the path of an .opml file")
        raise UsageError(message, hint=hint, values=values) from error


def opml_sources(data: bytes, name: str) -> tuple[Source, ...]:
    """Return the feeds of an OPML document, at least one.

    Args:
        data: As somebody sent it.
        name: Of the file, for what is said about it.

    Raises:
        UsageError: If it is too large or lists no feed.
    """
    if len(data) > MAX_OPML_BYTES:
        message = mark("{name} is larger than {limit} MB")
        values = {"name": name, "limit": MAX_OPML_BYTES // 1_000_000}
        hint = mark("export fewer feeds, or only one folder of them")
        raise UsageError(message, hint=hint, values=values)
    found = collect.read_opml(data)
    if not found:
        message = mark("{name} lists no feed")
        hint = mark("export your feeds as OPML from your feed reader")
        raise UsageError(message, hint=hint, values={"name": name})
    return found
