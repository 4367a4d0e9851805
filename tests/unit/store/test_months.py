"""On PostgreSQL vectors and words lie in parts by the month in which articles were first seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from fakes import article, source
from sqlalchemy import text

from watch import store
from watch.model import ModelKey
from watch.store import months

KEY = ModelKey("hashing@1")
NOVEMBER, DECEMBER = (datetime(2026, month, 5, tzinfo=UTC) for month in (11, 12))


@pytest.fixture
def server(postgres):
    """An empty database of PostgreSQL with one source."""
    opened = store.open_database(postgres.new_database())
    with opened.write() as connection:
        store.sources.sync(connection, {"1": source()})
    yield opened
    opened.close()


def save(connection, number, seen_at):
    told = replace(article(number, title="robot"), first_seen_at=seen_at)
    store.articles.save(connection, [told])
    store.vectors.save(connection, KEY, [told.id], np.eye(1, 8, number % 8, dtype=np.float32))


def in_parts(connection, table):
    query = f"SELECT tableoid::regclass::text, article_id FROM {table} ORDER BY 2"
    return connection.execute(text(query)).all()


def test_part_of_a_month_is_made_when_its_first_row_comes(server):
    with server.write() as connection:
        assert months.parts(connection, months.embedding) == ["embedding_default"]
        for number, moment in enumerate([NOVEMBER, DECEMBER, NOVEMBER], start=1):
            save(connection, number, moment)
    with server.read() as connection:
        for table in ("embedding", "article_fts"):
            assert in_parts(connection, table) == [
                (f"{table}_2026_11", 1),
                (f"{table}_2026_12", 2),
                (f"{table}_2026_11", 3),
            ]
        assert store.vectors.read(connection, KEY)[0].tolist() == [1, 2, 3]
        assert len(store.fulltext.search(connection, ["robots"], limit=5)) == 3


def test_row_comes_into_the_default_part_while_somebody_reads_it_and_its_month_stays_there(
    server, monkeypatch
):
    monkeypatch.setattr(months, "_PATIENCE", "10ms")
    with server.read() as reader:
        store.vectors.read(reader, KEY)
        with server.write() as connection:
            save(connection, 1, NOVEMBER)
    with server.write() as connection:
        save(connection, 2, NOVEMBER)
        save(connection, 3, DECEMBER)
    with server.read() as connection:
        parts = [part for part, _ in in_parts(connection, "embedding")]
    assert parts == ["embedding_default", "embedding_default", "embedding_2026_12"]


def test_article_seen_in_another_month_than_before_is_held_once(server):
    with server.write() as connection:
        save(connection, 1, NOVEMBER)
        save(connection, 1, DECEMBER)
        assert in_parts(connection, "embedding") == [("embedding_2026_12", 1)]
        assert in_parts(connection, "article_fts") == [("article_fts_2026_12", 1)]
