"""When a source is asked again, and how it is said to stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watch.collect.schedule import after, askable, due, new_address
from watch.collect.web.answers import retry_after_s
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


def moved(url: str) -> Fetched:
    return replace(fetched(entry(HOUR)), permanent_url=url)


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
    before = replace(
        NEW,
        failure=FailureKind.BUSY,
        failure_count=4,
        failing_since_at=NOW - DAY,
        not_before_at=NOW - HOUR,
    )
    record = step(before, fetched(entry(HOUR)))
    assert record.validators == Validators(etag="e")
    assert record.body_fingerprint == "print"
    assert (record.polled_at, record.ok_at) == (NOW, NOW)
    assert (record.failure_count, record.failing_since_at) == (0, None)
    assert (record.failure, record.not_before_at) == (None, None)
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
        assert record.failure is FailureKind.HTTP
    assert record.validators == Validators(etag="e")
    assert record.body_fingerprint == "print"
    assert record.ok_at == NOW
    assert [round(wait / waits[0], 6) for wait in waits] == [1, 2, 4, 8, 16, 24, 24, 24]
    assert 0.9 <= waits[0] <= 1


def test_back_off_is_spread_and_never_more_than_a_day():
    waits = set()
    for number in range(200):
        record = PollRecord(source_id=SourceId(f"s{number}"), failure_count=7)
        waits.add(step(record, failed()).due_at - NOW)
    assert max(waits) <= DAY
    assert min(waits) >= 21 * HOUR
    assert max(waits) - min(waits) > 2 * HOUR


def test_ten_failures_over_seven_days_are_failing_and_retried_daily():
    record = NEW
    states = []
    for number in range(12):
        now = NOW + number * DAY
        record = step(record, failed(), now)
        states.append(record.state)
        assert record.due_at - now <= DAY
    assert states == [SourceState.FAILED] * 9 + [SourceState.FAILING] * 3
    assert due(record, NOW + 14 * DAY)
    assert step(record, fetched(entry(HOUR))).state is SourceState.OK


def test_failing_source_is_asked_every_day_for_years():
    """Never silently dead: the schedule alone decides, and always comes back."""
    record, now = NEW, NOW
    polls = 0
    while now < NOW + 1000 * DAY:
        record = step(record, failed(), now)
        assert askable(record, now + DAY)
        assert due(record, now + DAY)
        now = record.due_at
        polls += 1
    assert record.state is SourceState.FAILING
    assert polls >= 1000


def test_ten_failures_in_a_day_are_not_yet_failing():
    record = NEW
    for number in range(15):
        record = step(record, failed(), NOW + number * HOUR)
    assert record.state is SourceState.FAILED


@pytest.mark.parametrize("asked", [600.0, 86_400.0, 604_800.0])
def test_retry_after_is_honoured_with_jitter_on_top(asked):
    record = step(NEW, failed(FailureKind.BUSY, retry_after_s=asked))
    wait = (record.due_at - NOW).total_seconds()
    assert asked <= wait <= max(asked * 1.1, 3600)
    assert record.failure is FailureKind.BUSY
    assert record.not_before_at == NOW + timedelta(seconds=asked)


def test_retry_after_of_months_is_a_week():
    asked = retry_after_s("8000000", NOW)
    record = step(NEW, failed(FailureKind.BUSY, retry_after_s=asked))
    assert record.not_before_at == NOW + 7 * DAY
    assert due(record, NOW + 7.7 * DAY)


def test_wait_that_the_server_asked_for_holds_for_everybody():
    """A person who asks by hand overrules the schedule, not the server."""
    busy = step(NEW, failed(FailureKind.BUSY, retry_after_s=7200.0))
    assert not askable(busy, NOW + 1.9 * HOUR)
    assert not due(busy, NOW + 1.9 * HOUR)
    assert askable(busy, NOW + 2 * HOUR)
    backing_off = step(NEW, failed())
    assert askable(backing_off, NOW)
    assert not due(backing_off, NOW)


def test_next_failure_does_not_forget_the_wait():
    busy = step(NEW, failed(FailureKind.BUSY, retry_after_s=7200.0))
    assert step(busy, failed(), NOW + HOUR).not_before_at == NOW + 2 * HOUR


def test_zero_wait_is_no_wait():
    record = step(NEW, failed(FailureKind.BUSY, retry_after_s=0.0))
    assert askable(record, NOW)
    assert record.due_at > NOW


def test_gone_twice_a_day_apart_ends_the_polling():
    gone = failed(FailureKind.GONE, status=410)
    once = step(NEW, gone)
    assert once.state is SourceState.FAILED
    assert once.failure is FailureKind.GONE
    assert not due(once, NOW + 23 * HOUR)
    assert due(once, NOW + 24 * HOUR)
    twice = step(once, gone, NOW + 24 * HOUR)
    assert twice.state is SourceState.GONE
    assert twice.due_at is None
    assert "twice" in twice.reason
    assert twice.failure is FailureKind.GONE
    assert not due(twice, NOW + 365 * DAY)
    assert not askable(twice, NOW + 365 * DAY)


def test_gone_twice_within_a_day_is_asked_once_more():
    gone = failed(FailureKind.GONE, status=410)
    again = step(step(NEW, gone), gone, NOW + HOUR)
    assert again.state is SourceState.FAILED
    assert due(again, NOW + 24 * HOUR)


def test_gone_after_another_failure_starts_over():
    gone = failed(FailureKind.GONE, status=410)
    between = step(step(NEW, gone), failed(), NOW + DAY)
    assert step(between, gone, NOW + 3 * DAY).state is SourceState.FAILED


def test_feed_that_comes_back_after_one_410_is_well():
    gone = failed(FailureKind.GONE, status=410)
    back = step(step(NEW, gone), fetched(entry(HOUR)), NOW + DAY)
    assert (back.state, back.failure) == (SourceState.OK, None)
    assert step(back, gone, NOW + 2 * DAY).state is SourceState.FAILED


A, B = "https://a.example/feed", "https://b.example/feed"


def sightings(*polls: tuple[float, object]) -> PollRecord:
    """Return the record after polls so many hours after the first moment."""
    record = NEW
    for hours, outcome in polls:
        record = step(record, outcome, NOW + hours * HOUR)
    return record


def test_permanent_redirect_is_adopted_after_three_sightings_two_days_apart():
    addresses = []
    record = NEW
    for hours in (0, 48, 96):
        record = step(record, moved(A), NOW + hours * HOUR)
        addresses.append(new_address(record))
    assert addresses == ["", "", A]
    assert record.move == Move(url=A, sightings=3, seen_at=NOW + 96 * HOUR)


def test_sightings_in_between_do_not_count():
    """Sixteen polls at six hours are three sightings, the last after four days."""
    record, adopted_at = NEW, None
    for number in range(20):
        now = NOW + 6 * number * HOUR
        record = step(record, moved(A), now)
        if new_address(record) and adopted_at is None:
            adopted_at = now
    assert adopted_at == NOW + 96 * HOUR


@pytest.mark.parametrize("gap", [0, 1, 47.99])
def test_sighting_too_soon_after_the_last_counted_one_is_none(gap):
    record = sightings((0, moved(A)), (gap, moved(A)), (2 * gap, moved(A)))
    assert new_address(record) == ""


def test_unchanged_feed_counts_as_a_sighting():
    unchanged = Unchanged(source_id=ID, permanent_url=A)
    assert new_address(sightings((0, moved(A)), (48, unchanged), (96, unchanged))) == A


def test_other_target_starts_again():
    record = sightings((0, moved(A)), (48, moved(A)), (96, moved(B)))
    assert record.move == Move(url=B, sightings=1, seen_at=NOW + 96 * HOUR)
    record = sightings((0, moved(A)), (48, moved(B)), (96, moved(A)), (144, moved(A)))
    assert new_address(record) == ""


@pytest.mark.parametrize("back", [fetched(entry(HOUR)), Unchanged(source_id=ID)])
def test_success_without_redirect_clears_the_move(back):
    record = sightings((0, moved(A)), (48, moved(A)), (72, back), (96, moved(A)))
    assert record.move.sightings == 1
    assert sightings((0, moved(A)), (48, back)).move is None


@pytest.mark.parametrize("kind", [FailureKind.HTTP, FailureKind.GONE])
def test_failure_leaves_the_move_as_it_is(kind):
    polls = (0, moved(A)), (48, moved(A)), (50, failed(kind)), (96, moved(A))
    assert new_address(sightings(*polls)) == A


def test_source_that_never_moved_has_no_new_address():
    assert new_address(NEW) == ""
    assert new_address(step(NEW, fetched(entry(HOUR)))) == ""


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (NEW, True),
        (replace(NEW, due_at=NOW), True),
        (replace(NEW, due_at=NOW + HOUR), False),
        (replace(NEW, not_before_at=NOW + HOUR), False),
        (replace(NEW, not_before_at=NOW, due_at=NOW - DAY), True),
        (replace(NEW, state=SourceState.OFF), False),
        (replace(NEW, state=SourceState.GONE, due_at=NOW - DAY), False),
    ],
)
def test_due(record, expected):
    assert due(record, NOW) is expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (NEW, True),
        (replace(NEW, due_at=NOW + HOUR), True),
        (replace(NEW, state=SourceState.FAILING, due_at=NOW + HOUR), True),
        (replace(NEW, not_before_at=NOW + HOUR), False),
        (replace(NEW, not_before_at=NOW), True),
        (replace(NEW, state=SourceState.OFF), False),
        (replace(NEW, state=SourceState.GONE), False),
    ],
)
def test_askable(record, expected):
    assert askable(record, NOW) is expected
