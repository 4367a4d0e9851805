"""One process at a time: of a home folder, or of everybody who shares a server's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from watch import store
from watch.errors import StoreBusy
from watch.service.open_home import OpenHome


@contextmanager
def alone(home: OpenHome, name: str, busy: str, hint: str) -> Iterator[None]:
    """Hold the lock of this name for the length of a block.

    Args:
        busy: What to say where another process holds it.
        hint: What to do then.

    Raises:
        StoreBusy: If another process holds it.
    """
    with held(home, name) as ours:
        if not ours:
            raise StoreBusy(busy, hint=hint)
        yield


@contextmanager
def held(home: OpenHome, name: str) -> Iterator[bool]:
    """Hold the lock of this name for the length of a block; say whether nobody else holds it.

    A file of the folder locks where the database is one as well; else the server does, for
    every machine.
    """
    if home.home.database_url:
        with store.locks.alone(home.database(), name) as ours:
            yield ours
        return
    home.home.state.mkdir(0o700, parents=True, exist_ok=True)
    lock = FileLock(home.home.state / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
