"""The outbox through weeks of sending, refusals and sudden deaths, on a real database file."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from lives import opportunity

from watch import deliver, store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Company, Delivery, DeliveryState, Edition, Week
from watch.review.calendar import next_week
from watch.service import Service
from watch.service.digest_sender import DigestSender

PEOPLE = ("coo@lumera.example", "cfo@lumera.example")
FILES = {
    "sources.yaml": "sources: []\n",
    "painpoints.yaml": "company: {name: Lumera, language: en}\npain_points: [{title: Stops}]\n",
    "watch.yaml": "deliver:\n  sender: watch@lumera.example\n"
    f"  recipients: [{', '.join(PEOPLE)}]\n"
    "  smtp: {host: 127.0.0.1, port: 9, security: none}\n",
}
FRIDAY = datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
"""When the digest of the first week is due: 7 o'clock in Paris."""

WEEK = timedelta(weeks=1)
TRY_FOR, CATCH_UP = timedelta(hours=24), timedelta(days=3)
"""As design page 4 has them: for how long mails are tried, and after what they stay here."""

ANSWERS = {
    "takes it": deliver.Posted(state=DeliveryState.SENT),
    "puts it off": deliver.Posted(state=DeliveryState.QUEUED, reason="451 later"),
    "refuses it": deliver.Posted(state=DeliveryState.FAILED, reason="550 no"),
    "takes it and is cut off": deliver.Posted(state=DeliveryState.UNKNOWN, reason="cut off"),
    "is cut off": deliver.Posted(state=DeliveryState.UNKNOWN, reason="cut off"),
}


class Killed(BaseException):
    """The process is no more."""


class Mails:
    """Composes mails that say for which week they are, at no cost."""

    def mail(self, edition: Edition, recipient: str) -> EmailMessage:
        made = EmailMessage()
        made["Subject"] = edition.week
        made.set_content(recipient)
        return made


class Mortal:
    """A home whose database lets the process die before or after any of its writes."""

    def __init__(self, home, step: Callable[[], None]) -> None:
        self._home = home
        self._step = step

    def __getattr__(self, name: str) -> object:
        return getattr(self._home, name)

    def database(self) -> Mortal:
        return Mortal(self._home.database(), self._step)

    @contextmanager
    def write(self) -> Iterator[object]:
        self._step()
        with self._home.write() as connection:
            yield connection
            self._step()  # dies with the transaction open
        self._step()


