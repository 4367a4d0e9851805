"""``techwatch digest``: files, sending, what is said, and how it ends."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from watch.cli.program import app
from watch.model import Delivery, DeliveryState, Departure, Obstacle, Week

AT = datetime(2026, 11, 16, 6, tzinfo=UTC)
ROW = Delivery(
    number=7,
    week=Week("2026-W46"),
    reader="",
    recipient="coo@lumera.example",
    state=DeliveryState.SENT,
    message_id="<a@b>",
    created_at=AT,
    sent_at=AT,
)
HELD = Departure(reader="", week=Week("2026-W46"), send_at=AT, obstacle=Obstacle.NOT_APPROVED)


class Digests:
    """A desk that notes what it is asked."""

    def __init__(self, rows):
        self.rows, self.asked = rows, []

    def __getattr__(self, name):
        def noted(*given, **named):
            self.asked.append((name, given, named))
            return {
                "send_due": self.rows,
                "log": self.rows,
                "due": [HELD],
                "send_test": "250 OK",
                "settle": ROW,
                "bounced": ROW,
            }.get(name, ROW)

        return noted


class FakeService:
    language = "en"

    def __init__(self, rows):
        self.digests = Digests(rows)
        self.settings = type("Settings", (), {"timezone": "Europe/Paris"})()


@pytest.fixture
def run(tmp_path):
    """Return a function that types a command, and what the desk was asked."""

    def typed(*words, rows=(ROW,)):
        service = FakeService(list(rows))

        @contextmanager
        def opener(_root):
            yield service

        result = CliRunner().invoke(app, ["--home", str(tmp_path), *words], obj=opener)
        return result, service.digests.asked

    return typed


def test_send_says_what_was_tried_and_what_holds_the_rest(run):
    result, asked = run("digest", "send")
    assert result.exit_code == 0
    assert "coo@lumera.example" in result.stdout
    assert "It waits for somebody to approve it." in " ".join(result.stdout.split())
    assert [name for name, *_ in asked] == ["send_due", "due"]


@pytest.mark.parametrize("state", [DeliveryState.UNKNOWN, DeliveryState.FAILED])
def test_send_ends_with_1_where_a_mail_needs_a_person(run, state):
    from dataclasses import replace

    row = replace(ROW, state=state, sent_at=None, reason="550 no")
    result, _ = run("digest", "send", rows=[row])
    assert result.exit_code == 1
    assert "550 no" in result.stdout


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (("test", "a@b.example"), ("send_test", ("a@b.example",), {})),
        (("settle", "7", "--arrived"), ("settle", (7,), {"arrived": True})),
        (("settle", "7", "--again"), ("settle", (7,), {"arrived": False})),
        (("bounced", "a@b.example", "--note", "gone"), ("bounced", ("a@b.example", "gone"), {})),
        (("unsubscribe", "a@b.example"), ("unsubscribe", ("a@b.example",), {})),
        (("unsubscribe", "a@b.example", "--undo"), ("subscribe", ("a@b.example",), {})),
        (("log", "--limit", "3"), ("log", (3,), {})),
        (("on",), ("switch", (), {"on": True})),
        (("off",), ("switch", (), {"on": False})),
        (("approve", "2026-W46", "--by", "Nadia"), ("approve", ("2026-W46", "", "Nadia"), {})),
    ],
)
def test_each_command_asks_the_desk_one_thing(run, words, call):
    for more in ((), ("--json",)):
        result, asked = run("digest", *words, *more)
        assert result.exit_code == 0, result.output
        assert asked == [call]
        if more:
            assert isinstance(json.loads(result.stdout), dict)


def test_settle_needs_an_answer(run):
    result, asked = run("digest", "settle", "7")
    assert result.exit_code == 2
    assert asked == []
