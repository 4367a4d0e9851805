"""A database of every released schema opens today, with what was in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from fakes import MOMENT
from sqlalchemy import create_engine

from watch import store
from watch.clock import FixedClock
from watch.service import Service, restore
from watch.store.database import _alembic

REVISIONS = sorted(
    script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions()
)
THEN = MOMENT.strftime("%Y-%m-%d %H:%M:%S.000000")
EDITION = (
    '{"week": "2026-W46", "made_at": "2026-11-13T17:00:00+00:00", "company": {"name": "Lumera"},'
    ' "opportunities": [], "silences": [], "article_count": 1, "story_count": 1,'
    ' "source_count": 1, "failed_source_count": 0}'
)


def released(path, revision):
    """Make a database as that release left it, with one row where each release had one."""
    path.parent.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        command.upgrade(_alembic(connection), revision)
        connection.commit()
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("INSERT INTO meta VALUES ('database_id', 'mine')")
        old.execute(
            "INSERT INTO source VALUES"
            " ('press','https://press.example/','Press','P','press','','medium','[]','',1,'f')"
        )
        old.execute(
            "INSERT INTO article (id, source_id, url, title, text, language, first_seen_at,"
            " effective_at, title_fingerprint, text_fingerprint, change) VALUES"
            f" (7, 'press', 'https://press.example/7', 'Robots pick', 'Robots pick orders', 'en',"
            f" '{THEN}', '{THEN}', 'a', 'b', 1)"
        )
        old.execute(
            "INSERT INTO article_fts (rowid, title, body)"
            " VALUES (7, 'robot pick', 'robot pick order')"
        )
        names = {row[1] for row in old.execute("PRAGMA table_info(edition)")}
        values = {"week": "2026-W46", "made_at": THEN, "made_from": "x", "content": EDITION}
        values |= {"reader": ""} if "reader" in names else {}
        old.execute(
            f"INSERT INTO edition ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )


@pytest.fixture(params=REVISIONS)
def home(request, tmp_path):
    root = tmp_path / "home"
    released(root / "index" / "watch.db", request.param)
    (root / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    (root / "painpoints.yaml").write_text("pain_points: [{title: Picking}]\n", encoding="utf-8")
    return root


def check(root):
    database = store.open_database(root / "index" / "watch.db")
    with closing(database), database.read() as connection:
        assert store.backup.revision(connection) == REVISIONS[-1]
        assert store.database_id(connection) == "mine"
        assert store.articles.existing(connection, [7])[7].title == "Robots pick"
        assert store.fulltext.search(connection, ["robots"], limit=5)
        edition = store.editions.of_week(connection, "2026-W46")
        assert edition is not None
        assert edition.company.name == "Lumera"


def test_every_release_opens_today_with_what_was_in_it(home):
    check(home)


def test_backup_of_every_release_restores(home, tmp_path):
    with Service(home, clock=FixedClock(MOMENT)) as service:
        archive = service.backup(tmp_path / "b.zip")
    restore(archive, tmp_path / "new")
    check(tmp_path / "new")
