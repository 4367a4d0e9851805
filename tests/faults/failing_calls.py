"""A disk that fails: the n-th time that a file is opened, written, synced or renamed.

What Python asks the machine for is counted beneath one folder only, so that the test, its
caches and its libraries are left alone.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

CALLS = ("open", "write", "fsync", "rename")


class FailingDisk:
    """Counts calls of one kind beneath a folder; the n-th fails, those after it do not.

    Args:
        root: Whose files are counted.
        call: Of ``CALLS``.
        last: Which call fails; 0 for none.
    """

    def __init__(self, root: Path, call: str, last: int) -> None:
        self.count = 0
        self._root, self._call, self._last = str(root), call, last
        self._open, self._fdopen = io.open, os.open
        self._fsync, self._rename, self._replace = os.fsync, os.rename, os.replace

    @property
    def failed(self) -> bool:
        """Whether the call that was to fail has come."""
        return bool(self._last) and self.count >= self._last

    def step(self, call: str, path: object = "") -> None:
        """Count a call, and fail it when it is the one."""
        if call != self._call:
            return
        self.count += 1
        if self.count == self._last:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    def open(self, path, mode="r", *arguments, **options):
        """Stand for ``io.open``."""
        writing = set(mode) & set("wxa+")
        named = isinstance(path, str | os.PathLike)
        if writing and (self._ours(path) if named else self._ours_open(path)):
            if named:
                self.step("open", path)
            return self._watched(self._open(path, mode, *arguments, **options))
        return self._open(path, mode, *arguments, **options)

    def open_descriptor(self, path, flags, *arguments, **options):
        """Stand for ``os.open``, of which ``tempfile`` makes its files."""
        if flags & (os.O_WRONLY | os.O_RDWR) and self._ours(path):
            self.step("open", path)
        return self._fdopen(path, flags, *arguments, **options)

    def fsync(self, descriptor):
        """Stand for ``os.fsync``."""
        if self._ours_open(descriptor):
            self.step("fsync")
        self._fsync(descriptor)

    def rename(self, source, target, **options):
        """Stand for ``os.rename``."""
        if self._ours(target):
            self.step("rename", target)
        self._rename(source, target, **options)

    def replace(self, source, target, **options):
        """Stand for ``os.replace``."""
        if self._ours(target):
            self.step("rename", target)
        self._replace(source, target, **options)

    def _ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._root)

    def _ours_open(self, descriptor: object) -> bool:
        return self._ours(Path(f"/proc/self/fd/{descriptor}").readlink())  # Linux tells the name

    def _watched(self, file):
        write = file.write

        def counted(data):
            try:
                self.step("write", file.name)
            except OSError:
                write(data[: len(data) // 2])  # a full disk takes what has room
                raise
            return write(data)

        return _Watched(file, counted)


class _Watched:
    """A file whose ``write`` is another; everything else is the file's own."""

    def __init__(self, file, write) -> None:
        self._file, self.write = file, write

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        self._file.__enter__()
        return self

    def __exit__(self, *why):
        return self._file.__exit__(*why)

    def __iter__(self):
        return iter(self._file)


@contextmanager
def failing(root: Path, call: str, last: int) -> Iterator[FailingDisk]:
    """Let the n-th call beneath a folder fail, for the length of a block."""
    disk = FailingDisk(root, call, last)
    with ExitStack() as stack:
        for where, name, stand_in in (
            (io, "open", disk.open),
            (os, "open", disk.open_descriptor),
            (os, "fsync", disk.fsync),
            (os, "rename", disk.rename),
            (os, "replace", disk.replace),
        ):
            stack.enter_context(mock.patch.object(where, name, stand_in))
        yield disk


def files(root: Path) -> dict[str, bytes]:
    """Return every file beneath a folder with what it holds."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
