"""How many rows the database holds of what a person knows by name."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from watch.store import schema


def opportunities(connection: Connection) -> int:
    """Return how many opportunities were ever listed."""
    return _rows(connection, schema.opportunity)


def decisions(connection: Connection) -> int:
    """Return how many rows the ledger has."""
    return _rows(connection, schema.decision)


def editions(connection: Connection) -> int:
    """Return how many lists are stored, of all readers."""
    return _rows(connection, schema.edition)


def sightings(connection: Connection) -> int:
    """Return how often a source was seen to carry an article."""
    return _rows(connection, schema.sighting)


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
