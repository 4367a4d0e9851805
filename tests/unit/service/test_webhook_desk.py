"""Rooms are told once, whatever happens in between."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watch import store
from watch.clock import FixedClock
from watch.collect.web import post as post_module
from watch.collect.web.receipt import Receipt, Taken
from watch.deliver import webhooks
from watch.model import Company, DeliveryState, Edition, Week
from watch.service import Service

FROZEN_AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SETTINGS = """\
deliver:
  webhooks:
    - {name: operations, format: teams, url_variable: ROOM_URL}
    - {name: erp, url_variable: ERP_URL}
"""
PAINS = "company: {name: Ateliers Exemple, language: fr}\npain_points: [{title: Retards}]\n"


@pytest.fixture
def posts(monkeypatch):
    """What was sent; answers are taken from the list, then all is taken."""

    class Posts(list):
        """What was sent, and what is answered to it."""

    sent = Posts()
    sent.answers = []

    def post(url, body, headers, settings, guard=None):
        sent.append((url, json.loads(body), headers, body))
        answer = sent.answers.pop(0) if sent.answers else Receipt(taken=Taken.YES)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(post_module, "post", post)
    monkeypatch.setenv("ROOM_URL", "https://room.example/hook")
    monkeypatch.setenv("ERP_URL", "https://erp.example/hook")
    monkeypatch.delenv("TECHWATCH_SECRET", raising=False)
    return sent


@pytest.fixture
def clock():
    return FixedClock(FROZEN_AT + timedelta(minutes=5))


@pytest.fixture
def service(tmp_path, clock):
    (tmp_path / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (tmp_path / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    keep(tmp_path, edition())
    with Service(tmp_path, clock=clock) as opened:
        yield opened


def edition(week: str = "2026-W47", frozen_at: datetime | None = FROZEN_AT) -> Edition:
    return Edition(
        week=Week(week),
        made_at=frozen_at or FROZEN_AT,
        frozen_at=frozen_at,
        company=Company(name="Ateliers Exemple"),
        opportunities=(),
        silences=(),
        article_count=297,
        story_count=237,
        source_count=18,
        failed_source_count=2,
    )


def keep(root, made: Edition) -> None:
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        if made.frozen_at:
            store.editions.freeze(connection, made)
        else:
            store.editions.save(connection, made, made_from="test")
    database.close()


def states(service) -> list[DeliveryState | None]:
    return [s.delivery.state if s.delivery else None for s in service.webhooks.standings()]


def test_each_webhook_is_told_once(service, posts):
    assert service.webhooks.tell_due() == 2
    assert [url for url, *_ in posts] == ["https://room.example/hook", "https://erp.example/hook"]
    assert service.webhooks.tell_due() == 0
    assert states(service) == [DeliveryState.SENT] * 2
    assert len(posts) == 2


def test_next_edition_is_told_again(service, posts, clock):
    service.webhooks.tell_due()
    later = FROZEN_AT + timedelta(days=7)
    keep(service.home.root, edition("2026-W48", later))
    clock.moment = later
    assert service.webhooks.tell_due() == 2
    assert posts[-1][1]["id"].endswith(":2026-W48:")


def test_open_edition_is_not_told(tmp_path, posts, clock):
    (tmp_path / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    keep(tmp_path, edition(frozen_at=None))
    with Service(tmp_path, clock=clock) as service:
        assert service.webhooks.tell_due() == 0


def test_edition_of_more_than_three_days_ago_is_no_news(service, posts, clock):
    clock.moment = FROZEN_AT + timedelta(days=3, seconds=1)
    assert service.webhooks.tell_due() == 0
    clock.moment = FROZEN_AT + timedelta(days=3)
    assert service.webhooks.tell_due() == 2


def test_what_is_put_off_is_tried_again_for_a_day(service, posts, clock):
    posts.answers = [Receipt(taken=Taken.LATER, reason="busy")] * 40
    service.webhooks.tell_due()
    assert service.webhooks.tell_due() == 0
    tries = 0
    for _ in range(24 * 12 + 12):
        clock.moment += timedelta(minutes=5)
        tries += service.webhooks.tell_due()
    assert 4 <= tries / 2 <= 8
    assert states(service) == [DeliveryState.FAILED] * 2
    posts.answers = []
    clock.moment += timedelta(hours=24)
    assert service.webhooks.tell_due() == 0


def test_second_try_that_is_taken_ends_it(service, posts, clock):
    posts.answers = [Receipt(taken=Taken.LATER, reason="busy"), Receipt(taken=Taken.YES)]
    service.webhooks.tell_due()
    assert states(service) == [DeliveryState.FAILED, DeliveryState.SENT]
    clock.moment += timedelta(minutes=6)
    assert service.webhooks.tell_due() == 1
    assert states(service) == [DeliveryState.SENT] * 2
    assert service.webhooks.tell_due() == 0


@pytest.mark.parametrize("taken", [Taken.NO, Taken.UNKNOWN])
def test_what_was_refused_or_may_have_arrived_is_never_sent_again(service, posts, clock, taken):
    posts.answers = [Receipt(taken=taken, reason="why")] * 2
    service.webhooks.tell_due()
    for _ in range(10):
        clock.moment += timedelta(hours=3)
        assert service.webhooks.tell_due() == 0
    expected = DeliveryState.FAILED if taken is Taken.NO else DeliveryState.UNKNOWN
    assert states(service) == [expected] * 2


def test_crash_while_sending_leaves_unknown_and_sends_nothing_twice(service, posts):
    posts.answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        service.webhooks.tell_due()
    assert service.webhooks.tell_due() == 1
    assert states(service) == [DeliveryState.UNKNOWN, DeliveryState.SENT]
    assert len([url for url, *_ in posts if "room" in url]) == 1


def test_webhook_without_its_variable_does_not_hold_up_the_other(service, posts, monkeypatch):
    monkeypatch.delenv("ROOM_URL")
    assert service.webhooks.tell_due() == 1
    first, second = service.webhooks.standings()
    assert (first.addressed, first.delivery) == (False, None)
    assert second.delivery.state is DeliveryState.SENT


def test_restored_backup_tells_nobody(service, posts):
    database = store.open_database(service.home.database_path)
    with database.write() as connection:
        store.meta.put(connection, "sending", "off")
    database.close()
    assert service.webhooks.tell_due() == 0
    assert posts == []


def test_digests_leave_messages_to_rooms_alone(service, posts):
    """The mails' outbox keeps them in the same table, and must not cancel or resend them."""
    posts.answers = [Receipt(taken=Taken.LATER, reason="busy")] * 2
    service.webhooks.tell_due()
    before = service.webhooks.standings()
    service.digests.send_due()
    assert service.webhooks.standings() == before


