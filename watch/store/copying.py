"""Every row of one database → another with nothing in it, on either engine, compared after.

Full text is made anew, as each engine holds its own; rows that are not in a table of the schema
(the jobs of a queue) stay behind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import JSON, Connection, RowMapping, Table, func, insert, select

from watch.errors import StoreError
from watch.protocols import Progress
from watch.store import articles, fulltext, schema, vectors

_BATCH = 1_000
"""Rows held at once: 2 MB of vectors or articles; ten times as many is no quicker."""

_PRINT_BITS = 128
"""Of a fingerprint: two tables that differ have the same one by a chance of 10^-38."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedTable:
    """A table: how many rows it has, and their fingerprint, whatever their order."""

    name: str
    rows: int
    fingerprint: str


def copy(source: Connection, sink: Connection, progress: Progress) -> list[CopiedTable]:
    """Copy every row, and return the tables as they were and now are.

    Args:
        source: Sees one consistent state.
        sink: Empty, in a transaction, which the caller commits; an error must undo it.

    Raises:
        StoreError: If a table did not arrive as it left.
    """
    tables = sorted(schema.metadata.sorted_tables, key=_comes_last)
    total = sum(_count(source, table) for table in tables)
    progress.start("copy", total)
    left = [_poured(source, sink, table, progress) for table in tables]
    _index(sink, progress)
    progress.start("compare", total)
    arrived = [_told(sink, table, progress) for table in tables]
    if arrived != left:
        names = ", ".join(a.name for a, b in zip(left, arrived, strict=True) if a != b)
        message = f"did not arrive as it left: {names}"
        raise StoreError(message, hint="nothing was copied; please report this")
    _count_on(sink)
    return left


def is_empty(connection: Connection) -> bool:
    """Tell whether a database holds nothing but facts about itself."""
    return not any(_holds(connection, table) for table in schema.metadata.sorted_tables)


def _holds(connection: Connection, table: Table) -> bool:
    if table is schema.meta:
        return False
    return connection.execute(select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _comes_last(table: Table) -> bool:
    """Tell whether other tables note something in this one when they are written."""
    return table is schema.meta


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _poured(source: Connection, sink: Connection, table: Table, progress: Progress) -> CopiedTable:
    """Copy the rows of a table; return it as it was."""
    tally = _Tally(table.name)
    if table is schema.meta:
        sink.execute(sa.delete(table))
    for rows in _batches(source, table):
        tally.add(rows)
        if table is schema.embedding:
            vectors.add(sink, [dict(row) for row in rows])
        else:
            sink.execute(insert(_plain(table)), [dict(row) for row in rows])
        progress.advance(len(rows), table.name)
    return tally.result()


def _told(connection: Connection, table: Table, progress: Progress) -> CopiedTable:
    tally = _Tally(table.name)
    for rows in _batches(connection, table):
        tally.add(rows)
        progress.advance(len(rows), table.name)
    return tally.result()


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    query = select(table).order_by(*table.primary_key.columns)
    result = connection.execute(query.execution_options(yield_per=_BATCH))
    yield from result.mappings().partitions()


def _plain(table: Table) -> sa.TableClause:
    """Return a table to insert into in which nothing is NULL, not the ``null`` of JSON."""
    return sa.table(
        table.name,
        *(
            sa.column(c.name, JSON(none_as_null=True) if isinstance(c.type, JSON) else c.type)
            for c in table.columns
        ),
    )


def _index(sink: Connection, progress: Progress) -> None:
    """Make the full text of every article."""
    ids = list(sink.execute(select(schema.article.c.id).order_by(schema.article.c.id)).scalars())
    progress.start("words", len(ids))
    for start in range(0, len(ids), _BATCH):
        found = articles.existing(sink, ids[start : start + _BATCH])
        fulltext.save(sink, found.values())
        progress.advance(len(found))


def _count_on(sink: Connection) -> None:
    """Let the numbers that PostgreSQL gives go on behind the highest; SQLite's do so anyway."""
    if sink.dialect.name != "postgresql":
        return
    for table in schema.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            highest = select(func.max(column))
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            sink.execute(select(func.setval(sequence, highest.scalar_subquery())))


class _Tally:
    """Counts rows, and adds up a hash of each: the sum is the same in any order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = 0
        self._sum = 0

    def add(self, rows: Sequence[RowMapping]) -> None:
        self._rows += len(rows)
        self._sum += sum(_print(row) for row in rows)

    def result(self) -> CopiedTable:
        found = self._sum % (1 << _PRINT_BITS)
        return CopiedTable(
            name=self._name, rows=self._rows, fingerprint=f"{found:0{_PRINT_BITS // 4}x}"
        )


def _print(row: RowMapping) -> int:
    raw = json.dumps(list(row.values()), sort_keys=True, default=_written).encode()
    return int.from_bytes(hashlib.sha256(raw).digest()[: _PRINT_BITS // 8], "big")


def _written(value: datetime | bytes) -> str:
    return value.hex() if isinstance(value, bytes) else value.isoformat()
