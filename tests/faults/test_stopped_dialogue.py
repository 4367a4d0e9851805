"""A mail server that hangs up or falls silent at any step: nothing twice, nothing hidden."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from smtp_dialogue import BEFORE, STEPS, stopping_server

from watch import deliver
from watch.model import DeliveryState
from watch.settings import SmtpSettings

# isort: split
from mail_home import opened, settings_for, write_mail_home

COO = "coo@lumera.example"
HANG_UP, FALL_SILENT = True, False
CASES = [
    *((step, HANG_UP) for step in STEPS),
    ("answer", FALL_SILENT),
    ("QUIT", FALL_SILENT),
    *((step, FALL_SILENT) for step in STEPS if step not in ("answer", "QUIT")),
]
"""Those of the short form first: each silence costs the time that a server is given."""

PATIENCE_S = 2
"""What a silent server is given here; a real one 30 s."""

EXPECTED = dict.fromkeys(STEPS, DeliveryState.QUEUED) | {
    "message": DeliveryState.UNKNOWN,  # all of it has left us: who can tell
    "answer": DeliveryState.UNKNOWN,
    "QUIT": DeliveryState.SENT,
}


@pytest.fixture
def server():
    with stopping_server() as (dialogues, port):
        yield dialogues, port


@pytest.fixture
def home(tmp_path, server, monkeypatch):
    """A home whose mail server asks for a name."""
    monkeypatch.setenv("TECHWATCH_SMTP_USER", "watch")
    monkeypatch.setenv("TECHWATCH_SMTP_PASSWORD", "secret")
    return mail_home(tmp_path / "home", server[1])


def mail_home(root, port):
    patience = f"timeout_s: {PATIENCE_S}"
    settings = settings_for(port, COO).replace("timeout_s: 5", patience)
    assert patience in settings
    return write_mail_home(root, settings)


@pytest.mark.proof
@pytest.mark.slow
def test_server_that_stops_at_a_step_gets_the_mail_once(tmp_path, server, home, proof):
    """What it cannot have heard is tried again; what it may have heard, when a person says so."""
    dialogues, port = server
    found = Counter()
    for step, hangs_up in CASES[: proof.count(len(STEPS) + 2, len(CASES))]:
        dialogues.kept.clear()
        dialogues.stops[:] = [(step, hangs_up)]
        root = mail_home(tmp_path / f"{step}-{hangs_up}", port)
        found += after_a_stop(root, dialogues, EXPECTED[step])
    proof.state(
        "mail: server stops at each step",
        measured=f"{found['twice']} twice, {found['lost']} lost, {found['misjudged']} misjudged; "
        f"{found[DeliveryState.QUEUED]} tried again, {found[DeliveryState.UNKNOWN]} unknown, "
        f"{found[DeliveryState.SENT]} sent",
        target="0 twice, 0 lost, 0 misjudged",
        holds=not found["twice"] + found["lost"] + found["misjudged"],
    )


def after_a_stop(root, dialogues, expected):
    """Count how the digest of a home fares whose first dialogue stops."""
    found = Counter()
    with opened(root) as (service, clock):
        (row,) = service.digests.send_due()
        found[row.state] += 1
        found["misjudged"] += row.state is not expected
        found["misjudged"] += bool(row.reason) != (row.state is not DeliveryState.SENT)
        clock.moment += timedelta(hours=1)
        service.digests.send_due()
        if row.state is DeliveryState.UNKNOWN:
            (log,) = service.digests.log()
            found["misjudged"] += log.state is not DeliveryState.UNKNOWN
            service.digests.settle(row.number, arrived=bool(dialogues.kept))
            service.digests.send_due()
        clock.moment += timedelta(hours=1)
        found["misjudged"] += bool(service.digests.send_due())
        found["misjudged"] += service.digests.log()[0].state is not DeliveryState.SENT
    found["twice"] += len(dialogues.kept) > 1
    found["lost"] += not dialogues.kept
    return found


def test_server_that_always_hangs_up_is_given_up_after_a_day_with_its_reason(home, server):
    dialogues, _ = server
    dialogues.stops[:] = [("RCPT", HANG_UP)] * 40
    with opened(home) as (service, clock):
        for _ in range(30):
            service.digests.send_due()
            clock.moment += timedelta(hours=1)
        (row,) = service.digests.log()
        assert row.state is DeliveryState.FAILED
        assert "SMTPServerDisconnected" in row.reason
    assert 3 <= dialogues.dialogues <= 8
    assert dialogues.kept == []


@pytest.mark.parametrize("step", BEFORE)
def test_silence_names_what_happened(server, step):
    """One line that tells a person what to look into, whatever step it was."""
    dialogues, port = server
    dialogues.stops[:] = [(step, HANG_UP)]
    settings = SmtpSettings(
        host="127.0.0.1", port=port, security="none", user="watch", password="secret", timeout_s=30
    )
    posted = deliver.post(b"Subject: x\r\n\r\nx\r\n", "watch@lumera.example", COO, settings)
    assert posted.state is DeliveryState.QUEUED
    assert posted.reason
    assert "\n" not in posted.reason


@pytest.mark.parametrize(
    "content",
    [b"Subject: x\r\n\r\n.\r\n..\r\n.end\r\n", b"\r\n.\r\n", b".no end", b"Subject: x\r\n\r\n"],
)
def test_dots_of_a_mail_arrive_as_they_were_written(server, content):
    dialogues, port = server
    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", timeout_s=30)
    posted = deliver.post(content, "watch@lumera.example", COO, settings)
    assert posted.state is DeliveryState.SENT
    ((_, kept),) = dialogues.kept
    undotted = b"".join(line.removeprefix(b".") for line in kept.splitlines(keepends=True))
    assert undotted == content.removesuffix(b"\r\n") + b"\r\n"
