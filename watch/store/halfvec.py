"""Vectors in half precision as a column: bytes on SQLite, pgvector's ``halfvec`` on PostgreSQL.

Both hold the same bits. Python sees little-endian bytes on either; PostgreSQL takes and gives
pgvector's binary form, which is two to four times as quick as its text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Dialect, LargeBinary, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeEngine

_HEADER_BYTES = 4
"""Before the values PostgreSQL sends their number, and two bytes of nothing."""


class HalfVector(TypeDecorator[bytes]):
    """Half-precision values as bytes, ``numpy``'s ``<f2``."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the engine's own type."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(LargeBinary())
        from pgvector.sqlalchemy import HALFVEC

        return dialect.type_descriptor(HALFVEC())

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        """Return what makes a bound value of bytes: on PostgreSQL its driver's own object."""
        if dialect.name != "postgresql":
            return super().bind_processor(dialect)
        from pgvector import HalfVector as Sent

        return lambda value: Sent(np.frombuffer(value, dtype="<f2"))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Ask PostgreSQL for its binary form."""
        return _Sent(column, type_=self)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ANN401
        """Return what makes bytes of a value that the engine gave."""
        if dialect.name != "postgresql":
            return super().result_processor(dialect, coltype)
        return _received


class _Sent(GenericFunction[bytes]):
    """A column as the engine gives it away in bytes."""

    name = "halfvec_send"
    inherit_cache = True


@compiles(_Sent)
def _as_it_is(element: _Sent, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return compiler.process(element.clauses, **options)


@compiles(_Sent, "postgresql")
def _in_binary(element: _Sent, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"halfvec_send({compiler.process(element.clauses, **options)})"


def _received(value: bytes) -> bytes:
    return np.frombuffer(value, dtype=">f2", offset=_HEADER_BYTES).astype("<f2").tobytes()
