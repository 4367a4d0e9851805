"""An article that a person brings is stored like any other."""

from __future__ import annotations

import pytest
from fakes import MOMENT, HashingEmbedder, article

from watch import store, understand
from watch.errors import UsageError
from watch.model import Entry, SourceId
from watch.pipeline import add_article

VIEW = HashingEmbedder()
ENTRY = Entry(url="https://www.lesite.fr/robot?utm_source=x", title="Un robot", summary="Il range.")


def add(database, entry=ENTRY, page_text=""):
    return add_article(database, lambda: [VIEW], entry, page_text, MOMENT)


def test_article_has_the_site_as_its_owner_and_a_vector(database):
    found = add(database)
    assert (found.publisher, found.source_id) == ("lesite.fr", "by-hand")
    with database.read() as connection:
        ids, _ = store.vectors.read(connection, VIEW.key)
        assert ids.tolist() == [found.id]
        assert not store.sources.every(connection)["by-hand"].enabled


def test_full_text_is_findable_and_nowhere_else(database):
    found = add(database, page_text="L'exosquelette soulage les préparateurs.")
    with database.read() as connection:
        assert [i for i, _ in store.fulltext.search(connection, ["exosquelette"], limit=3)] == [
            found.id
        ]
    assert "exosquelette" not in repr(found)


def test_article_brought_twice_is_one(database):
    assert add(database) == add(database)
    with database.read() as connection:
        assert store.articles.total(connection) == 1


def test_article_that_a_source_told_before_stays_its_own(stocked):
    (same,) = understand.read([ENTRY], SourceId("by-hand"), MOMENT)
    known = article(1, id=same.id, title="As the press told it", effective_at=MOMENT)
    with stocked.write() as connection:
        store.articles.save(connection, [known])
    assert add(stocked) == known


def test_nothing_to_read_is_said(database):
    with pytest.raises(UsageError, match="neither a title nor a text"):
        add(database, Entry(url="https://lesite.fr/"))


def test_files_of_the_home_do_not_sweep_it_away(database):
    found = add(database)
    with database.write() as connection:
        store.sources.sync(connection, {})
    with database.read() as connection:
        assert found.id in store.articles.existing(connection, [found.id])
