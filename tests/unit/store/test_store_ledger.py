"""The ledger and the register are kept whole; rows of the ledger are never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from fakes import MOMENT
from lives import opportunity, row
from sqlalchemy import delete, update

from watch import store
from watch.errors import StoreError
from watch.model import (
    Act,
    ChangeKind,
    Initiative,
    Known,
    Lesson,
    PilotResult,
    Reason,
    Status,
    WakeRule,
)
from watch.store import schema

FULL = row(
    status=Status.WATCHING,
    before=Status.PILOT,
    reason=Reason.TOO_EARLY,
    wake=WakeRule(until_on=date(2027, 1, 4), owners=2, changes=(ChangeKind.PRICE,)),
    note="« À revoir »",
    owner="Léa",
    department="Qualité",
    due_on=date(2026, 12, 24),
    next_step="Appeler",
    week="2026-W47",
    rank=3,
)
ROWS = [
    FULL,
    row(0, "two", act=Act.PLACE, place=1, note="The board asked"),
    row(act=Act.MERGE, other="two"),
    row(act=Act.UNDO, undoes=2),
    row(act=Act.MEASURE, result=PilotResult(started_on=date(2026, 1, 5), kpi="h", kpi_after=1.0)),
    row(act=Act.TEACH, lesson=Lesson.FORGET_ONE),
]


@pytest.fixture
def with_cards(database):
    """A database with the cards "one" and "two"."""
    with database.write() as connection:
        for name in ("one", "two"):
            store.opportunities.keep(connection, opportunity(name), Known(), MOMENT)
    return database


def test_rows_come_back_as_they_were_written_with_their_numbers(with_cards):
    with with_cards.write() as connection:
        written = [store.ledger.append(connection, decision) for decision in ROWS]
    assert written == [replace(d, number=n) for n, d in enumerate(ROWS, start=1)]
    with with_cards.read() as connection:
        assert store.ledger.every(connection) == written
        assert store.ledger.of(connection, "two") == [written[1]]
        assert isinstance(store.ledger.every(connection)[0].wake.changes[0], ChangeKind)


def test_row_keeps_the_day_of_whoever_decided(with_cards):
    """Near midnight the day of the company is not that of UTC."""
    local = MOMENT.replace(hour=23).astimezone(timezone(timedelta(hours=2)))
    with with_cards.write() as connection:
        store.ledger.append(connection, replace(FULL, at=local))
    with with_cards.read() as connection:
        (found,) = store.ledger.every(connection)
    assert (found.at, found.at.date()) == (local, local.date())


def test_row_about_an_unknown_opportunity_is_refused(database):
    with pytest.raises(StoreError), database.write() as connection:
        store.ledger.append(connection, row(status=Status.PILOT))


@pytest.mark.parametrize(
    "statement", [update(schema.decision).values(act="note"), delete(schema.decision)]
)
def test_row_is_never_changed(with_cards, statement):
    with with_cards.write() as connection:
        written = store.ledger.append(connection, FULL)
    with pytest.raises(StoreError, match="never changed"), with_cards.write() as connection:
        connection.execute(statement)
    with with_cards.read() as connection:
        assert store.ledger.every(connection) == [written]


def test_initiative_is_registered_once_and_struck_out(with_cards):
    one = Initiative(text="Capteurs de vibration", pain_id="stoppages", solution_id="predictive")
    two = Initiative(text="Portail fournisseurs", opportunity_id="two")
    with with_cards.write() as connection:
        number = store.initiatives.add(connection, one)
        other = store.initiatives.add(connection, two)
        assert store.initiatives.add(connection, one) == number
        assert store.initiatives.every(connection) == {number: one, other: two}
        assert store.initiatives.remove(connection, number)
        assert not store.initiatives.remove(connection, number)
        assert store.initiatives.every(connection) == {other: two}
