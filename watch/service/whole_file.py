"""Bytes → a file that appears whole: a full disk leaves the former one as it was."""

from __future__ import annotations

import os
from pathlib import Path

from watch.errors import UsageError


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside, then rename; return the path. What is no file, as ``/dev/stdout``, is written.

    Raises:
        UsageError: If it cannot be written; a file of that name is as it was.
    """
    try:
        target = path.resolve()  # a link stays one: what it leads to is written anew
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        hint = "name a file in a folder that you may write to, with room for it"
        raise UsageError(message, hint=hint) from error
    return path


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
