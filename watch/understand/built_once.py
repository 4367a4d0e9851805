"""Folders of files that are made once per machine, in the user's cache.

A folder is written beside and renamed, so a crash leaves nothing half made; a manifest holds
the SHA-256 of every file, so a damaged one is made again and never answered from.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

_MANIFEST = "techwatch.json"
_LONGEST_S = 24 * 3600
"""No folder is made for a day; what is older was left by a process that was killed."""


def built(name: str, write: Callable[[Path], None]) -> Path:
    """Return the folder of that name in the cache of models, made when it is not whole.

    Args:
        name: Holds what the content depends on: another content has another name.
        write: Writes the files into an empty folder.

    Raises:
        OSError: If the cache cannot be written.
    """
    folder = Path(platformdirs.user_cache_dir("techwatch")) / "models" / name
    if not _whole(folder):
        _make(folder, write)
    return folder


def _whole(folder: Path) -> bool:
    """Tell whether every file that the manifest names is there, byte for byte."""
    try:
        return bool(json.loads((folder / _MANIFEST).read_text(encoding="utf-8")) == _prints(folder))
    except (OSError, ValueError):
        return False


def _make(folder: Path, write: Callable[[Path], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    _clear_leftovers(beside, folder)
    try:
        write(beside)
        (beside / _MANIFEST).write_text(json.dumps(_prints(beside)), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except OSError:
        if not _whole(folder):  # another process may have made it meanwhile
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _clear_leftovers(beside: Path, folder: Path) -> None:
    """Delete what processes that were killed have left of this folder."""
    young_s = beside.stat().st_mtime - _LONGEST_S
    for left in folder.parent.glob(f".{folder.name}-*"):
        with suppress(OSError):  # another process may delete it meanwhile
            if left.stat().st_mtime < young_s:
                shutil.rmtree(left)


def _prints(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the manifest, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): _print(path)
        for path in files
        if path.name != _MANIFEST
    }


def _print(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
