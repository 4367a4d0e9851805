"""Record + outcome → next record: when to ask a source again, and how it stands.

Pure: nothing is fetched or saved here, and the moment comes from the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    Move,
    Outcome,
    PollRecord,
    SourceId,
    SourceState,
    Unchanged,
)
from watch.settings import CollectSettings
from watch.text import fingerprint

_STALE_AFTER = timedelta(days=180)
_FAILING_COUNT = 10
_FAILING_AFTER = timedelta(days=7)
_FIRST_WAIT = timedelta(hours=1)
_LONGEST_WAIT = timedelta(hours=24)
_JITTER = 0.1  # spreads a thousand sources over an hour of a six-hour interval
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_SIGHTINGS = 3  # a redirect by mistake, or during works, is mended within days
_SIGHTING_GAP = timedelta(hours=48)
_GONE_ONCE = "the server says the feed is gone (410); it is asked once more"
_GONE_TWICE = "the server said twice, a day or more apart, that the feed is gone (410)"


def due(record: PollRecord, now: datetime) -> bool:
    """Return whether the schedule asks a source now."""
    waited = record.due_at is None or record.due_at <= now
    return askable(record, now) and (waited or _set_back(record, now))


def askable(record: PollRecord, now: datetime) -> bool:
    """Return whether a source may be asked now, were it by hand.

    Not when it is gone or off, and not while its server has asked us to wait.
    """
    if record.state in (SourceState.GONE, SourceState.OFF):
        return False
    waited = record.not_before_at is None or record.not_before_at <= now
    return waited or _set_back(record, now)


def _set_back(record: PollRecord, now: datetime) -> bool:
    """Return whether the clock was set back since: what was to wait for is then not to be known."""
    return record.polled_at is not None and record.polled_at > now


def new_address(record: PollRecord) -> str:
    """Return the address that a source has moved to for good; empty when it has not.

    A permanent redirect is believed when it was seen three times, each two days or
    more after the last.
    """
    move = record.move
    return move.url if move is not None and move.sightings >= _SIGHTINGS else ""


def after(
    record: PollRecord, outcome: Outcome, now: datetime, settings: CollectSettings
) -> PollRecord:
    """Return the record as it stands after a poll.

    Validators, body print and move change on success only, so a failure never makes
    the next poll believe that it holds a copy which it does not.

    Args:
        record: As it stood before.
        outcome: What the poll brought.
        now: Aware UTC, the moment of the poll.
        settings: The poll interval.
    """
    if isinstance(outcome, Failed):
        gone = outcome.kind is FailureKind.GONE
        return _after_gone(record, now) if gone else _after_failure(record, outcome, now)
    interval = timedelta(hours=settings.poll_interval_h)
    healthy = replace(
        record,
        failure=None,
        polled_at=now,
        ok_at=now,
        due_at=now + _jittered(interval, record.source_id),
        not_before_at=None,
        failing_since_at=None,
        failure_count=0,
        validators=outcome.validators,
        move=_moved(record.move, outcome.permanent_url, now),
    )
    if isinstance(outcome, Unchanged):
        return _after_unchanged(healthy, now)
    return _after_fetch(healthy, outcome, now)


def _after_fetch(record: PollRecord, outcome: Fetched, now: datetime) -> PollRecord:
    newest_at = _newest(outcome.entries, now)
    state, reason = _judge(len(outcome.entries), newest_at, now)
    return replace(
        record,
        state=state,
        reason=reason,
        body_fingerprint=outcome.body_fingerprint,
        entry_count=len(outcome.entries),
        newest_entry_at=newest_at,
    )


def _after_unchanged(record: PollRecord, now: datetime) -> PollRecord:
    """Return what an unchanged feed says: an empty, undated or stale one stays so."""
    never_read = record.ok_at is None or not record.body_fingerprint
    state, reason = _judge(record.entry_count, record.newest_entry_at, now)
    if state is SourceState.OK or never_read:
        state, reason = SourceState.UNCHANGED, "nothing new since the last poll"
    return replace(record, state=state, reason=reason)


def _judge(count: int, newest_at: datetime | None, now: datetime) -> tuple[SourceState, str]:
    entries = "1 entry" if count == 1 else f"{count} entries"
    if not count:
        return SourceState.EMPTY, "a valid feed without entries"
    if newest_at is None:
        return SourceState.UNDATED, f"{entries}, none with a usable date"
    if now - newest_at > _STALE_AFTER:
        return SourceState.STALE, f"no new entry since {newest_at:%Y-%m-%d}"
    return SourceState.OK, entries


def _newest(entries: Sequence[Entry], now: datetime) -> datetime | None:
    """Return the latest believable moment; feeds date entries to 1970 and to 2099."""
    latest = now + timedelta(days=1)
    moments = (entry.published_at or entry.updated_at for entry in entries)
    return max((m for m in moments if m is not None and _EARLIEST <= m <= latest), default=None)


def _moved(known: Move | None, url: str, now: datetime) -> Move | None:
    """Return the move with one more sighting, if it is the same and long enough after the last.

    A move that is believed stays known, so that a person can put the file right.
    """
    if not url:
        return known if known is not None and known.sightings >= _SIGHTINGS else None
    if known is None or known.url != url:
        return Move(url=url, sightings=1, seen_at=now)
    if now - known.seen_at < _SIGHTING_GAP:
        return known
    return replace(known, sightings=known.sightings + 1, seen_at=now)


def _after_failure(record: PollRecord, outcome: Failed, now: datetime) -> PollRecord:
    count = record.failure_count + 1
    since_at = record.failing_since_at or now
    failing = count >= _FAILING_COUNT and now - since_at >= _FAILING_AFTER
    wait = _LONGEST_WAIT if failing else min(_FIRST_WAIT * 2 ** min(count - 1, 5), _LONGEST_WAIT)
    wait *= 1 - _share(record.source_id) * _JITTER  # only shorter: a day is the most
    not_before_at = record.not_before_at
    if outcome.retry_after_s is not None:
        asked = timedelta(seconds=outcome.retry_after_s)
        wait = max(wait, asked + asked * (_share(record.source_id) * _JITTER))
        not_before_at = now + asked
    return replace(
        record,
        state=SourceState.FAILING if failing else SourceState.FAILED,
        failure=outcome.kind,
        reason=outcome.reason,
        polled_at=now,
        due_at=now + wait,
        not_before_at=not_before_at,
        failing_since_at=since_at,
        failure_count=count,
    )


def _after_gone(record: PollRecord, now: datetime) -> PollRecord:
    """Return the state after a 410: off only when it was said again a day later."""
    said_before = record.failure is FailureKind.GONE and record.due_at is not None
    due_at = record.due_at if said_before else now + _LONGEST_WAIT
    confirmed = said_before and due_at is not None and due_at <= now
    return replace(
        record,
        state=SourceState.GONE if confirmed else SourceState.FAILED,
        failure=FailureKind.GONE,
        reason=_GONE_TWICE if confirmed else _GONE_ONCE,
        polled_at=now,
        due_at=None if confirmed else due_at,
        failing_since_at=record.failing_since_at or now,
        failure_count=record.failure_count + 1,
    )


def _jittered(wait: timedelta, source_id: SourceId) -> timedelta:
    """Return a wait made up to a tenth longer or shorter, always alike for one source."""
    return wait * (1 + (2 * _share(source_id) - 1) * _JITTER)


def _share(source_id: SourceId) -> float:
    """Return a number in [0, 1) that is a source's own."""
    return int(fingerprint(source_id)[:8], 16) / 2**32