class OutboxLife(RuleBasedStateMachine):
    """Sends as ``techwatch serve`` does, with a server that answers anything and deaths anywhere.

    ``taken`` counts what the mail server has, ``again`` how often a person asked to send anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(MONDAY)
        self.week = Week("2026-W46")
        self.due_at = {self.week: MONDAY}
        self.taken: Counter[tuple[str, str]] = Counter()
        self.again: Counter[tuple[str, str]] = Counter()
        self.vouched: set[tuple[str, str]] = set()
        self.answers: list[str] = []
        self.steps_left = -1

    @initialize()
    def home_is_there(self) -> None:
        for name, text in FILES.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        self.service = Service(self.folder, clock=self.clock)
        self.freeze(FRIDAY)

    def teardown(self) -> None:
        self.service.close()
        shutil.rmtree(self.folder)

    def freeze(self, at: datetime) -> None:
        edition = Edition(
            week=self.week,
            made_at=at,
            frozen_at=at,
            company=Company(name="Lumera"),
            opportunities=(opportunity(),),
            silences=(),
            article_count=9,
            story_count=9,
            source_count=1,
            failed_source_count=0,
        )
        with self.database().write() as connection:
            store.editions.freeze(connection, edition)

    def database(self) -> store.Database:
        return self.service._open.database()

    def rows(self) -> list[Delivery]:
        with self.database().read() as connection:
            return store.deliveries.newest(connection, 1_000)

    @rule(hours=st.sampled_from([0.1, 0.3, 1, 3, 12, 25, 49, 73]))
    def time_passes(self, hours: float) -> None:
        self.clock.moment += timedelta(hours=hours)

    @rule()
    def next_digest_is_due(self) -> None:
        due_at = self.due_at[self.week] + WEEK
        self.week = next_week(self.week)
        self.due_at[self.week] = due_at
        self.clock.moment = max(self.clock.moment, due_at)
        self.freeze(due_at - (MONDAY - FRIDAY))

    @rule(answers=st.lists(st.sampled_from(sorted(ANSWERS)), min_size=4, max_size=4))
    def scheduler_sends(self, answers: list[str]) -> None:
        self.send(answers)
        self.check_finished()

    @rule(
        answers=st.lists(st.sampled_from(sorted(ANSWERS)), min_size=4, max_size=4),
        steps=st.integers(0, 24),
    )
    def scheduler_dies_while_it_sends(self, answers: list[str], steps: int) -> None:
        self.steps_left = steps
        try:
            self.send(answers)
        except Killed:
            self.service.close()
            self.service = Service(self.folder, clock=self.clock)
        self.steps_left = -1

    @rule(on=st.booleans())
    def sending_is_switched(self, on: bool) -> None:
        self.service.digests.switch(on=on)

    @rule(address=st.sampled_from(PEOPLE))
    def someone_wants_no_more_mail(self, address: str) -> None:
        self.service.digests.unsubscribe(address)

    @rule(address=st.sampled_from(PEOPLE))
    def someone_wants_mail_again(self, address: str) -> None:
        if address in self.stopped():
            self.service.digests.subscribe(address)

    @rule(pick=st.integers(0, 50), arrived=st.booleans())
    def person_settles_a_row(self, pick: int, arrived: bool) -> None:
        rows = self.rows()
        if not rows:
            return
        row = rows[pick % len(rows)]
        try:
            settled = self.service.digests.settle(row.number, arrived=arrived)
        except UsageError:
            return
        key = row.week, row.recipient
        if arrived:
            self.vouched.add(key)
        else:
            self.again[key] += 1
        assert settled.state is (DeliveryState.SENT if arrived else DeliveryState.QUEUED)

    @rule(address=st.sampled_from(PEOPLE))
    def mail_comes_back(self, address: str) -> None:
        try:
            self.service.digests.bounced(address, "unknown user")
        except UsageError:
            return

    def send(self, answers: list[str]) -> None:
        self.answers = list(answers)
        home = Mortal(self.service._open, self.step)
        DigestSender(home, Mails(), self.post).send_due()

    def step(self) -> None:
        """Die here, if this is the step at which it is to happen."""
        if self.steps_left == 0:
            raise Killed
        self.steps_left -= 1

    def post(self, content: bytes, sender: str, recipient: str, server: object) -> deliver.Posted:
        """Be the mail server: whatever reaches it must have been allowed to leave."""
        self.step()
        key = str(message_from_bytes(content)["Subject"]), recipient
        self.check_leave(key)
        answer = self.answers.pop() if self.answers else "takes it"
        self.taken[key] += answer.startswith("takes it")
        self.step()
        return ANSWERS[answer]

    def check_leave(self, key: tuple[str, str]) -> None:
        now = self.clock.now()
        (row,) = [row for row in self.rows() if (row.week, row.recipient) == key]
        assert row.state is DeliveryState.SENDING, "it is not written that it is being sent"
        assert self.service.digests.switched_on, "sending is off"
        assert key[1] not in self.stopped(), "they want no more mail"
        assert now - row.created_at <= TRY_FOR, "its day is over"
        if not self.again[key]:
            due_at = self.due_at[key[0]]
            assert due_at <= now, "it is not due yet"
            assert row.created_at <= due_at + CATCH_UP, "nobody waits for it any more"

    def stopped(self) -> set[str]:
        with self.database().read() as connection:
            return set(store.deliveries.unsubscribed(connection))

    def check_finished(self) -> None:
        """After a sender that lived, nothing is under way, and nothing that is due was left."""
        now, digests = self.clock.now(), self.service.digests
        rows = {(row.week, row.recipient): row for row in self.rows()}
        assert all(row.state is not DeliveryState.SENDING for row in rows.values())
        if not digests.switched_on:
            return
        waiting = [row for row in rows.values() if row.state is DeliveryState.QUEUED]
        assert all(row.next_at > now for row in waiting)
        reachable = [one.address for one in digests.recipients() if one.reachable]
        if now <= self.due_at[self.week] + CATCH_UP:
            assert {(self.week, address) for address in reachable} <= rows.keys()

    @invariant()
    def nothing_is_sent_twice(self) -> None:
        """Only a person can have a mail sent anew, and each time once."""
        for key, count in self.taken.items():
            assert count <= 1 + self.again[key]

    @invariant()
    def log_says_what_happened(self) -> None:
        rows = self.rows() if hasattr(self, "service") else []
        keys = [(row.week, row.reader, row.recipient) for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            key = row.week, row.recipient
            if row.state is DeliveryState.SENT:
                assert self.taken[key] or key in self.vouched
            if row.state is DeliveryState.QUEUED:
                assert self.taken[key] <= self.again[key], "what arrived is to be sent again"
        assert all((week, "", one) in keys for week, one in self.taken), "what arrived has no row"


def test_outbox_sends_once_and_says_what_it_does_not_know():
    """Weeks of 30 steps, many times over."""
    run_state_machine_as_test(
        OutboxLife, settings=settings(max_examples=10, stateful_step_count=30, deadline=None)
    )
