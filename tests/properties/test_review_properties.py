"""Claims that hold for any ledger and any season of changes, decisions and editions."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import MOMENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from lives import TODAY, change, opportunity, row, undone
from sqlalchemy import delete, update

from watch import store
from watch.errors import StoreError, UsageError
from watch.model import (
    FOLLOWED,
    Act,
    Change,
    ChangeKind,
    Decision,
    Known,
    PilotResult,
    Reason,
    Standing,
    Status,
    WakeRule,
)
from watch.review.ledger import counting, last_undoable, replay, standing_of
from watch.review.memory import Memory, admitted, updates
from watch.review.soundness import check
from watch.store import schema

NAMES = ("a", "b", "c")
CARDS = [opportunity(name) for name in NAMES]
HOUR = timedelta(hours=1)
names = st.sampled_from(NAMES)
rules = st.one_of(
    st.just(WakeRule()),
    st.builds(
        WakeRule,
        until_on=st.one_of(st.none(), st.integers(8, 60).map(lambda n: TODAY + timedelta(days=n))),
        owners=st.integers(0, 3),
        changes=st.lists(st.sampled_from(ChangeKind), max_size=2, unique=True).map(tuple),
    ),
)
people = {
    "owner": st.sampled_from(["", "Léa", "Marc"]),
    "next_step": st.sampled_from(["", "Call", "Visit"]),
    "due_on": st.one_of(st.none(), st.just(TODAY + timedelta(days=90))),
}
notes = st.sampled_from(["", "« Oui »", "No\n"])


@st.composite
def _decided(draw):
    """Return the fields of a decision that is mostly sound."""
    status = draw(st.sampled_from([s for s in Status if s is not Status.NEW]))
    aside = status in {Status.WATCHING, Status.REJECTED}
    return {
        "act": Act.DECIDE,
        "status": status,
        "reason": draw(st.sampled_from(Reason)) if status is Status.REJECTED else None,
        "wake": draw(rules) if aside else WakeRule(),
        **{name: draw(values) for name, values in people.items()},
    }


@st.composite
def _measured(draw):
    figures = st.one_of(st.none(), st.floats(-1e9, 1e9))
    kpi = draw(st.sampled_from(["stops", "hours"]))
    return {"result": PilotResult(kpi=kpi, kpi_after=draw(figures), yearly_gain=draw(figures))}


ALONE = st.one_of(
    _decided(),
    st.fixed_dictionaries({"act": st.just(Act.ASSIGN), **people}),
    st.fixed_dictionaries({"act": st.just(Act.NOTE)}),
    st.fixed_dictionaries({"act": st.just(Act.PLACE), "place": st.integers(1, 9)}),
    _measured().map(lambda fields: {"act": Act.MEASURE, **fields}),
    st.just({"act": Act.UNDO}),
)
TIES = st.fixed_dictionaries(
    {"act": st.sampled_from([Act.MERGE, Act.SPLIT]), "other": st.sampled_from(NAMES)}
)
ANY_UNDO = st.fixed_dictionaries({"act": st.just(Act.UNDO), "undoes": st.integers(1, 20)})


def programs(acts):
    """Return steps: about which opportunity, what fields, and a remark."""
    return st.lists(st.tuples(names, acts, notes), max_size=20)


def appended(rows: list[Decision], name: str, fields: dict[str, object]) -> bool:
    """Add the row if the ledger may take it, and return whether it did."""
    fields = dict(fields)
    if fields["act"] is Act.UNDO and "undoes" not in fields:
        last = last_undoable(rows, name)
        fields["undoes"] = last.number if last else 0
    if fields["act"] is Act.DECIDE:
        fields["before"] = standing_of(replay(rows), name).status
    number = len(rows) + 1
    decision = row(number, name, at=MOMENT + number * HOUR, **fields)
    try:
        check(decision, rows)
    except UsageError:
        return False
    rows.append(decision)
    return True


def ledger_of(program) -> list[Decision]:
    rows: list[Decision] = []
    for name, fields, note in program:
        appended(rows, name, fields | {"note": note})
    return rows


class StepByStep:
    """The state as one would keep it by hand: changed in place, with a copy before each step."""

    def __init__(self) -> None:
        self.now: dict[str, dict[str, object]] = defaultdict(dict)
        self.before: dict[str, list[dict[str, object]]] = defaultdict(list)

    def take(self, decision: Decision) -> None:
        name = decision.opportunity_id
        if decision.act is Act.UNDO:
            self.now[name] = self.before[name].pop()
            return
        self.before[name].append(dict(self.now[name]))
        state = self.now[name]
        for field in ("owner", "next_step", "due_on"):
            if getattr(decision, field):
                state[field] = getattr(decision, field)
        if decision.act is Act.DECIDE:
            state |= {"status": decision.status, "reason": decision.reason}
            state |= {"decided_at": decision.at, "decided_by": decision.by}
        if decision.act is Act.PLACE:
            state["place"] = decision.place
        if decision.act is Act.MEASURE:
            result = decision.result
            said = {"kpi": result.kpi, "after": result.kpi_after, "gain": result.yearly_gain}
            known = {k: v for k, v in said.items() if v is not None}
            state["result"] = state.get("result", {}) | known
        if decision.note:
            state["notes"] = (*state.get("notes", ()), decision.note)


def told_of(standing: Standing) -> dict[str, object]:
    """Return a standing as a person would keep it by hand."""
    result = standing.result
    said = result and {"kpi": result.kpi, "after": result.kpi_after, "gain": result.yearly_gain}
    kept = {
        "status": standing.status if standing.decided_at else None,
        "reason": standing.reason,
        "decided_at": standing.decided_at,
        "decided_by": standing.decided_by,
        "owner": standing.owner,
        "next_step": standing.next_step,
        "due_on": standing.due_on,
        "place": standing.place,
        "notes": tuple(note.text for note in standing.notes),
        "result": {k: v for k, v in (said or {}).items() if v is not None},
    }
    return {name: value for name, value in kept.items() if value}


@pytest.fixture(scope="module")
def with_cards(tmp_path_factory):
    """A closed database file with a card for each name."""
    path = tmp_path_factory.mktemp("ledger") / "watch.db"
    database = store.open_database(path)
    with database.write() as connection:
        for card in CARDS:
            store.opportunities.keep(connection, card, Known(), MOMENT)
    database.close()
    return path


def written(template: Path, rows: Sequence[Decision]) -> list[Decision]:
    """Write rows to a database one by one, close it, and read them back from the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        database = store.open_database(path)
        for decision in rows:
            with database.write() as connection:
                store.ledger.append(connection, replace(decision, number=0))
        database.close()
        database = store.open_database(path)
        with database.read() as connection:
            found = store.ledger.every(connection)
        database.close()
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(program=programs(ALONE))
def test_ledger_read_back_and_replayed_is_the_state_kept_step_by_step(with_cards, program):
    rows = ledger_of(program)
    by_hand = StepByStep()
    for decision in rows:
        by_hand.take(decision)
    standings = replay(written(with_cards, rows))
    for name in NAMES:
        hand = {field: value for field, value in by_hand.now[name].items() if value}
        assert told_of(standing_of(standings, name)) == hand


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(program=programs(st.one_of(ALONE, TIES, ANY_UNDO)))
def test_ledger_read_back_is_the_ledger_written(with_cards, program):
    rows = ledger_of(program)
    assert written(with_cards, rows) == rows


