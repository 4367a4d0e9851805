"""A sender killed at any moment: nothing is sent twice, and what is missing is shown."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from mail_home import Inbox, free_port, opened, settings_for, write_mail_home

from watch.model import DeliveryState

ROOT = Path(__file__).parents[2]
RECIPIENTS = ("coo@lumera.example", "cfo@lumera.example", "cio@lumera.example")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the sender is forked")


class Slow(Inbox):
    """Takes its time before and after it keeps a mail, as real servers do; tells who calls."""

    def __init__(self) -> None:
        super().__init__()
        self.called = threading.Event()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.called.set()
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(0.02)
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.02)
        return answer


@pytest.fixture
def server():
    inbox, port = Slow(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


@contextmanager
def sender():
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("dying_sender.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    )
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def begin(process, home: Path) -> int:
    """Let the sender work on a home; return the id of its process."""
    process.stdin.write(f"{home}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def end(process) -> None:
    assert process.stdout.readline().strip() == "ended"


def time_of(process, home: Path, inbox: Slow) -> float:
    """Return how long a sender is at work from its first word to the mail server, in seconds."""
    inbox.called.clear()
    begin(process, home)
    assert inbox.called.wait(30)
    begun = time.monotonic()
    end(process)
    return time.monotonic() - begun


def kill(process, home: Path, inbox: Slow, after_s: float) -> None:
    """Kill a sender so long after its first word to the mail server."""
    inbox.called.clear()
    child = begin(process, home)
    assert inbox.called.wait(30)
    time.sleep(after_s)
    with suppress(ProcessLookupError):  # it was done
        os.kill(child, signal.SIGKILL)
    end(process)


def addressed(inbox: Inbox, mails: int) -> Counter[str]:
    return Counter(address for mail in inbox.mails[mails:] for address in mail.recipients)


@pytest.mark.proof
@pytest.mark.slow
def test_killed_sender_sends_nothing_twice_and_hides_nothing(tmp_path, server, proof):
    inbox, port = server
    model = write_mail_home(tmp_path / "model", settings_for(port, *RECIPIENTS))
    chance, found = random.Random(46), Counter()
    with sender() as process:
        window_s = time_of(process, shutil.copytree(model, tmp_path / "whole"), inbox)
        assert addressed(inbox, 0) == Counter(RECIPIENTS)
        for number in range(proof.count(12, 200)):
            before = len(inbox.mails)
            home = shutil.copytree(model, tmp_path / f"home-{number}")
            kill(process, home, inbox, chance.uniform(0.0, window_s))
            time.sleep(0.05)  # the server finishes what it was told
            begin(process, home)  # the next start
            end(process)
            found += judged(home, addressed(inbox, before))
            shutil.rmtree(home)
    hit = found["unknown, had arrived"] + found["unknown, had not"]
    hidden = found["missing and not shown"] + found["said to be sent, and was not"]
    proof.state(
        "mail: sender killed",
        measured=f"{found['duplicate']} twice, {hidden} missing unseen, {hit} shown as unknown",
        target="0 twice, 0 missing unseen",
        holds=not found["duplicate"] + hidden,
    )
    assert hit > 0, "no kill hit the window"


def judged(home: Path, got: Counter[str]) -> Counter[str]:
    """Count how each recipient fared, by what the log says and what the server got."""
    with opened(home) as (service, _):
        states = {row.recipient: row.state for row in service.digests.log()}
    found: Counter[str] = Counter()
    for address in RECIPIENTS:
        times, state = got[address], states.get(address)
        if times > 1:
            found["duplicate"] += 1
        elif state is DeliveryState.SENT:
            found["sent" if times else "said to be sent, and was not"] += 1
        elif state is DeliveryState.UNKNOWN:
            found["unknown, had arrived" if times else "unknown, had not"] += 1
        else:
            found["missing and not shown"] += 1
    return found


def test_row_left_in_sending_is_unknown_at_the_next_look(tmp_path, server):
    from watch import store

    inbox, port = server
    home = write_mail_home(tmp_path / "home", settings_for(port, RECIPIENTS[0]))
    with opened(home) as (service, _):
        service.digests.send_due()
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        (row,) = store.deliveries.newest(connection, 1)
        assert store.deliveries.change(connection, row, DeliveryState.SENDING)
        assert not store.deliveries.change(connection, row, DeliveryState.SENDING)
    database.close()
    with opened(home) as (service, _):
        assert service.digests.send_due() == []
        assert [row.state for row in service.digests.log()] == [DeliveryState.UNKNOWN]
    assert len(inbox.mails) == 1
