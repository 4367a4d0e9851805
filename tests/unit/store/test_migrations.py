"""A database of an older release is brought to the present schema with what it holds."""

from __future__ import annotations

import sqlite3

import pytest
from alembic import command
from fakes import MOMENT
from sqlalchemy import create_engine

from watch import store
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
