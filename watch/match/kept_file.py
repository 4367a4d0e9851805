"""Bytes that can be computed again, kept in a file: read back whole, or not at all."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def read_kept(path: Path) -> memoryview | None:
    """Return what was kept, nothing when the file is missing or damaged."""
    try:
        whole = memoryview(path.read_bytes())
    except OSError:
        return None
    digest, raw = whole[:_DIGEST], whole[_DIGEST:]
    return raw if raw and hashlib.sha256(raw).digest() == digest else None


def keep(path: Path, raw: bytes) -> None:
    """Write beside, then rename; a cache that cannot be written is only slower."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{path.stem}.*"):  # by a process that was killed
            left.unlink(missing_ok=True)
        try:
            beside.write_bytes(hashlib.sha256(raw).digest() + raw)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
