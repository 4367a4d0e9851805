"""Searches that are kept survive, each name once."""

from __future__ import annotations

from dataclasses import replace

from fakes import MOMENT

from watch import store
from watch.model import EventKind, PainId, SavedSearch, SearchFilter, SourceId, Status

SEARCH = SavedSearch(
    name="Robots",
    query="robots d’entrepôt",
    chosen=SearchFilter(
        language="fr",
        source_ids=(SourceId("press"),),
        until_at=MOMENT,
        pain_ids=(PainId("picking"),),
        areas=("logistics",),
        kinds=(EventKind.DEPLOYMENT,),
        statuses=(Status.TO_STUDY,),
    ),
    days=30,
    in_digest=True,
    by="Nadia",
    created_at=MOMENT,
)


def test_saved_search_comes_back_as_it_was(database):
    with database.write() as connection:
        number = store.searches.keep(connection, SEARCH)
    with database.read() as connection:
        assert store.searches.every(connection) == {number: SEARCH}


def test_saved_search_of_the_same_name_takes_its_place(database):
    with database.write() as connection:
        first = store.searches.keep(connection, SEARCH)
        again = store.searches.keep(connection, replace(SEARCH, query="cobots"))
        other = store.searches.keep(connection, replace(SEARCH, name="Cobots"))
        assert again == first != other
        assert store.searches.every(connection)[first].query == "cobots"


def test_saved_search_is_removed_once(database):
    with database.write() as connection:
        number = store.searches.keep(connection, SEARCH)
        assert store.searches.remove(connection, number)
        assert not store.searches.remove(connection, number)
        assert store.searches.every(connection) == {}