def test_program_gets_a_signature_and_a_room_none(service, posts, monkeypatch):
    monkeypatch.setenv("TECHWATCH_SECRET", "s" * 32)
    service.webhooks.tell_due()
    (_, _, room, _), (_, _, program, body) = posts
    key = webhooks.signing_key("s" * 32, "erp")
    assert room == {}
    digest = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
    assert program == {"X-Techwatch-Signature": f"sha256={digest}"}


def test_address_of_a_room_is_written_nowhere(service, posts):
    posts.answers = [Receipt(taken=Taken.NO, reason="the server answered 404 Not Found")]
    service.webhooks.tell_due()
    rows = [replace(s.delivery) for s in service.webhooks.standings()]
    assert "room.example" not in repr(rows)
    assert {row.recipient for row in rows} == {"webhook:operations", "webhook:erp"}


def test_message_that_a_person_sends_again_waits_for_its_room_and_for_no_mail(
    tmp_path, posts, clock
):
    """The sender of mails leaves it alone; the next telling brings it."""
    server = "  smtp: {host: 127.0.0.1, port: 9, security: none}\n  recipients: []\n"
    (tmp_path / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (tmp_path / "watch.yaml").write_text(SETTINGS + server, encoding="utf-8")
    keep(tmp_path, edition())
    posts.answers = [Receipt(taken=Taken.NO, reason="the server answered 404 Not Found")]
    with Service(tmp_path, clock=clock) as service:
        service.webhooks.tell_due()
        refused = service.webhooks.standings()[0].delivery
        service.digests.settle(refused.number, arrived=False)
        assert service.digests.send_due() == []
        assert states(service) == [DeliveryState.QUEUED, DeliveryState.SENT]
        assert service.webhooks.tell_due() == 1
        assert states(service) == [DeliveryState.SENT] * 2
