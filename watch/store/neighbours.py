"""Articles whose vectors have the largest product with another, asked of PostgreSQL.

Months with many vectors have a graph (pgvector's HNSW) for each view and language; the others, and
what is restricted to few articles, are looked at one by one.

Source:
    pgvector 0.8. Binary quantisation, which is often advised, was measured and left: among 200,000
    e5 vectors, 200 candidates by their signs hold .45 of the ten best for our whitened probes,
    .66 when vectors are whitened before (docs/decisions/0015-postgresql.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select, text

from watch.logs import get_logger
from watch.model import LANGUAGES, ModelKey
from watch.protocols import Matrix
from watch.store import months
from watch.store.database import Database
from watch.text import fingerprint

_log = get_logger(__name__)

WORTH_A_GRAPH = 10_000
"""Vectors of a month, view and language from which a graph is quicker than looking at each."""

_BREADTH = 800
"""Candidates that each graph is searched with: of the ten nearest among 168,000 English articles
in five graphs it finds .975; 600 find .965, 400 .94, 200 .89."""

_MEMORY = "512MB"
"""A graph is quick to make while it fits: 200,000 e5 vectors take 230 MB."""

_BUILDING = 0x7465636867726166
"""The lock of whoever builds graphs: the name ``techgraf`` as a number."""


def nearest(
    connection: Connection,
    key: ModelKey,
    probe: Matrix,
    limit: int,
    *,
    among: npt.NDArray[np.int64] | None = None,
    language: str = "",
) -> list[tuple[int, float]]:
    """Return the articles of one view whose vectors have the largest products with a probe.

    Args:
        among: Restricts the answer to these articles, which are all looked at.
        language: Restricts it to articles in this language; a graph may miss a few of those. Not
            with ``among``: filtering what a graph brings took twenty times as long as either.

    Returns:
        Articles and products, best first.

    Shapes:
        ``probe`` is ``(dimension,)``, of any length.
    """
    from pgvector import HalfVector

    data = f"data::halfvec({len(probe)})"
    conditions = "model_key = :key"
    given: dict[str, Any] = {"key": key, "probe": HalfVector(_shortened(probe)), "limit": limit}
    if language:
        conditions += " AND language = :language"
        given["language"] = language
    if among is not None:
        conditions += " AND article_id = ANY(:among)"
        given["among"] = among.tolist()
    connection.exec_driver_sql(
        f"SET LOCAL hnsw.ef_search = {_BREADTH}; SET LOCAL hnsw.iterative_scan = relaxed_order;"
        " SET LOCAL plan_cache_mode = force_custom_plan"
    )
    rows = connection.execute(
        text(
            f"SELECT article_id, -({data} <#> CAST(:probe AS halfvec)) FROM embedding"  # noqa: S608 - ours
            f" WHERE {conditions} ORDER BY {data} <#> CAST(:probe AS halfvec) LIMIT :limit"
        ),
        given,
    ).all()
    scale = float(np.abs(probe).max()) or 1.0
    return sorted(((int(a), float(p) * scale) for a, p in rows), key=lambda one: (-one[1], one[0]))


def members(connection: Connection, key: ModelKey) -> dict[str, npt.NDArray[np.int64]]:
    """Return the articles of each language that have a vector in a view, ascending.

    Those in no language that is served are together, under an empty name; none has no entry.
    """
    table = months.embedding
    query = select(table.c.article_id, table.c.language).where(table.c.model_key == key)
    found: dict[str, list[int]] = {language: [] for language in (*LANGUAGES, "")}
    for article, language in connection.execute(query.order_by(table.c.article_id)):
        found[language if language in LANGUAGES else ""].append(article)
    return {name: np.asarray(ids, dtype=np.int64) for name, ids in found.items() if ids}


def _shortened(probe: Matrix) -> Matrix:
    """Return a probe whose largest value is one: a whitened one may not fit into half precision."""
    return np.asarray(probe / (float(np.abs(probe).max()) or 1.0), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """A graph that a month is worth.

    Attributes:
        part: The part of the table that holds the month.
        dimension: Of the vectors of the view.
    """

    part: str
    key: ModelKey
    language: str
    dimension: int

    @property
    def name(self) -> str:
        """Return the name of the index: one for each month, view and language."""
        return f"{self.part}_{fingerprint(self.key, self.language)[:12]}"

    @property
    def definition(self) -> str:
        """Return what makes the index, beside those who read and write."""
        key = self.key.replace("'", "''")
        return (
            f"CREATE INDEX CONCURRENTLY {self.name} ON {self.part}"
            f" USING hnsw ((data::halfvec({self.dimension})) halfvec_ip_ops)"
            f" WHERE model_key = '{key}' AND language = '{self.language}'"
        )


def build_graphs(database: Database) -> int:
    """Make the graphs that months have become worth; return how many. Nothing is made on SQLite.

    For the time after many vectors were saved. Two processes never build at once: the second one
    leaves it to the first.

    Raises:
        StoreError: If the server cannot make one.
    """
    if database.file:
        return 0
    with database.alone() as connection:
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({_BUILDING})")).scalar():
            return 0
        try:
            connection.exec_driver_sql(f"SET maintenance_work_mem = '{_MEMORY}'")
            _drop_unfinished(connection)
            graphs = list(_wanting(connection))
            for graph in graphs:
                _log.info("graph.building", part=graph.part, view=graph.key)
                connection.exec_driver_sql(graph.definition)
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_BUILDING})"))
        return len(graphs)


def _drop_unfinished(connection: Connection) -> None:
    """Drop graphs whose builder was killed: they are kept up to date, and never used."""
    query = text(
        "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid"
        " WHERE NOT indisvalid AND relname LIKE 'embedding%'"
    )
    for name in connection.execute(query).scalars().all():
        connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY {name}")


def _wanting(connection: Connection) -> Iterator[_Graph]:
    """Yield the graphs that are worth having and are not there."""
    query = text(
        "SELECT tableoid::regclass::text, model_key, language, min(vector_dims(data))"
        " FROM embedding WHERE language = ANY(:languages)"
        " GROUP BY 1, 2, 3 HAVING count(*) >= :least ORDER BY 1, 2, 3"
    )
    given = {"languages": list(LANGUAGES), "least": WORTH_A_GRAPH}
    for part, key, language, dimension in connection.execute(query, given).all():
        graph = _Graph(part=part, key=ModelKey(key), language=language, dimension=dimension)
        there = connection.execute(text("SELECT to_regclass(:name)"), {"name": graph.name})
        if there.scalar() is None:
            yield graph
