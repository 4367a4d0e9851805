"""The bounds of the outbox, to the second: due, late, over, and what a server's code means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from digest_editions import full

from watch.deliver import outbox
from watch.model import Delivery, DeliveryState, Obstacle, Recipient, Week
from watch.settings import DeliverSettings, SmtpSettings

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SETTINGS = DeliverSettings(smtp=SmtpSettings(host="127.0.0.1"))
COO = Recipient(address="coo@lumera.example", reader="", language="fr")
READY = outbox.Situation(
    switched_on=True,
    edition=full(frozen_at=NOW - timedelta(days=2)),
    send_at=NOW,
    approved=False,
    recipients=(COO,),
    rows=(),
)
ROW = Delivery(
    week=Week("2026-W47"),
    reader="",
    recipient=COO.address,
    message_id="<a@b>",
    created_at=NOW,
    next_at=NOW,
    attempt_count=1,
)
WANTED = {("", COO.address)}


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (-SECOND, Obstacle.NOT_YET),
        (timedelta(0), None),
        (timedelta(days=3), None),
        (timedelta(days=3) + SECOND, Obstacle.TOO_LATE),
    ],
)
def test_digest_leaves_from_its_moment_to_three_days_later(late, expected):
    assert outbox.obstacle(READY, SETTINGS, NOW + late) is expected


def test_list_frozen_at_the_very_moment_leaves_then():
    """A freeze on Monday at 7 is followed by its digest at once, not a week later."""
    monday = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert outbox.send_at(monday, DeliverSettings(), "Europe/Paris") == monday
    after = outbox.send_at(monday + SECOND, DeliverSettings(), "Europe/Paris")
    assert after == monday + timedelta(days=7)


@pytest.mark.parametrize(("wait", "due"), [(timedelta(0), [ROW]), (SECOND, [])])
def test_row_is_due_from_its_moment_on(wait, due):
    waiting = replace(ROW, next_at=NOW + wait)
    found, stale = outbox.to_try([waiting], WANTED, NOW)
    assert (found, stale) == (due, [])


def test_row_without_a_moment_is_due_at_once():
    waiting = replace(ROW, next_at=None)
    assert outbox.to_try([waiting], WANTED, NOW) == ([waiting], [])


@pytest.mark.parametrize("next_at", [None, NOW + timedelta(minutes=5), NOW + timedelta(days=9)])
def test_mail_whose_day_went_by_while_nothing_was_sent_never_leaves(next_at):
    """Put off on Monday, the machine asleep until Wednesday: nobody waits for it any more."""
    waiting, day = replace(ROW, next_at=next_at), timedelta(hours=24)
    assert outbox.to_try([waiting], WANTED, NOW + day)[1] == []
    assert outbox.to_try([waiting], WANTED, NOW + day + SECOND) == ([], [waiting])


def test_last_try_is_in_the_last_minute_of_the_day():
    pause = timedelta(minutes=5)
    last = NOW + timedelta(hours=24) - pause
    assert outbox.next_try(ROW, last) == last + pause
    assert outbox.next_try(ROW, last + SECOND) is None


@pytest.mark.parametrize(("tried", "minutes"), [(0, 5), (1, 5), (2, 15), (3, 45), (4, 135)])
def test_pause_is_three_times_the_one_before(tried, minutes):
    row = replace(ROW, attempt_count=tried)
    assert outbox.next_try(row, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (199, DeliveryState.QUEUED),
        (200, DeliveryState.SENT),
        (299, DeliveryState.SENT),
        (300, DeliveryState.QUEUED),
        (499, DeliveryState.QUEUED),
        (500, DeliveryState.FAILED),
    ],
)
def test_first_digit_of_a_code_is_what_counts(code, state):
    assert outbox.state_after(code) is state


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.9", True), ("::1", True), ("localhost.example", False)],
)
def test_only_this_machine_is_loopback(host, here):
    assert outbox.is_loopback(host) is here


def test_each_recipient_without_a_row_gets_one_that_is_due_now():
    others = (
        replace(COO, address="cfo@lumera.example"),
        replace(COO, address="left@lumera.example", unsubscribed=True),
    )
    known = replace(READY, recipients=(COO, *others), rows=(ROW,))
    (row,) = outbox.to_queue(known, "watch@lumera.example", NOW)
    assert (row.recipient, row.week, row.reader) == ("cfo@lumera.example", known.edition.week, "")
    assert (row.created_at, row.next_at, row.attempt_count) == (NOW, NOW, 0)
    assert row.state is DeliveryState.QUEUED
    assert row.message_id.endswith("@lumera.example>")


def test_nothing_is_queued_before_there_is_an_edition():
    assert outbox.to_queue(replace(READY, edition=None), "watch@x.example", NOW) == []
