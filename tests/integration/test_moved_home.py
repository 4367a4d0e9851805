"""A lived home moves from SQLite to PostgreSQL and back: the same home, on another engine."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from datetime import timedelta
from unittest.mock import patch

import numpy as np
import pytest
import sqlalchemy as sa
from fakes import MOMENT, HashingEmbedder, article, source
from lives import change, opportunity, row

from watch import store
from watch.clock import FixedClock
from watch.errors import StoreError, UsageError
from watch.model import (
    Act,
    Company,
    Delivery,
    DeliveryState,
    Edition,
    Known,
    Page,
    PageState,
    Placement,
    RunRecord,
    StoryId,
    Week,
)
from watch.protocols import SilentProgress
from watch.service import SENDING, Service, restore
from watch.store import schema

VIEW = HashingEmbedder()
ARTICLES = [
    article(n, title=f"Robot {n} en entrepôt – l’œuvre", text="mot " * n, language="fr")
    for n in range(1, 30)
]


@pytest.fixture
def home(tmp_path):
    """A home with something in every table."""
    root = tmp_path / "home"
    root.mkdir()
    (root / "sources.yaml").write_text("sources: []\n", "utf-8")
    (root / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        _live(connection)
    database.close()
    return root


def _live(connection):
    store.sources.sync(connection, {"press": source()})
    store.articles.save(connection, ARTICLES)
    store.articles.save(connection, [article(1, title="Retitled", language="fr")])
    store.articles.place(connection, {a.id: Placement(story_id=StoryId(1)) for a in ARTICLES[:9]})
    matrix = VIEW.documents([a.title for a in ARTICLES])
    store.vectors.save(connection, VIEW.key, [a.id for a in ARTICLES], matrix)
    page = Page(article_id=ARTICLES[4].id, state=PageState.READ, text="palettiseur rare")
    store.pages.save(connection, [page], MOMENT)
    for name in ("one", "two"):
        store.opportunities.keep(connection, opportunity(name), Known(), MOMENT)
    connection.execute(
        sa.insert(schema.opportunity).values(
            id="old", pain_id="p", story_id=5, first_listed_at=MOMENT, listed_at=MOMENT, score=1 / 3
        )
    )
    store.opportunities.note_changes(connection, [change()])
    for number in (1, 2, 3):
        store.ledger.append(connection, row(number, act=Act.NOTE, note=f"« {number} » ☃"))
    store.editions.freeze(connection, _edition())
    for number, state in enumerate(DeliveryState, start=1):
        store.deliveries.queue(connection, _delivery(number, state))
    store.runs.note(
        connection,
        RunRecord(number=store.runs.begin(connection, MOMENT), started_at=MOMENT, seen_at=MOMENT),
    )


def _edition():
    return Edition(
        week=Week("2026-W47"),
        made_at=MOMENT,
        frozen_at=MOMENT,
        company=Company(),
        opportunities=(opportunity("one"),),
        silences=(),
        article_count=29,
        story_count=1,
        source_count=1,
        failed_source_count=0,
    )


def _delivery(number, state):
    return Delivery(
        week=Week("2026-W47"),
        reader="",
        recipient=f"{number}@lumera.example",
        state=state,
        message_id="",
        attempt_count=1,
        created_at=MOMENT,
        next_at=MOMENT + timedelta(minutes=5) if state is DeliveryState.QUEUED else None,
    )


@contextmanager
def opened(root, url=""):
    """A service on a home whose database is a server's, where one is named."""
    with (
        patch.dict(os.environ, {"DATABASE_URL": url}),
        Service(root, clock=FixedClock(MOMENT), views=[VIEW]) as service,
    ):
        yield service


@contextmanager
def reading(address):
    """A connection that reads a database."""
    with closing(store.open_database(address)) as database, database.read() as connection:
        yield connection


def everything(address):
    """Return every row of every table but for what the copy knows of itself."""
    with reading(address) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for table in schema.metadata.sorted_tables
            if table is not schema.meta
        }


def states(address):
    with reading(address) as connection:
        return {r.recipient: r.state for r in store.deliveries.newest(connection, 99)}


def test_home_moves_there_and_back_and_is_the_same(home, tmp_path, postgres):
    url, file = postgres.empty_database(), tmp_path / "back.db"
    with opened(home) as service:
        service.digests.switch(on=False)
        there = service.copy(url)
    with opened(home, url) as service:
        back = service.copy(str(file))
        assert service.reviews.ledger()[2].note == "« 3 » ☃"
        assert service.edition() == _edition()
    before, between, after = map(everything, (home / "index" / "watch.db", url, file))
    assert before == between == after
    one, two = ({t.name: t for t in copied.tables if t.name != "meta"} for copied in (there, back))
    assert one == two
    assert {name: table.rows for name, table in one.items()} == {
        name: len(rows) for name, rows in before.items()
    }


def test_copy_finds_the_same_by_words_and_by_meaning(home, postgres):
    url = postgres.new_database()
    with opened(home) as service:
        service.copy(url)
    answers = []
    for address in (home / "index" / "watch.db", url):
        with reading(address) as connection:
            ids, matrix = store.vectors.read(connection, VIEW.key)
            answers.append(
                (
                    [a for a, _ in store.fulltext.search(connection, ["palettiseurs"], limit=5)],
                    [a for a, _ in store.fulltext.search(connection, ["robots"], limit=50)],
                    ids.tolist(),
                    np.asarray(matrix).tobytes(),
                )
            )
    assert answers[0] == answers[1]
    assert answers[0][0] == [ARTICLES[4].id]


