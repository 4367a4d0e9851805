"""The heavy tables of PostgreSQL, in one part for each month in which articles were first seen.

Old months are dropped, moved to slower disks or put on other machines part by part. A part is
made when the first row of its month comes. What comes while that cannot be done at once, because
somebody reads the table for long, goes to the default part, and so does what follows of that
month.

The table of articles has no parts: PostgreSQL keeps a key unique across parts only when it holds
the month, and an article is known, and referred to, by its id alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError

from watch.logs import get_logger
from watch.store import schema
from watch.store.halfvec import HalfVector
from watch.store.postgres import LOCK_TIMEOUT

_log = get_logger(__name__)

_PATIENCE = "2s"
"""How long a new part may wait for readers: longer than a search, and readers wait behind it."""

_BY_MONTH = "LIST (month)"

metadata = MetaData(naming_convention=schema.NAMES)

embedding = Table(
    "embedding",
    metadata,
    Column("month", Date, primary_key=True),
    Column("article_id", BigInteger, ForeignKey(schema.article.c.id), primary_key=True),
    Column("model_key", schema.Label, primary_key=True),
    Column("language", schema.Label, nullable=False),
    Column("data", HalfVector, nullable=False),
    postgresql_partition_by=_BY_MONTH,
)

article_fts = Table(
    "article_fts",
    metadata,
    Column("month", Date, primary_key=True),
    Column("article_id", BigInteger, ForeignKey(schema.article.c.id), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Column("title", schema.Prose, nullable=False),
    Column("body", schema.Prose, nullable=False),
    Index("ix_article_fts_words", "words", postgresql_using="gin"),
    postgresql_partition_by=_BY_MONTH,
)

article_fts_total = Table(
    "article_fts_total",
    metadata,
    Column("articles", BigInteger, nullable=False),
    Column("tokens", BigInteger, nullable=False),
)


def month_of(moment: datetime) -> date:
    """Return the month of a moment, by its first day."""
    return moment.date().replace(day=1)


def part_of(table: Table, month: date) -> str:
    """Return the name of the part that holds a month."""
    return f"{table.name}_{month:%Y_%m}"


def make_room(connection: Connection, table: Table, months: Iterable[date]) -> None:
    """Make the parts of months that have none yet."""
    for month in sorted(set(months)):
        if not (_is_there(connection, table, month) or _in_default(connection, table, month)):
            _make_part(connection, table, month)


def parts(connection: Connection, table: Table) -> Sequence[str]:
    """Return the names of the parts of a table, the default part last."""
    query = text(
        "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid"
        " WHERE inhparent = CAST(:table AS regclass) ORDER BY child.relname"
    )
    return list(connection.execute(query, {"table": table.name}).scalars())


def _is_there(connection: Connection, table: Table, month: date) -> bool:
    query = text("SELECT to_regclass(:name) IS NOT NULL")
    return bool(connection.execute(query, {"name": part_of(table, month)}).scalar())


def _in_default(connection: Connection, table: Table, month: date) -> bool:
    query = text(f"SELECT 1 FROM {table.name}_default WHERE month = :month LIMIT 1")  # noqa: S608 - ours
    return connection.execute(query, {"month": month}).first() is not None


def _make_part(connection: Connection, table: Table, month: date) -> None:
    """Make a part, unless somebody reads the default part for longer than we wait.

    Source:
        PostgreSQL 18, ALTER TABLE ATTACH PARTITION: it locks the default part against readers,
        the table itself only against other changes of its shape.
    """
    name = part_of(table, month)
    try:
        with connection.begin_nested():
            for statement in (
                f"SET LOCAL lock_timeout = '{_PATIENCE}'",
                f"CREATE TABLE {name} (LIKE {table.name} INCLUDING ALL)",
                f"ALTER TABLE {table.name} ATTACH PARTITION {name} FOR VALUES IN ('{month}')",
                f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'",
            ):
                connection.exec_driver_sql(statement)
    except DBAPIError as error:
        _log.warning("month.not_made", part=name, reason=str(error.orig).strip())
