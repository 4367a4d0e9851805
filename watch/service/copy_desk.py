"""A home's database moved to another engine or machine: all of it, once, compared after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from watch import store
from watch.errors import UsageError
from watch.protocols import Progress
from watch.service.backup import SENDING
from watch.service.digest_schedule import switched_on
from watch.service.open_home import OpenHome
from watch.store.copying import CopiedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied from where to where.

    Attributes:
        source: The name of the database it was copied from, without a password.
        target: That of the copy.
        tables: Equal on both sides, each with its rows and its fingerprint.
        origin_sends: Whether mails may still leave from where it was copied from.
        index_is_made: Whether the copy can be searched quickly before its next run.
    """

    source: str
    target: str
    tables: tuple[CopiedTable, ...]
    origin_sends: bool
    index_is_made: bool


def copy_database(home: OpenHome, to: str, source: str, progress: Progress) -> Copied:
    """Copy a database to a new file or to an empty database of a server, whole or not at all.

    Runs and people may be at work meanwhile; what they write after the beginning is not in
    the copy. No mail leaves from the copy before a person says so.

    Args:
        home: Whose database is copied where no other is named.
        to: A file, or the address of a PostgreSQL database.
        source: The same; else empty.
        progress: Told of each table.

    Raises:
        UsageError: If there is nothing to copy, or something where it goes.
        StoreError: If either database cannot be used.
    """
    begins, ends = _place(source) if source else home.home.database, _place(to)
    if begins == ends:
        message = f"{_told(ends)} would be copied to itself"
        raise UsageError(message, hint="name what to copy with --from; nothing was changed")
    if isinstance(begins, Path) and not begins.is_file():
        message = f"there is no database {begins}"
        raise UsageError(message, hint="name the file to copy, index/watch.db of a home folder")
    origin = store.open_database(begins)
    try:
        target = store.open_database(ends)
        try:
            copied = _copied(origin, target, progress)
            progress.start("index")
            store.neighbours.build_graphs(target)
            return copied
        finally:
            target.close()
    finally:
        origin.close()


def _copied(origin: store.Database, target: store.Database, progress: Progress) -> Copied:
    with origin.read() as source, target.write() as sink:
        if not store.copying.is_empty(sink):
            message = f"{target.name} is not empty"
            raise UsageError(message, hint="name a new file or a new database; nothing was changed")
        if store.copying.is_empty(source):
            message = f"there is nothing in {origin.name}"
            raise UsageError(message, hint="name what to copy with --from; nothing was changed")
        tables = store.copying.copy(source, sink, progress)
        sends = switched_on(source)
        _set_apart(sink, origin_sends=sends)
    return Copied(
        source=origin.name,
        target=target.name,
        tables=tuple(tables),
        origin_sends=sends,
        index_is_made=target.file is None,
    )


def _set_apart(sink: store.Connection, *, origin_sends: bool) -> None:
    """Make the copy a database of its own, from which nothing leaves twice.

    Where mails still leave from the origin, those that wait there are sent there: here nobody
    knows how they fare. Where they do not, they leave from here once a person says so.
    """
    store.meta.become_another(sink)
    store.meta.put(sink, SENDING, "off")
    if origin_sends:
        store.deliveries.left_elsewhere(sink)


def _place(named: str) -> Path | str:
    return named if "://" in named else Path(named).expanduser().resolve()


def _told(place: Path | str) -> str:
    return "the database" if isinstance(place, str) else str(place)
