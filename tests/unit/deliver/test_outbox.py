"""What may leave, when it is tried again, what an answer means: pure decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from digest_editions import empty, full
from hypothesis import given
from hypothesis import strategies as st

from watch.deliver import outbox
from watch.model import Delivery, DeliveryState, Obstacle, Recipient, Week
from watch.settings import DAYS, DeliverSettings, SmtpSettings

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
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
    attempt_count=1,
)


def obstacle(now=NOW, settings=SETTINGS, **changes):
    return outbox.obstacle(replace(READY, **changes), settings, now)


def test_digest_that_is_ready_leaves():
    assert obstacle() is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"switched_on": False}, Obstacle.OFF),
        ({"recipients": ()}, Obstacle.NO_RECIPIENT),
        ({"recipients": (replace(COO, bounced="gone"),)}, Obstacle.NO_RECIPIENT),
        ({"recipients": (replace(COO, unsubscribed=True),)}, Obstacle.NO_RECIPIENT),
        ({"edition": None}, Obstacle.NOT_FROZEN),
        ({"edition": full(frozen_at=None)}, Obstacle.NOT_FROZEN),
        ({"send_at": NOW + timedelta(minutes=1)}, Obstacle.NOT_YET),
        ({"send_at": NOW - timedelta(days=3, minutes=1)}, Obstacle.TOO_LATE),
        ({"rows": (ROW,)}, Obstacle.DONE),
    ],
)
def test_each_obstacle_is_named(changes, expected):
    assert obstacle(**changes) is expected


def test_settings_may_hold_a_digest():
    waits = replace(SETTINGS, approval=True)
    assert obstacle(settings=waits) is Obstacle.NOT_APPROVED
    assert obstacle(settings=waits, approved=True) is None
    silent = replace(SETTINGS, when_empty="nothing")
    assert obstacle(settings=silent) is None
    assert obstacle(settings=silent, edition=empty(frozen_at=NOW)) is Obstacle.EMPTY
    assert obstacle(settings=DeliverSettings()) is Obstacle.NO_SERVER


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.1", "127.0.0.1.example"])
def test_password_needs_encryption_beyond_this_machine(host):
    smtp = SmtpSettings(host=host, security="none", user="watch", password="x")
    assert outbox.general_obstacle(smtp, switched_on=True) is Obstacle.UNPROTECTED
    assert outbox.general_obstacle(replace(smtp, security="tls"), switched_on=True) is None
    here = replace(smtp, host="127.0.0.1")
    assert outbox.general_obstacle(here, switched_on=True) is None


@given(
    st.integers(0, 7 * 365 * 24 * 60),
    st.sampled_from(DAYS),
    st.times(),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC", "Pacific/Apia"]),
)
def test_send_moment_is_the_next_such_day_and_time(minutes, day, clock, zone):
    closed_at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    clock = clock.replace(second=0, microsecond=0)
    settings = replace(SETTINGS, send_day=day, send_time=f"{clock:%H:%M}")
    due = outbox.send_at(closed_at, settings, zone)
    assert timedelta(hours=-1) <= due - closed_at <= timedelta(days=7, hours=1)
    local = due.astimezone(ZoneInfo(zone))
    skipped = local.utcoffset() != (local - timedelta(hours=3)).utcoffset()
    assert skipped or (DAYS[local.weekday()], local.time()) == (day, clock)


def test_tries_grow_apart_and_end_within_a_day():
    row, now, tries = ROW, NOW, []
    while (again := outbox.next_try(row, now)) is not None:
        tries.append(again - now)
        row, now = replace(row, attempt_count=row.attempt_count + 1), again
    assert tries == sorted(tries)
    assert tries[0] == timedelta(minutes=5)
    assert now - NOW <= timedelta(hours=24)
    assert len(tries) >= 4


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (250, DeliveryState.SENT),
        (251, DeliveryState.SENT),
        (421, DeliveryState.QUEUED),
        (451, DeliveryState.QUEUED),
        (354, DeliveryState.QUEUED),
        (-1, DeliveryState.QUEUED),
        (535, DeliveryState.QUEUED),
        (554, DeliveryState.FAILED),
        (550, DeliveryState.FAILED),
    ],
)
def test_answer_of_a_server_has_one_meaning(code, state):
    assert outbox.state_after(code) is state


def test_rows_of_people_who_left_are_stale_and_others_wait_for_their_time():
    later = replace(ROW, number=2, recipient="cfo@x.example", next_at=NOW + timedelta(minutes=1))
    gone = replace(ROW, number=3, recipient="old@x.example")
    wanted = {("", COO.address), ("", "cfo@x.example")}
    assert outbox.to_try([ROW, later, gone], wanted, NOW) == ([ROW], [gone])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("coo@lumera.example", "coo@lumera.example"),
        ("Nadia B. <Nadia@LUMERA.example>", "Nadia@lumera.example"),
        ("nobody", "nobody"),
    ],
)
def test_address_is_bare_with_its_domain_in_small_letters(written, address):
    assert outbox.address_of(written) == address


def test_message_id_depends_on_week_reader_and_recipient_only():
    made = outbox.message_id(Week("2026-W47"), "", "a@x.example", "T <w@y.example>")
    assert made == outbox.message_id(Week("2026-W47"), "", "a@x.example", "w@y.example")
    others = {
        outbox.message_id(Week("2026-W48"), "", "a@x.example", "w@y.example"),
        outbox.message_id(Week("2026-W47"), "N", "a@x.example", "w@y.example"),
        outbox.message_id(Week("2026-W47"), "", "b@x.example", "w@y.example"),
    }
    assert made not in others
    assert len(others) == 3
    assert made.endswith("@y.example>")
