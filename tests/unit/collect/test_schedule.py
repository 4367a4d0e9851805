"""When a source is asked again, and how it is said to stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watch.collect.schedule import after, due
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    PollRecord,
    SourceId,
    SourceState,
    Unchanged,
    Validators,
)
from watch.settings import CollectSettings

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ID = SourceId("usine")
NEW = PollRecord(source_id=ID)
SETTINGS = CollectSettings()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def entry(age: timedelta | None) -> Entry:
    return Entry(title="t", published_at=None if age is None else NOW - age)


def fetched(*entries: Entry) -> Fetched:
    return Fetched(
        source_id=ID, entries=entries, validators=Validators(etag="e"), body_fingerprint="print"
    )


def failed(kind: FailureKind = FailureKind.HTTP, **fields) -> Failed:
    return Failed(source_id=ID, kind=kind, reason="the server answered 500", **fields)


def step(record: PollRecord, outcome, now: datetime = NOW) -> PollRecord:
    return after(record, outcome, now, SETTINGS)


@pytest.mark.parametrize(
    ("entries", "state", "reason"),
    [
        ([entry(HOUR)], SourceState.OK, "1 entry"),
        ([entry(HOUR), entry(None)], SourceState.OK, "2 entries"),
        ([], SourceState.EMPTY, "a valid feed without entries"),
        ([entry(None)] * 3, SourceState.UNDATED, "3 entries, none with a usable date"),
        ([entry(200 * DAY)], SourceState.STALE, "no new entry since 2025-08-13"),
        ([entry(-10 * DAY)], SourceState.UNDATED, "1 entry, none with a usable date"),
        ([Entry(published_at=datetime(1970, 1, 1, tzinfo=UTC))], SourceState.UNDATED, "1 entry"),
    ],
)
def test_fetched_feed_is_judged(entries, state, reason):
    record = step(NEW, fetched(*entries))
    assert record.state is state
    assert record.reason.startswith(reason)
    assert record.entry_count == len(entries)


def test_success_is_remembered_whole():
    record = step(replace(NEW, failure_count=4, failing_since_at=NOW - DAY), fetched(entry(HOUR)))
    assert record.validators == Validators(etag="e")
    assert record.body_fingerprint == "print"
    assert (record.polled_at, record.ok_at) == (NOW, NOW)
    assert (record.failure_count, record.failing_since_at) == (0, None)
    assert record.newest_entry_at == NOW - HOUR


def test_interval_is_jittered_alike_for_one_source_and_apart_for_many():
    waits = set()
    for number in range(200):
        record = PollRecord(source_id=SourceId(f"s{number}"))
        wait = step(record, fetched(entry(HOUR))).due_at - NOW
        assert step(record, fetched(entry(HOUR))).due_at - NOW == wait
        assert 5.4 * HOUR <= wait <= 6.6 * HOUR
        waits.add(wait)
    assert max(waits) - min(waits) > HOUR


def test_unchanged_feed_keeps_what_is_known():
    before = step(NEW, fetched(entry(HOUR)))
    record = step(before, Unchanged(source_id=ID, validators=Validators(etag="f")), NOW + HOUR)
    assert record.state is SourceState.UNCHANGED
    assert record.validators == Validators(etag="f")
    assert record.ok_at == NOW + HOUR
    kept = ("body_fingerprint", "entry_count", "newest_entry_at")
    assert [getattr(record, name) for name in kept] == [getattr(before, name) for name in kept]


@pytest.mark.parametrize("entries", [[], [entry(None)], [entry(200 * DAY)]])
def test_unchanged_feed_stays_empty_undated_or_stale(entries):
    before = step(NEW, fetched(*entries))
    assert step(before, Unchanged(source_id=ID)).state is before.state


def test_feed_that_never_changes_becomes_stale():
    before = step(NEW, fetched(entry(HOUR)))
    assert step(before, Unchanged(source_id=ID), NOW + 181 * DAY).state is SourceState.STALE


def test_failure_keeps_validators_and_backs_off():
    record = step(NEW, fetched(entry(HOUR)))
    waits = []
    for number in range(8):
        record = step(record, failed())
        waits.append((record.due_at - NOW) / HOUR)
        assert record.failure_count == number + 1
    assert record.validators == Validators(etag="e")
    assert record.body_fingerprint == "print"
    assert record.ok_at == NOW
    assert [round(wait / waits[0], 6) for wait in waits] == [1, 2, 4, 8, 16, 24, 24, 24]
    assert 0.9 <= waits[0] <= 1.1


def test_ten_failures_over_seven_days_are_failing_and_retried_daily():
    record = NEW
    states = []
    for number in range(12):
        now = NOW + number * DAY
        record = step(record, failed(), now)
        states.append(record.state)
        assert record.due_at - now <= 26.4 * HOUR
    assert states == [SourceState.FAILED] * 9 + [SourceState.FAILING] * 3
    assert due(record, NOW + 14 * DAY)
    assert step(record, fetched(entry(HOUR))).state is SourceState.OK


def test_ten_failures_in_a_day_are_not_yet_failing():
    record = NEW
    for number in range(15):
        record = step(record, failed(), NOW + number * HOUR)
    assert record.state is SourceState.FAILED


@pytest.mark.parametrize("asked", [600.0, 86_400.0, 604_800.0])
def test_retry_after_is_honoured_with_jitter_on_top(asked):
    wait = (step(NEW, failed(retry_after_s=asked)).due_at - NOW).total_seconds()
    assert asked <= wait <= max(asked * 1.1, 3960)


def test_gone_twice_a_day_apart_ends_the_polling():
    gone = failed(FailureKind.GONE, status=410)
    once = step(NEW, gone)
    assert once.state is SourceState.FAILED
    assert not due(once, NOW + 23 * HOUR)
    assert due(once, NOW + 24 * HOUR)
    twice = step(once, gone, NOW + 24 * HOUR)
    assert twice.state is SourceState.GONE
    assert twice.due_at is None
    assert "twice" in twice.reason
    assert not due(twice, NOW + 365 * DAY)


def test_gone_twice_within_a_day_is_asked_once_more():
    gone = failed(FailureKind.GONE, status=410)
    again = step(step(NEW, gone), gone, NOW + HOUR)
    assert again.state is SourceState.FAILED
    assert due(again, NOW + 24 * HOUR)


def test_gone_after_another_failure_starts_over():
    gone = failed(FailureKind.GONE, status=410)
    between = step(step(NEW, gone), failed(), NOW + DAY)
    assert step(between, gone, NOW + 3 * DAY).state is SourceState.FAILED


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (NEW, True),
        (replace(NEW, due_at=NOW), True),
        (replace(NEW, due_at=NOW + HOUR), False),
        (replace(NEW, state=SourceState.OFF), False),
        (replace(NEW, state=SourceState.GONE, due_at=NOW - DAY), False),
    ],
)
def test_due(record, expected):
    assert due(record, NOW) is expected
