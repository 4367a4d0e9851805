"""What the server of a PostgreSQL database says of itself and of its replica."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from watch.store import postgres
from watch.store.database import Database
from watch.store.replica import ReplicaStanding, current_position, standing

OLDEST_POSTGRES = 15
OLDEST_PGVECTOR = (0, 7)
"""Vectors in half precision came with 0.7; 15 is the oldest PostgreSQL that is still mended."""

_FACTS = text(
    """
    SELECT current_setting('server_version') AS version,
        CAST(current_setting('server_version_num') AS integer) / 10000 AS major,
        (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS pgvector,
        pg_database_size(current_database()) AS size_bytes
    """
)

_FAULTS = text(
    """
    SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid)
        + (SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database
            WHERE datname = current_database())
    """
)


_JOBS = text("SELECT task_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """Which versions run, and how much room the database takes."""

    version: str
    pgvector: str
    size_bytes: int
    is_fit: bool


def is_server(connection: Connection) -> bool:
    """Tell whether a database lies on a server, not in a file."""
    return connection.dialect.name == "postgresql"


def facts(connection: Connection) -> ServerFacts:
    """Return what runs; fit where it is new enough."""
    row = connection.execute(_FACTS).one()
    pgvector = str(row.pgvector or "")
    numbers = tuple(int(part) for part in pgvector.split(".")[:2] if part.isdigit())
    return ServerFacts(
        version=str(row.version),
        pgvector=pgvector,
        size_bytes=int(row.size_bytes),
        is_fit=row.major >= OLDEST_POSTGRES and numbers >= OLDEST_PGVECTOR,
    )


def sound(connection: Connection) -> bool:
    """Tell whether every index is whole and no page had a wrong checksum since the last reset."""
    return not connection.execute(_FAULTS).scalar_one()


def replica_standing(database: Database, url: str) -> ReplicaStanding:
    """Return how far a replica is behind the database.

    Raises:
        StoreError: If it cannot be asked.
    """
    replica = Database(postgres.make_engine(url))
    try:
        with replica.read() as connection:
            return standing(connection, current_position(database.engine))
    finally:
        replica.close()


def jobs(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many jobs of the queue there are, by task and state; none without workers."""
    if not is_server(connection) or not _has_queue(connection):
        return {}
    return {(task, state): count for task, state, count in connection.execute(_JOBS)}


def _has_queue(connection: Connection) -> bool:
    query = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
    return bool(connection.execute(query).scalar())
