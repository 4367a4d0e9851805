"""OPML files of other people, read within bounds."""

from __future__ import annotations

from pathlib import Path

from watch import collect
from watch.errors import UsageError
from watch.model import Source

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
        message = f"{path} cannot be read: {error.strerror}"
        raise UsageError(message, hint="give the path of an .opml file") from error


def opml_sources(data: bytes, name: str) -> tuple[Source, ...]:
    """Return the feeds of an OPML document, at least one.

    Args:
        data: As somebody sent it.
        name: Of the file, for what is said about it.

    Raises:
        UsageError: If it is too large or lists no feed.
    """
    if len(data) > MAX_OPML_BYTES:
        message = f"{name} is larger than {MAX_OPML_BYTES // 1_000_000} MB"
        raise UsageError(message, hint="export fewer feeds, or only one folder of them")
    found = collect.read_opml(data)
    if not found:
        message = f"{name} lists no feed"
        raise UsageError(message, hint="export your feeds as OPML from your feed reader")
    return found
