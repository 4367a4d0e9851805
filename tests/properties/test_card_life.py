"""Opportunities decided, undone, merged and let go through the service, on a real database file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from fakes import MOMENT
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from lives import change, opportunity

from watch import store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import (
    Act,
    Change,
    ChangeKind,
    Decision,
    Known,
    PilotResult,
    Reason,
    Standing,
    Status,
)
from watch.service import Service

NAMES = ("alpha", "beta", "gamma")
names = st.sampled_from(NAMES)
STATUSES = [status for status in Status if status is not Status.NEW]
ABOUT_NOTHING = {Act.UNDO, Act.TEACH}


class CardLife(RuleBasedStateMachine):
    """Three cards and everybody who may say something about them, in any order, with restarts.

    ``ledger`` is what was written so far, as it was read back when it was new.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(MOMENT)
        self.ledger: list[Decision] = []
        self.changes: list[Change] = []

    @initialize()
    def cards_are_kept(self) -> None:
        self.open()
        with self.database().write() as connection:
            for name in NAMES:
                store.opportunities.keep(connection, opportunity(name), Known(), MOMENT)

    def open(self) -> None:
        self.service = Service(self.folder, clock=self.clock)
        self.desk = self.service.reviews

    def database(self) -> store.Database:
        return self.service._open.database()

    def teardown(self) -> None:
        self.service.close()
        shutil.rmtree(self.folder)

    @rule(hours=st.integers(0, 2_000))
    def time_passes(self, hours: int) -> None:
        self.clock.moment += timedelta(hours=hours)

    @rule()
    def program_starts_again(self) -> None:
        self.service.close()
        self.open()

    @rule(name=names, kind=st.sampled_from(ChangeKind), told=st.sampled_from("AB"))
    def something_is_learned(self, name: str, kind: ChangeKind, told: str) -> None:
        one = change(kind, told, name=name, seen_at=self.clock.now())
        with self.database().write() as connection:
            store.opportunities.note_changes(connection, [one])
        known = {(c.opportunity_id, c.kind, c.told) for c in self.changes}
        self.changes += [] if (name, kind, told) in known else [one]
        assert self.desk.changes() == self.changes, "a change was lost, altered or told twice"

    @rule(name=names, status=st.sampled_from(STATUSES), owner=st.sampled_from(["", "Léa"]))
    def someone_decides(self, name: str, status: Status, owner: str) -> None:
        reason = Reason.TOO_EARLY if status is Status.REJECTED else None
        fields = {"status": status, "reason": reason, "owner": owner, "by": "coo"}
        self.act(lambda: self.desk.record(name, Act.DECIDE, **fields))

    @rule(name=names, owner=st.sampled_from(["Marc", "Léa"]), note=st.sampled_from(["", "Oui\n"]))
    def someone_assigns(self, name: str, owner: str, note: str) -> None:
        self.act(lambda: self.desk.record(name, Act.ASSIGN, owner=owner, note=note))

    @rule(name=names, place=st.integers(0, 3))
    def someone_gives_a_place(self, name: str, place: int) -> None:
        self.act(lambda: self.desk.record(name, Act.PLACE, place=place or None, note="because"))

    @rule(name=names, gain=st.floats(0, 1e6))
    def someone_measures(self, name: str, gain: float) -> None:
        self.act(lambda: self.desk.measure(name, PilotResult(yearly_gain=gain)))

    @rule(name=names, other=names)
    def someone_merges(self, name: str, other: str) -> None:
        self.act(lambda: self.desk.merge(name, other))

    @rule(name=names, other=names)
    def someone_splits(self, name: str, other: str) -> None:
        self.act(lambda: self.desk.split(name, other))

    @rule(name=names)
    def someone_undoes_the_last_row(self, name: str) -> None:
        self.act(lambda: self.desk.undo(name))

    @rule(name=names, number=st.integers(1, 30))
    def someone_undoes_any_row(self, name: str, number: int) -> None:
        self.act(lambda: self.desk.undo(name, number))

    @rule(name=names)
    def someone_forgets_a_lesson(self, name: str) -> None:
        self.act(lambda: self.desk.forget(name))

    def act(self, act: Callable[[], object]) -> None:
        """Do something that adds one row or, refused, none."""
        try:
            act()
        except UsageError:
            assert self.desk.ledger() == self.ledger, "what was refused left a row"
            return
        found = self.desk.ledger()
        assert found[:-1] == self.ledger, "a row was changed, or more than one was added"
        assert found[-1].at == self.clock.now()
        self.ledger = found

    @invariant()
    def ledger_is_as_it_was_written(self) -> None:
        assert self.desk.ledger() == self.ledger

    @invariant()
    def card_stands_as_its_rows_say(self) -> None:
        with self.database().read() as connection:
            found = store.opportunities.cards(connection, NAMES)
        assert set(found) == set(NAMES)
        for name in NAMES:
            card = self.desk.card(name)
            assert list(card.history) == [d for d in self.ledger if d.opportunity_id == name]
            if card.standing.merged_into is None:
                assert _told(card.standing) == self.by_hand(name)

    @invariant()
    def merged_cards_are_decided_as_one(self) -> None:
        standings = {name: self.desk.card(name).standing for name in NAMES}
        shown = {card.opportunity.id for card in self.desk.cards()}
        for name, standing in standings.items():
            assert (name in shown) is (standing.merged_into is None)
            if standing.merged_into is not None:
                lead = standings[standing.merged_into]
                assert (lead.merged_into, lead.status) == (None, standing.status)
                assert name in lead.absorbed

    def counts(self, row: Decision) -> bool:
        """Return whether a row counts: no undo of it does."""
        undos = [d for d in self.ledger if d.act is Act.UNDO and d.undoes == row.number]
        return not any(self.counts(undo) for undo in undos)

    def by_hand(self, name: str) -> dict[str, object]:
        """Return how a card stands, kept as a person would with a pencil."""
        state: dict[str, object] = {"status": Status.NEW, "notes": []}
        for row in self.ledger:
            if row.opportunity_id != name or row.act in ABOUT_NOTHING or not self.counts(row):
                continue
            if row.act is Act.DECIDE:
                state |= {"status": row.status, "reason": row.reason, "decided_at": row.at}
            if row.owner:
                state["owner"] = row.owner
            if row.act is Act.PLACE:
                state["place"] = row.place
            if row.result is not None:
                state["gain"] = row.result.yearly_gain
            state["notes"] += [row.note] if row.note else []
        return {field: value for field, value in state.items() if value not in (None, "", [])}


def _told(standing: Standing) -> dict[str, object]:
    told = {
        "status": standing.status,
        "notes": [note.text for note in standing.notes],
        "reason": standing.reason,
        "decided_at": standing.decided_at,
        "owner": standing.owner,
        "place": standing.place,
        "gain": standing.result and standing.result.yearly_gain,
    }
    return {field: value for field, value in told.items() if value not in (None, "", [])}


def test_nothing_that_was_said_about_a_card_is_overwritten():
    """Any 30 acts, many times over: the ledger only grows, and cards stand as it says."""
    run_state_machine_as_test(
        CardLife, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )
