"""Migrations bring a database to the declared schema, with what it holds, and back."""

from __future__ import annotations

import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from fakes import MOMENT
from sqlalchemy import MetaData, create_engine, inspect, text

from watch import store
from watch.store import months, schema
from watch.store.database import _alembic


@pytest.fixture
def first_release(tmp_path):
    """A database as 0.1.0 left it, with one source, its standing and one article."""
    path = tmp_path / "watch.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        command.upgrade(_alembic(connection), "0001")
        connection.commit()
    engine.dispose()
    moment = MOMENT.strftime("%Y-%m-%d %H:%M:%S.000000")
    with sqlite3.connect(path) as old:
        old.execute(
            "INSERT INTO source VALUES"
            " ('press','https://press.example/','Press','P','press','','medium','[]','',1,'f')"
        )
        old.execute(
            "INSERT INTO poll_record (source_id, state, reason, etag, last_modified,"
            " body_fingerprint, failure_count, entry_count)"
            " VALUES ('press', 'ok', '', 'e', '', 'b', 0, 3)"
        )
        old.execute(
            "INSERT INTO article (id, source_id, url, title, text, language, first_seen_at,"
            " effective_at, title_fingerprint, text_fingerprint, change)"
            f" VALUES (7, 'press', '', 'T', 't', 'en', '{moment}', '{moment}', '', '', 1)"
        )
        old.execute("INSERT INTO meta VALUES ('database_id', 'mine')")
    old.close()
    return path


def test_first_release_opens_with_everything_in_it(first_release):
    database = store.open_database(first_release)
    with database.read() as connection:
        assert store.database_id(connection) == "mine"
        record = store.sources.records(connection)["press"]
        assert (record.validators.etag, record.failure, record.move) == ("e", None, None)
        assert store.articles.existing(connection, [7])[7].publisher == ""
        assert store.harvest.every(connection, MOMENT)["press"].articles == 1
    database.close()


def declared(connection):
    """Return the tables that the code describes, as they are on the engine of a connection."""
    if connection.dialect.name == "sqlite":
        return [schema.metadata]
    import pgvector.sqlalchemy  # noqa: F401 - names the type of its columns

    common = MetaData(naming_convention=schema.NAMES)
    for table in schema.metadata.tables.values():
        if table is not schema.embedding:
            table.to_metadata(common)
    return [common, months.metadata]


def ours(_object, name, kind, reflected, compared):
    """Tell what Alembic is to compare: neither its own table, FTS5's, nor parts by month."""
    parts = ("article_fts", "embedding_")
    return kind != "table" or not reflected or compared is not None or not name.startswith(parts)


def test_migrated_schema_is_the_declared_one(database):
    with database.read() as connection:
        options = {"include_object": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, declared(connection)) == []


def test_texts_of_every_table_are_ordered_by_their_bytes(database):
    """A French server would put é beside e, and SQLite after z."""
    with database.write() as connection:
        for value in ("é", "z", "E", "a", "_"):
            store.meta.put(connection, value, value)
        keys = connection.execute(text("SELECT key FROM meta ORDER BY key")).scalars().all()
        assert [key for key in keys if len(key) == 1] == ["E", "_", "a", "z", "é"]
        if connection.dialect.name == "postgresql":
            query = text(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
                " AND data_type IN ('text', 'character varying')"
                " AND collation_name IS DISTINCT FROM 'C'"
            )
            assert connection.execute(query).all() == []


def test_schema_goes_all_the_way_back_and_comes_again(database):
    with database.write() as connection:
        command.downgrade(_alembic(connection), "base")
        left = set(inspect(connection).get_table_names())
        assert left <= {"alembic_version", "article_fts"}
        command.upgrade(_alembic(connection), "head")
        assert store.articles.total(connection) == 0
