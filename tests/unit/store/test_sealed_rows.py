"""PostgreSQL keeps what is written once from every statement that SQLite does not have."""

from __future__ import annotations

import pytest
from fakes import MOMENT
from lives import change, opportunity, row

from watch import store
from watch.errors import StoreError
from watch.model import Company, Edition, Known, Week


@pytest.fixture
def sealed(postgres):
    """A database with a decision, a change and a frozen edition."""
    database = store.open_database(postgres.new_database())
    edition = Edition(
        week=Week("2026-W47"),
        made_at=MOMENT,
        frozen_at=MOMENT,
        company=Company(),
        opportunities=(),
        silences=(),
        article_count=0,
        story_count=0,
        source_count=0,
        failed_source_count=0,
    )
    with database.write() as connection:
        for name in ("one", "two"):
            store.opportunities.keep(connection, opportunity(name), Known(), MOMENT)
        store.ledger.append(connection, row())
        store.opportunities.note_changes(connection, [change()])
        store.editions.freeze(connection, edition)
    yield database
    database.close()


@pytest.mark.parametrize("table", ["decision", "change", "edition"])
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE {}",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ON CONSTRAINT pk_{0}"
        " DO UPDATE SET content = '{{}}'",
        "UPDATE {} SET content = '{{}}'",
        "DELETE FROM {}",
    ],
    ids=["truncate", "replace", "update", "delete"],
)
def test_sealed_row_is_refused_every_change(sealed, table, statement):
    with pytest.raises(StoreError, match="never changed"), sealed.write() as connection:
        connection.exec_driver_sql(statement.format(table))
    with sealed.read() as connection:
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
    assert count == 1
