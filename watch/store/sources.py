"""Sources and the standing of each: what the file says, what the last poll found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from watch.links import host_of
from watch.model import (
    FailureKind,
    Move,
    PollRecord,
    Reliability,
    Source,
    SourceId,
    SourceKind,
    SourceState,
    Validators,
)
from watch.store import schema
from watch.text import clean_text, shorten

_MAX_NAME = 80
"""Characters of a feed's own title that are kept: what a line of the list holds."""


def sync(connection: Connection, sources: Mapping[str, Source]) -> None:
    """Make the table say what ``sources.yaml`` says.

    Args:
        sources: By fingerprint of the entry in the file. An entry whose text has not
            changed is left as it is, so an edit in the app stays; a source that left
            the file is switched off, and its articles stay.
    """
    table = schema.source
    known = dict(connection.execute(select(table.c.id, table.c.file_fingerprint)).all())
    listed = {source.id for source in sources.values()}
    for fingerprint, source in sources.items():
        row = _row(source) | {"file_fingerprint": fingerprint}
        if source.id not in known:
            connection.execute(insert(table).values(row))
        elif known[source.id] != fingerprint:
            if nameless(source):  # it keeps the title of its feed
                del row["name"]
            connection.execute(update(table).where(table.c.id == source.id).values(row))
    for source_id in known.keys() - listed:
        connection.execute(
            update(table).where(table.c.id == source_id).values(enabled=False, file_fingerprint="")
        )


def every(
    connection: Connection, among: Collection[SourceId] | None = None
) -> dict[SourceId, Source]:
    """Return all sources by id, or those of some ids, in the order of their names."""
    query = select(schema.source).order_by(schema.source.c.name)
    if among is not None:
        query = query.where(schema.source.c.id.in_(among))
    return {source.id: source for source in map(_source, connection.execute(query).mappings())}


def records(
    connection: Connection, among: Collection[SourceId] | None = None
) -> dict[SourceId, PollRecord]:
    """Return the standing of every source, or of some, that was polled at least once."""
    query = select(schema.poll_record)
    if among is not None:
        query = query.where(schema.poll_record.c.source_id.in_(among))
    rows = connection.execute(query).mappings()
    return {record.source_id: record for record in map(_record, rows)}


def save_record(connection: Connection, record: PollRecord) -> None:
    """Replace the standing of one source."""
    table = schema.poll_record
    connection.execute(delete(table).where(table.c.source_id == record.source_id))
    connection.execute(
        insert(table).values(
            source_id=record.source_id,
            state=record.state.value,
            failure=record.failure.value if record.failure else "",
            reason=record.reason,
            etag=record.validators.etag,
            last_modified=record.validators.last_modified,
            body_fingerprint=record.body_fingerprint,
            polled_at=record.polled_at,
            ok_at=record.ok_at,
            due_at=record.due_at,
            not_before_at=record.not_before_at,
            failing_since_at=record.failing_since_at,
            failure_count=record.failure_count,
            entry_count=record.entry_count,
            newest_entry_at=record.newest_entry_at,
            move_url=record.move.url if record.move else "",
            move_sightings=record.move.sightings if record.move else 0,
            move_seen_at=record.move.seen_at if record.move else None,
        )
    )


def nameless(source: Source) -> bool:
    """Tell whether nobody named a source, so that it is called by its host."""
    return source.name == host_of(source.url)


def entitle(connection: Connection, source: Source, title: str) -> None:
    """Call a source that nobody named by the title that its feed bears."""
    name = shorten(clean_text(title), _MAX_NAME)
    if nameless(source) and name:
        table = schema.source
        connection.execute(update(table).where(table.c.id == source.id).values(name=name))


def titled(connection: Connection, sources: Iterable[Source]) -> list[Source]:
    """Return sources in their order, those that nobody named by the title of their feed."""
    listed = list(sources)
    known = every(connection, {source.id for source in listed if nameless(source)})
    return [replace(s, name=known[s.id].name) if s.id in known else s for s in listed]


def move(connection: Connection, source_id: SourceId, url: str) -> None:
    """Give a source the address its feed has moved to; its id and articles stay."""
    table = schema.source
    connection.execute(update(table).where(table.c.id == source_id).values(url=url))


def keep(connection: Connection, source: Source) -> None:
    """Store a source that no file lists and no run polls, unless it is there."""
    table = schema.source
    known = connection.execute(select(table.c.id).where(table.c.id == source.id)).first()
    if known is None:
        connection.execute(insert(table).values(_row(source) | {"file_fingerprint": ""}))


def polled(
    sources: Iterable[Source], known: Mapping[SourceId, PollRecord]
) -> list[tuple[Source, PollRecord]]:
    """Return each source with its record, a fresh one where it was never polled."""
    return [(s, known.get(s.id, PollRecord(source_id=s.id))) for s in sources]


def _row(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "url": source.url,
        "name": source.name,
        "owner": source.owner,
        "kind": source.kind.value,
        "language": source.language,
        "reliability": source.reliability.value,
        "topics": list(source.topics),
        "pack": source.pack,
        "enabled": source.enabled,
    }


def _source(row: RowMapping) -> Source:
    return Source(
        id=SourceId(row["id"]),
        url=row["url"],
        name=row["name"],
        owner=row["owner"],
        kind=SourceKind(row["kind"]),
        language=row["language"],
        reliability=Reliability(row["reliability"]),
        topics=tuple(row["topics"]),
        pack=row["pack"],
        enabled=row["enabled"],
    )


def _move(row: RowMapping) -> Move | None:
    url, sightings, seen_at = row["move_url"], row["move_sightings"], row["move_seen_at"]
    return Move(url=url, sightings=sightings, seen_at=seen_at) if url and seen_at else None


def _record(row: RowMapping) -> PollRecord:
    fields = {
        name: row[name]
        for name in (
            "reason",
            "body_fingerprint",
            "polled_at",
            "ok_at",
            "due_at",
            "not_before_at",
            "failing_since_at",
            "failure_count",
            "entry_count",
            "newest_entry_at",
        )
    }
    return PollRecord(
        source_id=SourceId(row["source_id"]),
        state=SourceState(row["state"]),
        failure=FailureKind(row["failure"]) if row["failure"] else None,
        move=_move(row),
        validators=Validators(etag=row["etag"], last_modified=row["last_modified"]),
        **fields,
    )
