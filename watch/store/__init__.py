"""What must survive: the database and one file for each family of tables.

In → domain objects; out → the same objects, later, in another process.

Invariants: an article, its vectors and the standing of its feed are written in one
transaction; a row is never half there; nothing but this package knows SQL.
Functions take the connection they work on, so a caller decides what is one
transaction.
"""

from sqlalchemy import Connection

from watch.store import (
    articles,
    backup,
    board,
    card_stories,
    copying,
    counts,
    deliveries,
    editions,
    fulltext,
    glances,
    harvest,
    initiatives,
    ledger,
    locks,
    meta,
    neighbours,
    opportunities,
    pages,
    pains,
    past_scores,
    runs,
    searches,
    server,
    sources,
    tellings,
    ties,
    vectors,
)
from watch.store.data_version import DataVersion
from watch.store.database import Database, database_id, open_database

__all__ = [
    "Connection",
    "DataVersion",
    "Database",
    "articles",
    "backup",
    "board",
    "card_stories",
    "copying",
    "counts",
    "database_id",
    "deliveries",
    "editions",
    "fulltext",
    "glances",
    "harvest",
    "initiatives",
    "ledger",
    "locks",
    "meta",
    "neighbours",
    "open_database",
    "opportunities",
    "pages",
    "pains",
    "past_scores",
    "runs",
    "searches",
    "server",
    "sources",
    "tellings",
    "ties",
    "vectors",
]
