"""Embedding vectors, half precision, one for each article and view.

The database holds the truth; FAISS files are built from it and may be thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from watch.model import ArticleId, ModelKey
from watch.protocols import Matrix
from watch.store import meta, months, schema

_CHUNK = 500


def save(connection: Connection, key: ModelKey, ids: Sequence[ArticleId], matrix: Matrix) -> None:
    """Replace the vectors of articles in one view.

    Shapes:
        ``matrix`` is ``(len(ids), dimension)``, unit rows.
    """
    table = schema.embedding
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        connection.execute(
            delete(table).where(table.c.model_key == key, table.c.article_id.in_(chunk))
        )
    rows = [
        {"article_id": article_id, "model_key": key, "data": row.tobytes()}
        for article_id, row in zip(ids, matrix.astype("<f2"), strict=True)
    ]
    if rows:
        add(connection, rows)


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write vectors, in bytes of half precision, of articles that have none in their views."""
    table = schema.embedding
    if connection.dialect.name == "postgresql":
        table, rows = months.embedding, _placed(connection, rows)
        for key in {row["model_key"] for row in rows}:
            meta.put(connection, _saves(key), str(stamp(connection, key) + 1))
    connection.execute(insert(table), rows)


def read(
    connection: Connection, key: ModelKey, *, after_change: int = 0
) -> tuple[np.ndarray, Matrix]:
    """Return ids (ascending) and unit vectors of articles changed after ``after_change``.

    Shapes:
        ids ``(n,)`` int64; vectors ``(n, dimension)`` float32, ``(0, 0)`` when none.
    """
    query = (
        select(schema.embedding.c.article_id, schema.embedding.c.data)
        .join(schema.article, schema.article.c.id == schema.embedding.c.article_id)
        .where(schema.embedding.c.model_key == key, schema.article.c.change > after_change)
        .order_by(schema.embedding.c.article_id)
    )
    rows = connection.execute(query).all()
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    return ids, _matrix([row[1] for row in rows])


def of(connection: Connection, key: ModelKey, ids: Sequence[int]) -> Matrix:
    """Return the unit vectors of articles that have one in this view, in the order of ``ids``.

    Raises:
        KeyError: If one of them has none.

    Shapes:
        ``(len(ids), dimension)`` float32, ``(0, 0)`` when none.
    """
    table, found = schema.embedding, dict[int, bytes]()
    for start in range(0, len(ids), _CHUNK):
        chunk = [int(article) for article in ids[start : start + _CHUNK]]
        query = select(table.c.article_id, table.c.data)
        query = query.where(table.c.model_key == key, table.c.article_id.in_(chunk))
        found |= dict(connection.execute(query).all())
    return _matrix([found[int(article)] for article in ids])


def stamp(connection: Connection, key: ModelKey) -> int:
    """Return a number that changes whenever a view's vectors do; kept on PostgreSQL only."""
    return int(meta.get(connection, _saves(key)) or 0)


def missing(connection: Connection, key: ModelKey) -> list[ArticleId]:
    """Return the articles that have no vector in this view yet."""
    held = select(schema.embedding.c.article_id).where(schema.embedding.c.model_key == key)
    query = select(schema.article.c.id).where(schema.article.c.id.not_in(held))
    return [ArticleId(n) for n in connection.execute(query.order_by(schema.article.c.id)).scalars()]


def count(connection: Connection, key: ModelKey) -> int:
    """Return how many articles have a vector in this view."""
    query = select(func.count()).where(schema.embedding.c.model_key == key)
    return connection.execute(query).scalar() or 0


def keys(connection: Connection) -> list[ModelKey]:
    """Return the views that hold at least one vector."""
    query = select(schema.embedding.c.model_key).distinct().order_by(schema.embedding.c.model_key)
    return [ModelKey(key) for key in connection.execute(query).scalars()]


def _placed(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the months and languages of their articles, and room for them."""
    table, ids = schema.article, [row["article_id"] for row in rows]
    found: dict[ArticleId, dict[str, Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(table.c.id, table.c.first_seen_at, table.c.language)
        chunk = connection.execute(query.where(table.c.id.in_(ids[start : start + _CHUNK])))
        for name, seen_at, language in chunk:
            found[name] = {"month": months.month_of(seen_at), "language": language}
    months.make_room(connection, months.embedding, {place["month"] for place in found.values()})
    return [row | found[row["article_id"]] for row in rows]


def _saves(key: ModelKey) -> str:
    return f"vectors saved: {key}"


def _matrix(blobs: Sequence[bytes]) -> Matrix:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    half = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), -1)
    matrix = half.astype(np.float32)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(norms, 1e-9), dtype=np.float32)
