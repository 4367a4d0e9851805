"""The bounds of the schedule, to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watch.collect.schedule import after, askable, due, new_address
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    Move,
    PollRecord,
    SourceId,
    SourceState,
    Unchanged,
)
from watch.settings import CollectSettings

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
ID = SourceId("usine")
NEW = PollRecord(source_id=ID)
SETTINGS = CollectSettings(poll_interval_h=6)
MANY = [SourceId(f"source-{n}") for n in range(200)]


def step(record: PollRecord, outcome, now: datetime = NOW) -> PollRecord:
    return after(record, outcome, now, SETTINGS)


def fetched(*moments: datetime | None, **fields) -> Fetched:
    entries = tuple(Entry(published_at=moment) for moment in moments)
    return Fetched(source_id=ID, entries=entries, body_fingerprint="print", **fields)


def failed(kind: FailureKind = FailureKind.TIMEOUT, **fields) -> Failed:
    return Failed(source_id=ID, kind=kind, reason="because", **fields)


def test_source_is_due_from_its_moment_on():
    record = replace(NEW, due_at=NOW)
    assert due(record, NOW)
    assert not due(record, NOW - SECOND)
    assert due(NEW, NOW)


def test_source_may_be_asked_from_the_moment_its_server_named():
    record = replace(NEW, not_before_at=NOW)
    assert askable(record, NOW)
    assert not askable(record, NOW - SECOND)
    assert not due(replace(record, due_at=NOW - DAY), NOW - SECOND)


def test_clock_that_was_set_back_lets_no_source_wait_for_years():
    years_ahead = NOW + 3_650 * DAY
    record = replace(
        NEW, polled_at=years_ahead, due_at=years_ahead + DAY, not_before_at=years_ahead + DAY
    )
    assert due(record, NOW)
    assert not due(record, years_ahead + SECOND)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (NOW - timedelta(days=180), SourceState.OK),
        (NOW - timedelta(days=180) - SECOND, SourceState.STALE),
        (NOW + DAY, SourceState.OK),
        (NOW + DAY + SECOND, SourceState.UNDATED),
        (datetime(1990, 1, 1, tzinfo=UTC), SourceState.STALE),
        (datetime(1990, 1, 1, tzinfo=UTC) - SECOND, SourceState.UNDATED),
    ],
)
def test_feed_is_judged_by_its_newest_believable_entry(moment, state):
    record = step(NEW, fetched(moment))
    assert record.state is state
    assert record.newest_entry_at == (None if state is SourceState.UNDATED else moment)


def test_entry_without_a_date_is_judged_by_its_last_change():
    told = Entry(published_at=None, updated_at=NOW - HOUR)
    record = step(NEW, replace(fetched(), entries=(told,)))
    assert (record.state, record.newest_entry_at) == (SourceState.OK, NOW - HOUR)


def test_newest_of_all_entries_counts():
    record = step(NEW, fetched(NOW - DAY, NOW - HOUR, None, NOW - 9 * DAY))
    assert record.newest_entry_at == NOW - HOUR
    assert record.entry_count == 4


@pytest.mark.parametrize(
    ("earlier", "hours"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 24), (6, 24), (60, 24)]
)
def test_back_off_doubles_to_a_day_and_is_at_most_a_tenth_shorter(earlier, hours):
    waits = []
    for name in MANY:
        before = PollRecord(source_id=name, failure_count=earlier, failing_since_at=NOW - HOUR)
        waits.append(step(before, failed()).due_at - NOW)
    assert 0.9 * hours * HOUR < min(waits) < 0.92 * hours * HOUR
    assert 0.98 * hours * HOUR < max(waits) <= hours * HOUR


def test_sources_are_spread_over_a_fifth_of_the_interval():
    waits = [step(PollRecord(source_id=name), fetched(NOW)).due_at - NOW for name in MANY]
    assert 5.4 * HOUR <= min(waits) < 5.45 * HOUR
    assert 6.55 * HOUR < max(waits) <= 6.6 * HOUR
    assert len(set(waits)) > 190
    assert waits == [step(PollRecord(source_id=name), fetched(NOW)).due_at - NOW for name in MANY]


@pytest.mark.parametrize(
    ("failures", "since", "state"),
    [
        (9, timedelta(days=7), SourceState.FAILING),
        (9, timedelta(days=7) - SECOND, SourceState.FAILED),
        (8, timedelta(days=70), SourceState.FAILED),
    ],
)
def test_source_is_failing_from_the_tenth_failure_and_the_seventh_day_on(failures, since, state):
    before = replace(NEW, failure_count=failures, failing_since_at=NOW - since)
    record = step(before, failed())
    assert record.state is state
    assert record.failure_count == failures + 1
    assert record.failing_since_at == NOW - since


def test_failing_source_is_asked_once_a_day():
    before = replace(NEW, failure_count=40, failing_since_at=NOW - 40 * DAY)
    assert 0.9 * DAY < step(before, failed()).due_at - NOW <= DAY


@pytest.mark.parametrize("asked_s", [0.0, 60.0, 86_400.0 * 7])
def test_wish_of_a_server_is_kept_and_never_shortened(asked_s):
    asked = timedelta(seconds=asked_s)
    for name in MANY[:20]:
        record = step(PollRecord(source_id=name), failed(retry_after_s=asked_s))
        assert record.not_before_at == NOW + asked
        assert asked <= record.due_at - NOW <= max(1.1 * asked, HOUR)


def test_wish_holds_until_the_next_answer():
    asked = step(NEW, failed(retry_after_s=90_000.0))
    again = step(asked, failed(), NOW + HOUR)
    assert again.not_before_at == asked.not_before_at
    assert step(asked, fetched(NOW), NOW + 2 * DAY).not_before_at is None


def test_feed_is_off_when_it_is_said_to_be_gone_a_day_after_the_first_time():
    first = step(NEW, failed(FailureKind.GONE))
    assert (first.state, first.due_at) == (SourceState.FAILED, NOW + DAY)
    assert first.failure_count == 1
    soon = step(first, failed(FailureKind.GONE), NOW + DAY - SECOND)
    assert (soon.state, soon.due_at, soon.failure_count) == (SourceState.FAILED, NOW + DAY, 2)
    assert "asked once more" in soon.reason
    gone = step(soon, failed(FailureKind.GONE), NOW + DAY)
    assert (gone.state, gone.due_at) == (SourceState.GONE, None)
    assert "twice" in gone.reason
    assert gone.failing_since_at == NOW


def test_other_failure_between_makes_a_gone_feed_begin_anew():
    first = step(NEW, failed(FailureKind.GONE))
    between = step(first, failed(), NOW + HOUR)
    again = step(between, failed(FailureKind.GONE), NOW + 2 * DAY)
    assert (again.state, again.due_at) == (SourceState.FAILED, NOW + 3 * DAY)


@pytest.mark.parametrize(
    ("gap", "sightings"), [(timedelta(hours=48), 2), (timedelta(hours=48) - SECOND, 1)]
)
def test_sighting_counts_two_days_after_the_last(gap, sightings):
    move = Move(url="https://new.example/", sightings=1, seen_at=NOW - gap)
    record = step(replace(NEW, move=move), fetched(NOW, permanent_url=move.url))
    assert record.move.sightings == sightings
    assert record.move.seen_at == (NOW if sightings == 2 else move.seen_at)


@pytest.mark.parametrize(("sightings", "believed"), [(2, False), (3, True), (4, True)])
def test_move_is_believed_from_the_third_sighting_on(sightings, believed):
    move = Move(url="https://new.example/", sightings=sightings, seen_at=NOW)
    record = replace(NEW, move=move)
    assert new_address(record) == (move.url if believed else "")
    kept = step(record, fetched(NOW)).move
    assert kept == (move if believed else None), "it is forgotten at the first straight answer"


def test_another_address_begins_anew():
    move = Move(url="https://new.example/", sightings=2, seen_at=NOW - 9 * DAY)
    record = step(replace(NEW, move=move), fetched(NOW, permanent_url="https://third.example/"))
    assert record.move == Move(url="https://third.example/", sightings=1, seen_at=NOW)


def test_unchanged_feed_stands_as_it_did():
    stale = step(NEW, fetched(NOW - 300 * DAY))
    empty = step(NEW, fetched())
    good = step(NEW, fetched(NOW))
    unchanged = Unchanged(source_id=ID)
    assert step(stale, unchanged, NOW + DAY).state is SourceState.STALE
    assert step(empty, unchanged, NOW + DAY).state is SourceState.EMPTY
    told = step(good, unchanged, NOW + DAY)
    assert (told.state, told.reason) == (
        SourceState.UNCHANGED,
        "nothing new since the last poll",
    )
    assert (told.entry_count, told.body_fingerprint) == (1, "print")


def test_feed_that_was_never_read_is_unchanged_and_not_empty():
    """A server may answer 304 to a copy that another home holds."""
    assert step(NEW, Unchanged(source_id=ID)).state is SourceState.UNCHANGED