@given(program=programs(st.one_of(ALONE, TIES, TIES, ANY_UNDO)))
def test_undoing_any_row_is_as_if_it_had_never_been(program):
    rows = ledger_of(program)
    for decision in counting(rows):
        undo = undone(len(rows) + 1, decision.number, name=decision.opportunity_id)
        check(undo, rows)
        without = [d for d in rows if d.number != decision.number]
        assert replay([*rows, undo]) == replay(without)


@given(program=programs(st.one_of(TIES, TIES, ANY_UNDO)))
def test_merged_opportunities_know_one_another_and_form_no_circle(program):
    standings = replay(ledger_of(program))
    for name, standing in standings.items():
        assert all(standings[other].merged_into == name for other in standing.absorbed)
        if standing.merged_into is not None:
            assert name in standings[standing.merged_into].absorbed
            assert standings[standing.merged_into].merged_into is None
            assert standing.absorbed == ()


class Season(RuleBasedStateMachine):
    """Months of changes, decisions and weekly editions, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MOMENT
        self.rows: list[Decision] = []
        self.changes: list[Change] = []
        self.shown: dict[str, list[tuple]] = defaultdict(list)

    def memory(self) -> Memory:
        by_name = {name: [c for c in self.changes if c.opportunity_id == name] for name in NAMES}
        return Memory(
            standings=replay(self.rows),
            changes=by_name,
            shown={name: shown[-1][0] for name, shown in self.shown.items() if shown},
            today=self.now.date(),
        )

    @rule(name=names, kind=st.sampled_from(ChangeKind), told=st.sampled_from("ABC"))
    def something_changes(self, name, kind, told) -> None:
        """The store writes the same change once; so does this."""
        self.now += HOUR
        if (name, kind, told) not in {(c.opportunity_id, c.kind, c.told) for c in self.changes}:
            self.changes.append(change(kind, told, name=name, seen_at=self.now))

    @rule(name=names, fields=_decided())
    def someone_decides(self, name, fields) -> None:
        self.add(name, {k: v for k, v in fields.items() if k != "due_on"})

    @rule(name=names)
    def someone_undoes(self, name) -> None:
        self.add(name, {"act": Act.UNDO})

    def add(self, name, fields) -> None:
        self.now += HOUR
        if appended(self.rows, name, fields):
            self.rows[-1] = replace(self.rows[-1], at=self.now)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days) -> None:
        self.now += timedelta(days=days)

    @rule(places=st.integers(0, len(NAMES)))
    def week_is_frozen(self, places) -> None:
        """The list may be shorter than what may be listed."""
        self.now += HOUR
        memory = self.memory()
        found = admitted(CARDS, memory)
        for card in CARDS:
            listed = next((item for item in found if item.id == card.id), None)
            standing = standing_of(memory.standings, card.id)
            if listed is None:
                self.check_kept_back(standing)
            else:
                self.check_listed(listed, standing)
        for item in found[:places]:
            self.shown[item.id].append((self.now, {(c.kind, c.told) for c in item.changes}))
        self.check_updates(memory)

    def check_listed(self, item, standing) -> None:
        assert item.status is standing.status
        assert item.status in {Status.NEW, Status.WATCHING, Status.REJECTED}
        if item.status is not Status.NEW:
            assert self.rule_is_true(standing)
        told = {(c.kind, c.told) for c in item.changes}
        assert not any(told & before for _, before in self.shown[item.id])
        if not self.unseen_since_decided(standing):
            assert told

    def check_kept_back(self, standing) -> None:
        """What nobody has seen as it stands is only kept back by a decision."""
        if self.unseen_since_decided(standing):
            assert standing.status is not Status.NEW
            assert not self.rule_is_true(standing)

    def check_updates(self, memory) -> None:
        cards = {card.id: card for card in CARDS}
        for item in updates(memory.standings, cards, memory.changes):
            assert item.status in FOLLOWED
            assert all(
                c.seen_at > memory.standings[c.opportunity_id].decided_at for c in item.changes
            )

    def unseen_since_decided(self, standing) -> bool:
        shown = self.shown[standing.opportunity_id]
        return not shown or bool(standing.decided_at and shown[-1][0] < standing.decided_at)

    def rule_is_true(self, standing) -> bool:
        """Say it as page 1 does; a reason that asks for nothing is never answered."""
        asked = standing.wake
        if standing.status not in {Status.WATCHING, Status.REJECTED}:
            return False
        if asked.until_on and asked.until_on <= self.now.date():
            return True
        later = [
            c
            for c in self.changes
            if c.opportunity_id == standing.opportunity_id and c.seen_at > standing.decided_at
        ]
        owners = [c for c in later if c.kind is ChangeKind.OWNER]
        if asked.owners and len(owners) >= asked.owners:
            return True
        return any(c.kind in asked.changes for c in later)


def test_nothing_put_aside_returns_without_its_rule_and_nothing_twice_without_a_change():
    """A season of 40 steps, many times: the same claims at every edition."""
    run_state_machine_as_test(
        Season, settings=settings(max_examples=60, stateful_step_count=40, deadline=None)
    )


@given(
    reason=st.sampled_from(
        [Reason.OFF_TOPIC, Reason.ALREADY_KNOWN, Reason.DUPLICATE, Reason.NOT_A_PRIORITY]
    ),
    told=st.lists(st.tuples(st.sampled_from(ChangeKind), st.sampled_from("ABC")), max_size=9),
    days=st.integers(0, 2000),
)
def test_not_a_priority_is_respected_for_good(reason, told, days):
    rows: list[Decision] = []
    assert appended(rows, "a", {"act": Act.DECIDE, "status": Status.REJECTED, "reason": reason})
    memory = Memory(
        standings=replay(rows),
        changes={"a": [change(k, t, name="a", seen_at=MOMENT + 9 * HOUR) for k, t in told]},
        today=TODAY + timedelta(days=days),
    )
    assert admitted(CARDS[:1], memory) == []


SEALED = [(table, column) for table in (schema.decision, schema.change) for column in table.c]


@pytest.fixture(scope="module")
def sealed(with_cards, tmp_path_factory):
    """A database with two rows of the ledger and two changes."""
    path = Path(shutil.copy(with_cards, tmp_path_factory.mktemp("sealed")))
    database = store.open_database(path)
    with database.write() as connection:
        for name in ("a", "b"):
            store.ledger.append(connection, row(0, name, status=Status.PILOT))
            store.opportunities.note_changes(connection, [change(name=name)])
    yield database
    database.close()


@given(
    which=st.sampled_from(SEALED),
    number=st.one_of(st.none(), st.integers(1, 2)),
    text=st.text(max_size=3),
    deleting=st.booleans(),
)
def test_rows_of_the_ledger_and_changes_are_never_changed(sealed, which, number, text, deleting):
    table, column = which
    value = {"number": 7, "at": MOMENT + HOUR, "seen_at": MOMENT + HOUR}.get(column.name, text)
    statement = delete(table) if deleting else update(table).values({column: value})
    if number is not None:
        statement = statement.where(table.c.number == number)
    with pytest.raises(StoreError, match="never changed"), sealed.write() as connection:
        connection.execute(statement)
    with sealed.read() as connection:
        decisions = [(d.number, d.opportunity_id) for d in store.ledger.every(connection)]
        assert decisions == [(1, "a"), (2, "b")]
        changes = store.opportunities.changes(connection)
        assert changes == [change(name=name) for name in ("a", "b")]