def test_copy_numbers_go_on_behind_the_highest(home, postgres):
    url = postgres.new_database()
    with opened(home) as service:
        service.copy(url)
    with closing(store.open_database(url)) as database, database.write() as connection:
        written = store.ledger.append(connection, row(act=Act.NOTE, note="next"))
        assert written.number == 4
        assert store.runs.begin(connection, MOMENT) == 2


def test_copy_is_another_database_of_the_same_home(home, postgres):
    """No file made from one database is taken for the other's; what is published keeps its name."""
    url = postgres.new_database()
    with opened(home) as service:
        service.copy(url)
    with reading(home / "index" / "watch.db") as origin, reading(url) as copy:
        assert store.database_id(origin) != store.database_id(copy)
        assert store.meta.home_id(origin) == store.meta.home_id(copy)


def test_copy_of_a_home_that_sends_sends_nothing_twice(home, tmp_path):
    """What waits at the origin is sent there; here nobody knows, and sending is off."""
    file = tmp_path / "copy.db"
    with opened(home) as service:
        copied = service.copy(str(file))
    assert copied.origin_sends
    before, after = states(home / "index" / "watch.db"), states(file)
    waiting = {DeliveryState.QUEUED, DeliveryState.SENDING}
    assert waiting <= set(before.values())
    assert after == {
        who: DeliveryState.UNKNOWN if state in waiting else state for who, state in before.items()
    }
    with reading(file) as connection:
        assert store.meta.get(connection, SENDING) == "off"
    with reading(home / "index" / "watch.db") as connection:
        assert store.meta.get(connection, SENDING) == ""


def test_copy_of_a_home_that_does_not_send_keeps_what_waits(home, tmp_path):
    file = tmp_path / "copy.db"
    with opened(home) as service:
        service.digests.switch(on=False)
        copied = service.copy(str(file))
    assert not copied.origin_sends
    assert states(file) == states(home / "index" / "watch.db")


def test_target_that_is_not_empty_is_refused_and_stays(home, tmp_path, postgres):
    url = postgres.new_database()
    with closing(store.open_database(url)) as database, database.write() as connection:
        store.sources.sync(connection, {"other": source("other")})
    before = everything(url)
    with opened(home) as service:
        for target in (url, str(home / "index" / "watch.db")):
            with pytest.raises(UsageError) as caught:
                service.copy(target, "" if target == url else url)
            assert "not empty" in caught.value.message
            assert "nothing was changed" in caught.value.hint
    assert everything(url) == before


@pytest.mark.parametrize("named", ["none.db", "empty.db"])
def test_origin_with_nothing_in_it_is_refused(home, tmp_path, named):
    store.open_database(tmp_path / "empty.db").close()
    with opened(home) as service, pytest.raises(UsageError, match=r"no database|nothing in"):
        service.copy(str(tmp_path / "copy.db"), str(tmp_path / named))
    assert not (tmp_path / "none.db").exists()


def test_database_is_not_copied_to_itself(home):
    with opened(home) as service, pytest.raises(UsageError, match="to itself"):
        service.copy(str(home / "index" / "watch.db"))


class Failing(SilentProgress):
    """Ends the copy in the middle of its rows, as a person or a full disk does."""

    def advance(self, steps=1, label=""):
        if label == "embedding":
            raise KeyboardInterrupt


def test_copy_that_is_interrupted_leaves_an_empty_target(home, postgres):
    url = postgres.new_database()
    with opened(home) as service, pytest.raises(KeyboardInterrupt):
        service.copy(url, "", Failing())
    assert not any(everything(url).values())
    with opened(home) as service:
        assert service.copy(url).tables


def test_row_that_arrives_otherwise_undoes_the_copy(home, tmp_path):
    file = tmp_path / "copy.db"
    database = store.open_database(file)
    with database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER lose AFTER INSERT ON embedding WHEN NEW.article_id = 7 "
            "BEGIN DELETE FROM embedding WHERE article_id = 7; END"
        )
    database.close()
    with opened(home) as service, pytest.raises(StoreError, match="embedding"):
        service.copy(str(file))
    assert not any(everything(file).values())


def test_backup_of_a_server_restores_as_a_folder_and_moves_back(home, tmp_path, postgres):
    url, again = postgres.new_database(), postgres.new_database()
    with opened(home) as service:
        service.digests.switch(on=False)
        service.copy(url)
    with opened(home, url) as service:
        archive = service.backup(tmp_path / "b.zip")
    restore(archive, tmp_path / "restored")
    assert everything(tmp_path / "restored" / "index" / "watch.db") == everything(url)
    assert (tmp_path / "restored" / "sources.yaml").exists()
    with opened(tmp_path / "restored") as service:
        service.copy(again)
    assert everything(again) == everything(url)


def test_doctor_and_status_speak_of_the_server(home, postgres):
    url = postgres.new_database()
    with opened(home) as service:
        service.copy(url)
    with opened(home, url) as service:
        found = {finding.subject: finding for finding in service.doctor()}
        sizes = service.status.sizes()
    assert found["database"].text == "29 articles, sound"
    assert found["server"].ok
    assert "pgvector 0." in found["server"].text
    assert found["index"].text == "kept by the server"
    assert "replica" not in found
    assert (sizes.on_server, sizes.articles, sizes.decisions) == (True, 29, 3)
    assert sizes.database_bytes > 1_000_000


def test_doctor_tells_of_a_server_that_is_away(home):
    with opened(home, "postgresql://nobody:secret@127.0.0.1:9/none") as service:
        found = {finding.subject: finding for finding in service.doctor()}
    assert not found["database"].ok
    assert "nobody@127.0.0.1:9/none cannot be reached" in found["database"].text
    assert "secret" not in found["database"].text
    assert "DATABASE_URL" in found["database"].hint
