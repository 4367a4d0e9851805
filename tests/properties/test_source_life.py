"""A source polled for months: refusals, moves, silence and restarts, on a real database file."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from fakes import MOMENT, source
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from watch import store
from watch.collect.schedule import after, askable, due, new_address
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    Outcome,
    PollRecord,
    SourceState,
    Unchanged,
    Validators,
)
from watch.settings import CollectSettings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = source("press")
HOMES = ("https://new.example/feed", "https://other.example/feed")
LIMITS = CollectSettings()
ASKED_TO_WAIT_S = st.sampled_from([0.0, 60.0, 3_600.0, 86_400.0, 604_800.0])
OTHER_FAILURES = [kind for kind in FailureKind if kind is not FailureKind.GONE]


@dataclass(frozen=True)
class Poll:
    """What happened once."""

    at: datetime
    outcome: Outcome

    @property
    def failed(self) -> bool:
        return isinstance(self.outcome, Failed)

    @property
    def gone(self) -> bool:
        return isinstance(self.outcome, Failed) and self.outcome.kind is FailureKind.GONE


class SourceLife(RuleBasedStateMachine):
    """Polls one source in any way a server may answer; judges its record by the whole history."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.polls: list[Poll] = []
        self.now = MOMENT

    @initialize()
    def source_is_listed(self) -> None:
        self.database = store.open_database(self.folder / "watch.db")
        with self.database.write() as connection:
            store.sources.sync(connection, {"print": SOURCE})

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    @rule(hours=st.sampled_from([0.2, 1, 6, 23, 25, 49, 24 * 8, 24 * 40]))
    def time_passes(self, hours: float) -> None:
        self.now += hours * HOUR

    @rule()
    def time_passes_until_it_is_due(self) -> None:
        due_at = self.record().due_at
        self.now = max(self.now, due_at) if due_at else self.now

    @rule()
    def program_starts_again(self) -> None:
        before = self.record()
        self.database.close()
        self.database = store.open_database(self.folder / "watch.db")
        assert self.record() == before

    @rule(
        entries=st.lists(st.integers(-400, 90_000), max_size=3),
        moved_to=st.sampled_from(["", "", *HOMES]),
        etag=st.sampled_from(["", 'W/"1"', '"2"']),
    )
    def server_answers(self, entries: list[int], moved_to: str, etag: str) -> None:
        dated = tuple(Entry(published_at=self.now - hours * HOUR) for hours in entries)
        self.poll(
            Fetched(
                source_id=SOURCE.id,
                entries=dated,
                permanent_url=moved_to,
                validators=Validators(etag=etag),
                body_fingerprint=f"print {len(self.polls)}",
            )
        )

    @rule(moved_to=st.sampled_from(["", *HOMES]), etag=st.sampled_from(["", '"2"']))
    def server_says_nothing_is_new(self, moved_to: str, etag: str) -> None:
        validators = Validators(etag=etag)
        self.poll(Unchanged(source_id=SOURCE.id, permanent_url=moved_to, validators=validators))

    @rule(kind=st.sampled_from(OTHER_FAILURES), retry_after_s=st.none() | ASKED_TO_WAIT_S)
    def server_fails(self, kind: FailureKind, retry_after_s: float | None) -> None:
        self.poll(self.failure(kind, retry_after_s))

    @rule(times=st.integers(2, 12))
    def server_fails_whenever_it_is_asked(self, times: int) -> None:
        for _ in range(times):
            self.time_passes_until_it_is_due()
            self.poll(self.failure(FailureKind.TIMEOUT))

    @rule()
    def server_says_the_feed_is_gone(self) -> None:
        self.poll(self.failure(FailureKind.GONE))

    def failure(self, kind: FailureKind, retry_after_s: float | None = None) -> Failed:
        return Failed(source_id=SOURCE.id, kind=kind, reason="because", retry_after_s=retry_after_s)

    def poll(self, outcome: Outcome) -> None:
        """Ask as a person may: whenever nothing forbids it."""
        before = self.record()
        if not askable(before, self.now):
            return
        record = after(before, outcome, self.now, LIMITS)
        address = new_address(record)
        with self.database.write() as connection:
            if address:
                store.sources.move(connection, SOURCE.id, address)
            store.sources.save_record(connection, record)
        assert self.record() == record, "the record on disk is another"
        self.polls.append(Poll(self.now, outcome))
        self.check_wait(record)

    def record(self) -> PollRecord:
        with self.database.read() as connection:
            known = store.sources.records(connection)
        return known.get(SOURCE.id, PollRecord(source_id=SOURCE.id))

    def failures(self) -> list[Poll]:
        """Return the polls since the last one that was answered."""
        found: list[Poll] = []
        for poll in reversed(self.polls):
            if not poll.failed:
                break
            found.append(poll)
        return found[::-1]

    def answers(self) -> list[Poll]:
        return [poll for poll in self.polls if not poll.failed]

    def check_wait(self, record: PollRecord) -> None:
        """Hold the wait after this poll against what the design page says of it."""
        outcome, wait = self.polls[-1].outcome, record.due_at and record.due_at - self.now
        if not isinstance(outcome, Failed):
            assert 5.4 * HOUR <= wait <= 6.6 * HOUR
        elif outcome.kind is FailureKind.GONE:
            assert wait is None or wait <= DAY
        else:
            self.check_back_off(record, outcome, wait)

    def check_back_off(self, record: PollRecord, outcome: Failed, wait: timedelta) -> None:
        usual = min(HOUR * 2 ** min(len(self.failures()) - 1, 9), DAY)
        asked = timedelta(seconds=outcome.retry_after_s or 0)
        assert 0.9 * usual <= wait <= max(usual, 1.1 * asked)
        assert wait >= asked
        assert outcome.retry_after_s is None or askable(record, self.now + asked)
        assert not asked or not askable(record, self.now + asked - timedelta(seconds=1))

    @invariant()
    def source_is_given_up_after_two_words_a_day_apart_only(self) -> None:
        words: list[Poll] = []
        for poll in reversed(self.failures()):
            if not poll.gone:
                break
            words.append(poll)
        confirmed = bool(words) and words[0].at - words[-1].at >= DAY
        assert (self.record().state is SourceState.GONE) is confirmed

    @invariant()
    def source_that_lives_is_asked_again_within_days(self) -> None:
        record = self.record()
        gone = record.state is SourceState.GONE
        assert due(record, self.now + timedelta(days=8)) is not gone

    @invariant()
    def source_is_failing_after_ten_failures_in_a_week_or_more(self) -> None:
        failures, record = self.failures(), self.record()
        assert record.failure_count == len(failures)
        assert record.failing_since_at == (failures[0].at if failures else None)
        if failures and not failures[-1].gone:
            long = len(failures) >= 10 and failures[-1].at - failures[0].at >= timedelta(days=7)
            assert record.state is (SourceState.FAILING if long else SourceState.FAILED)
        elif not failures and self.polls:
            assert record.state not in {SourceState.FAILED, SourceState.FAILING}

    @invariant()
    def copy_is_only_what_was_answered_last(self) -> None:
        answers, record = self.answers(), self.record()
        bodies = [p.outcome.body_fingerprint for p in answers if isinstance(p.outcome, Fetched)]
        assert record.body_fingerprint == (bodies[-1] if bodies else "")
        assert record.ok_at == (answers[-1].at if answers else None)
        held = answers[-1].outcome.validators if answers else Validators()
        assert record.validators == held

    @invariant()
    def address_is_new_after_three_sightings_two_days_apart(self) -> None:
        """An address that was believed stays until three sightings speak for another."""
        believed, url, seen = "", "", []
        for poll in self.answers():
            told = poll.outcome.permanent_url
            if told != url and (told or len(seen) < 3):
                url, seen = told, []
            if told and (not seen or poll.at - seen[-1] >= 2 * DAY):
                seen.append(poll.at)
            believed = url if len(seen) >= 3 else believed
        with self.database.read() as connection:
            assert store.sources.every(connection)[SOURCE.id].url == (believed or SOURCE.url)


def test_source_lives_as_its_whole_history_says():
    """Months of 40 steps, many times over."""
    run_state_machine_as_test(
        SourceLife, settings=settings(max_examples=8, stateful_step_count=30, deadline=None)
    )
