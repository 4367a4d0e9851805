"""The board through the only door: lines, one step for several, one undo for all of it."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from fakes import MOMENT
from listed_home import listed_home
from lives import opportunity

from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Act, OpportunityId, Reason, Status
from watch.pipeline import read_cards
from watch.service import Service

NAMES = [OpportunityId(f"opportunity-{n}") for n in range(1, 6)]
FIRST, SECOND, THIRD = NAMES[:3]
NOW = MOMENT + timedelta(days=1)


@pytest.fixture
def service(tmp_path):
    """A home with five cards."""
    listed = [opportunity(f"opportunity-{n}", score=90.0 - n) for n in range(1, 6)]
    with closing(Service(listed_home(tmp_path, *listed), clock=FixedClock(NOW))) as opened:
        yield opened


def standings(service):
    return {line.head.id: line.standing for line in service.board.lines()}


def test_lines_say_where_everything_stands_best_score_first(service):
    service.reviews.record(SECOND, Act.DECIDE, status=Status.PILOT, owner="Marie")
    lines = service.board.lines()
    assert [line.head.id for line in lines] == NAMES
    cards = {card.opportunity.id: card for card in service.reviews.cards()}
    assert all(line.standing == cards[line.head.id].standing for line in lines)


def test_what_was_merged_has_no_line(service):
    service.reviews.merge(FIRST, SECOND)
    assert SECOND not in standings(service)


def test_whole_cards_are_those_of_the_reviews(service):
    service.reviews.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    service.reviews.record(FIRST, Act.NOTE, note="x")
    service.reviews.undo(FIRST)
    with service._open.database().read() as connection:
        assert read_cards(connection) == service.reviews.cards()
        assert read_cards(connection, [FIRST]) == [service.reviews.card(FIRST)]


def test_step_decides_for_all_that_are_picked(service):
    due_on = NOW.date() + timedelta(days=30)
    said = {"status": Status.TO_STUDY, "owner": "Marie", "due_on": due_on, "department": "Quai"}
    batch = service.board.record([FIRST, THIRD], Act.DECIDE, by="Claire", **said)
    assert [row.opportunity_id for row in batch.rows] == [FIRST, THIRD]
    assert [(row.rank, row.by) for row in batch.rows] == [(1, "Claire"), (3, "Claire")]
    found = standings(service)
    for name in (FIRST, THIRD):
        assert (found[name].status, found[name].owner) == (Status.TO_STUDY, "Marie")
        assert (found[name].due_on, found[name].department) == (due_on, "Quai")
    assert found[SECOND].status is Status.NEW


def test_what_does_not_allow_the_step_is_left_and_named(service):
    service.reviews.record(FIRST, Act.DECIDE, status=Status.ADOPTED)
    batch = service.board.record([FIRST, SECOND], Act.DECIDE, status=Status.TO_STUDY)
    assert [row.opportunity_id for row in batch.rows] == [SECOND]
    assert list(batch.refused) == [FIRST]
    assert "adopted cannot become to study" in batch.refused[FIRST]
    assert standings(service)[FIRST].status is Status.ADOPTED


def test_step_that_nothing_allows_writes_nothing(service):
    batch = service.board.record(NAMES, Act.DECIDE, status=Status.REJECTED)
    assert batch.rows == ()
    assert len(batch.refused) == len(NAMES)
    assert service.reviews.ledger() == []


def test_one_undo_takes_the_whole_step_back_and_nothing_else(service):
    service.reviews.record(SECOND, Act.NOTE, note="Seen")
    reason = {"status": Status.REJECTED, "reason": Reason.TOO_EARLY}
    batch = service.board.record(NAMES, Act.DECIDE, **reason)
    service.reviews.undo(FIRST)
    assert service.board.undo(batch, by="Claire") == len(NAMES) - 1
    found = standings(service)
    assert {standing.status for standing in found.values()} == {Status.NEW}
    assert [note.text for note in found[SECOND].notes] == ["Seen"]
    with pytest.raises(UsageError, match="taken back before"):
        service.board.undo(batch)


def test_undone_step_counts_again_when_its_undo_is_undone(service):
    batch = service.board.record([FIRST], Act.ASSIGN, owner="Marie")
    service.board.undo(batch)
    service.reviews.undo(FIRST, service.reviews.ledger()[-1].number)
    assert standings(service)[FIRST].owner == "Marie"


def test_what_is_done_already_becomes_initiatives(service):
    service.board.record([FIRST, SECOND], Act.DECIDE, status=Status.ALREADY_DONE)
    registered = service.reviews.initiatives().values()
    assert [one.opportunity_id for one in registered] == [FIRST, SECOND]


def test_merged_cards_take_a_step_as_the_ledger_would(service):
    service.reviews.merge(FIRST, SECOND)
    batch = service.board.record([FIRST, SECOND], Act.ASSIGN, owner="Paul")
    assert [row.opportunity_id for row in batch.rows] == [FIRST]
    assert "was merged into" in batch.refused[SECOND]


def test_day_that_is_past_is_refused(service):
    batch = service.board.record([FIRST], Act.ASSIGN, due_on=date(2020, 1, 1))
    assert "past" in batch.refused[FIRST]
