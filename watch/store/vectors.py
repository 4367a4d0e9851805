"""Embedding vectors, half precision, one for each article and view.

The database holds the truth; FAISS files are built from it and may be thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from watch.model import ArticleId, ModelKey
from watch.protocols import Matrix
from watch.store import schema

_CHUNK = 500


def save(connection: Connection, key: ModelKey, ids: Sequence[ArticleId], matrix: Matrix) -> None:
    """Replace the vectors of articles in one view.

    Shapes:
        ``matrix`` is ``(len(ids), dimension)``, unit rows.
    """
    table = schema.vector
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
        connection.execute(insert(table), rows)


def read(
    connection: Connection, key: ModelKey, *, after_change: int = 0
) -> tuple[np.ndarray, Matrix]:
    """Return ids (ascending) and unit vectors of articles changed after ``after_change``.

    Shapes:
        ids ``(n,)`` int64; vectors ``(n, dimension)`` float32, ``(0, 0)`` when none.
    """
    query = (
        select(schema.vector.c.article_id, schema.vector.c.data)
        .join(schema.article, schema.article.c.id == schema.vector.c.article_id)
        .where(schema.vector.c.model_key == key, schema.article.c.change > after_change)
        .order_by(schema.vector.c.article_id)
    )
    rows = connection.execute(query).all()
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    return ids, _matrix([row[1] for row in rows])


def missing(connection: Connection, key: ModelKey) -> list[ArticleId]:
    """Return the articles that have no vector in this view yet."""
    held = select(schema.vector.c.article_id).where(schema.vector.c.model_key == key)
    query = select(schema.article.c.id).where(schema.article.c.id.not_in(held))
    return [ArticleId(n) for n in connection.execute(query.order_by(schema.article.c.id)).scalars()]


def count(connection: Connection, key: ModelKey) -> int:
    """Return how many articles have a vector in this view."""
    query = select(func.count()).where(schema.vector.c.model_key == key)
    return connection.execute(query).scalar() or 0


def keys(connection: Connection) -> list[ModelKey]:
    """Return the views that hold at least one vector."""
    query = select(schema.vector.c.model_key).distinct().order_by(schema.vector.c.model_key)
    return [ModelKey(key) for key in connection.execute(query).scalars()]


def _matrix(blobs: Sequence[bytes]) -> Matrix:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    half = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), -1)
    matrix = half.astype(np.float32)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(norms, 1e-9), dtype=np.float32)
