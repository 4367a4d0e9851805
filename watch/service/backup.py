"""A home folder → one file, and back: what cannot be computed again, checked on the way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from watch import __version__, store
from watch.errors import SchemaMismatch, StoreError, UsageError
from watch.model import Backup
from watch.service.open_home import OpenHome
from watch.settings import Home

SENDING = "sending"
"""Name under which the database keeps whether mails may leave: "off", or nothing."""

_FORMAT = 1
_MANIFEST = "manifest.json"
_DATABASE = "index/watch.db"
_FILES = ("sources.yaml", "painpoints.yaml", "watch.yaml")
_MAX_MANIFEST_BYTES = 64 * 1024
"""Four files are some 600 bytes of manifest; more is none of ours."""

_COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1024 * 1024
_SCRATCH = ".techwatch-"
_LONGEST_S = 24 * 3600
"""No backup is at work for a day; one that began before was killed."""


def back_up(home: OpenHome, path: Path) -> Path:
    """Write all that cannot be computed again into one file; return where it is.

    A run may be at work meanwhile. Vectors in the database are kept, the search index is not:
    the next run builds it.

    Args:
        home: With a database.
        path: A file to write, anew if it is there; in a folder, its name tells the moment.

    Raises:
        UsageError: If there is nothing to keep yet, or the file cannot be written.
    """
    if not home.home.has_database:
        message = f"there is no database in {home.home.root}"
        raise UsageError(message, hint="run `techwatch run` first")
    now = home.clock.now()
    path = path / f"techwatch-{now:%Y-%m-%d-%H%M%S}.zip" if path.is_dir() else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _scratch(path.parent) as scratch:
            _pack(home, scratch / path.name, scratch / "copy" / "watch.db", now)
            (scratch / path.name).replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        hint = "name a file in a folder that you may write to, with room for the database"
        raise UsageError(message, hint=hint) from error
    return path


def restore(archive: Path, folder: Path) -> Backup:
    """Make a home folder of a backup, with the sending of mails switched off.

    Nothing is left in the folder when anything about the backup is wrong.

    Args:
        archive: What :func:`back_up` wrote.
        folder: Not there yet, or empty.

    Raises:
        UsageError: If the folder is not empty, or the file is no backup, or a damaged one.
        SchemaMismatch: If a newer techwatch made it.
    """
    folder = folder.expanduser().resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not empty"
        raise UsageError(message, hint="name a new folder; nothing was changed")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _scratch(folder.parent) as scratch:
            root = scratch / "home"
            said = _unpack(archive, root)
            _check(root, archive)
            if folder.exists():
                folder.rmdir()
            root.rename(folder)
    except OSError as error:
        message = f"{error.filename or folder} cannot be used: {error.strerror or error}"
        hint = "check the paths, their rights and the free space"
        raise UsageError(message, hint=hint) from error
    return said


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Yield a new folder in a folder, gone afterwards; those of the killed go with it."""
    with TemporaryDirectory(dir=folder, prefix=_SCRATCH) as made:
        young_s = Path(made).stat().st_mtime - _LONGEST_S
        for left in folder.glob(f"{_SCRATCH}*"):
            with suppress(OSError):  # somebody else's
                if left.stat().st_mtime < young_s:
                    shutil.rmtree(left)
        yield Path(made)


def _pack(home: OpenHome, path: Path, copy: Path, now: datetime) -> None:
    copy.parent.mkdir()
    store.backup.copy(home.database(), copy)
    kept = {_DATABASE: copy} | {
        name: found for name in _FILES if (found := home.home.root / name).exists()
    }
    with home.database().read() as connection:
        schema = store.backup.revision(connection)
    manifest = {
        "format": _FORMAT,
        "made_at": now.isoformat(),
        "techwatch": __version__,
        "schema": schema,
        "files": {name: _facts(found) for name, found in kept.items()},
    }
    path.touch(0o600)  # nobody else on the machine may read it: a backup holds what hurts
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            for name, found in kept.items():
                archive.write(found, name)
        file.flush()
        os.fsync(file.fileno())


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        print_ = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": print_}


def _unpack(path: Path, root: Path) -> Backup:
    """Write the files of an archive that its manifest names, each checked as it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            _check_room(manifest, root.parent)
            for name, facts in manifest["files"].items():
                _extract(archive, name, facts, root)
        return _told(manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise _damaged(path, str(error)) from error
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(path, f"its manifest is not one of techwatch: {error}") from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(_MANIFEST) as file:
        raw = file.read(_MAX_MANIFEST_BYTES + 1)
    if len(raw) > _MAX_MANIFEST_BYTES:
        message = "it is too long"
        raise ValueError(message)
    manifest = json.loads(raw)
    if manifest["format"] != _FORMAT:
        message = f"format {manifest['format']} is unknown"
        raise ValueError(message)
    names = set(manifest["files"])
    if _DATABASE not in names or not names <= {_DATABASE, *_FILES}:
        message = f"it names {', '.join(sorted(map(str, names))) or 'nothing'}"
        raise ValueError(message)
    return dict(manifest)


def _check_room(manifest: Mapping[str, Any], folder: Path) -> None:
    needed = sum(int(facts["size"]) for facts in manifest["files"].values())
    free = shutil.disk_usage(folder).free
    if needed > free:
        message = f"the backup needs {needed // 1_000_000:,} MB, {free // 1_000_000:,} MB are free"
        raise UsageError(message, hint="free some disk space, or name a folder on another disk")


def _extract(archive: zipfile.ZipFile, name: str, facts: Mapping[str, Any], root: Path) -> None:
    """Write one file, no byte more than the manifest says."""
    target = root / PurePosixPath(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = int(facts["size"])
    if archive.getinfo(name).compress_type not in _COMPRESSED:
        message = f"{name} is compressed in an unknown way"
        raise zipfile.BadZipFile(message)
    with archive.open(name) as packed, target.open("wb") as file:
        print_ = _poured(packed, file, size)
        file.flush()
        os.fsync(file.fileno())
    if target.stat().st_size != size or print_ != facts["sha256"]:
        message = f"{name} is not the file that was saved"
        raise zipfile.BadZipFile(message)


def _poured(packed: IO[bytes], file: IO[bytes], size: int) -> str:
    """Copy at most one byte more than ``size``; return the SHA-256 of what was copied."""
    digest, left = hashlib.sha256(), size + 1
    while left > 0 and (chunk := packed.read(min(_CHUNK, left))):
        file.write(chunk)
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _check(root: Path, archive: Path) -> None:
    """Open the database as the app would, and switch off the sending of mails."""
    try:
        database = store.open_database(Home(root=root).database_path)
        try:
            with database.write() as connection:
                if not store.backup.sound(connection):
                    raise _damaged(archive, "its database is damaged")
                store.meta.put(connection, SENDING, "off")
        finally:
            database.close()
    except SchemaMismatch:
        raise
    except StoreError as error:
        raise _damaged(archive, error.message) from error


def _told(manifest: Mapping[str, Any]) -> Backup:
    return Backup(
        made_at=datetime.fromisoformat(manifest["made_at"]),
        version=str(manifest["techwatch"]),
        schema=str(manifest["schema"]),
        files=tuple((name, int(facts["size"])) for name, facts in manifest["files"].items()),
    )


def _damaged(path: Path, why: str) -> UsageError:
    message = f"{path} cannot be restored: {why}"
    return UsageError(message, hint="nothing was changed; take another backup")
