"""Digests through a real mail server: once to each, retried, refused, never twice."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from mail_home import (
    DUE_AT,
    FROZEN_AT,
    accepts,
    edition,
    free_port,
    mail_server,
    opened,
    settings_for,
    write_mail_home,
)

from watch.errors import StoreBusy, UsageError
from watch.model import Act, DeliveryState, Obstacle, Status, Week

COO, CFO = "coo@lumera.example", "cfo@lumera.example"
HOUR = timedelta(hours=1)


@pytest.fixture
def server():
    with mail_server() as (inbox, port):
        yield inbox, port


@pytest.fixture
def home(tmp_path, server):
    return write_mail_home(tmp_path / "home", settings_for(server[1], COO, CFO))


@pytest.fixture
def inbox(server):
    return server[0]


def states(service):
    return {row.recipient: row.state for row in service.digests.log()}


def sending(service):
    return next(found for found in service.doctor() if found.subject == "sending")


def obstacle(service):
    return service.digests.due()[0].obstacle


def parsed(mail):
    return message_from_bytes(mail.content, policy=policy.default)


def test_due_digest_reaches_each_recipient_once(home, inbox):
    with opened(home) as (service, _):
        tried = service.digests.send_due()
        assert [row.state for row in tried] == [DeliveryState.SENT] * 2
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.DONE
    assert inbox.addresses() == [CFO, COO]
    for mail in inbox.mails:
        assert mail.sender == "watch@lumera.example"
        assert len(mail.recipients) == 1
        message = parsed(mail)
        assert message["To"] == mail.recipients[0]
        assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(("language", "word"), [("fr", "à décider"), ("en", "to decide on")])
def test_digest_is_in_the_language_of_its_reader(tmp_path, server, language, word):
    more = f"language: {language}\n"
    home = write_mail_home(tmp_path / language, settings_for(server[1], COO, more=more))
    with opened(home) as (service, _):
        service.digests.send_due()
    message = parsed(server[0].mails[0])
    assert word in message["Subject"]
    assert message["Content-Language"] == language
    plain, page = message.iter_parts()
    assert word in plain.get_content()
    assert f'<html lang="{language}"' in page.get_content()


def test_second_try_has_the_same_message_id(home, inbox):
    inbox.to_mail[:] = ["451 try later"] * 2
    with opened(home) as (service, clock):
        first = {row.recipient: row.message_id for row in service.digests.send_due()}
        assert set(states(service).values()) == {DeliveryState.QUEUED}
        assert service.digests.send_due() == []
        clock.moment += HOUR
        service.digests.send_due()
        assert set(states(service).values()) == {DeliveryState.SENT}
    assert {m.recipients[0]: parsed(m)["Message-ID"] for m in inbox.mails} == first


def test_mail_put_off_is_given_up_after_a_day(home, inbox):
    inbox.to_recipient[COO] = "450 mailbox busy"
    with opened(home) as (service, clock):
        for _ in range(30):
            service.digests.send_due()
            clock.moment += HOUR
        row = next(row for row in service.digests.log() if row.recipient == COO)
        assert row.state is DeliveryState.FAILED
        assert "450 mailbox busy" in row.reason
        assert 3 <= row.attempt_count <= 8
    assert inbox.addresses() == [CFO]


def test_refused_mail_fails_at_once_with_its_reason(home, inbox):
    inbox.to_recipient[COO] = "550 5.1.1 no such user <b>here</b>"
    with opened(home) as (service, clock):
        service.digests.send_due()
        row = next(row for row in service.digests.log() if row.recipient == COO)
        assert (row.state, row.attempt_count) == (DeliveryState.FAILED, 1)
        assert row.reason == "550 5.1.1 no such user <b>here</b>"
        inbox.to_recipient.clear()
        clock.moment += HOUR
        assert service.digests.send_due() == []
        service.digests.settle(row.number, arrived=False)
        service.digests.send_due()
        assert set(states(service).values()) == {DeliveryState.SENT}
    assert inbox.addresses() == [CFO, COO]


def test_connection_failure_is_tried_again(tmp_path):
    home = write_mail_home(tmp_path / "home", settings_for(free_port(), COO))
    with opened(home) as (service, _):
        (row,) = service.digests.send_due()
    assert row.state is DeliveryState.QUEUED
    assert row.next_at == DUE_AT + timedelta(minutes=5)
    assert row.reason


def test_connection_lost_after_the_mail_leaves_it_unknown(home, inbox):
    inbox.to_mail[:] = ["lost"]
    with opened(home) as (service, clock):
        first, second = service.digests.send_due()
        assert (first.state, second.state) == (DeliveryState.UNKNOWN, DeliveryState.SENT)
        clock.moment += HOUR
        assert service.digests.send_due() == []
        service.digests.settle(first.number, arrived=True)
        assert set(states(service).values()) == {DeliveryState.SENT}
        with pytest.raises(UsageError):
            service.digests.settle(first.number, arrived=False)


@pytest.mark.parametrize("hours", [-1, 73])
def test_digest_leaves_neither_early_nor_days_late(home, inbox, hours):
    with opened(home, DUE_AT + hours * HOUR) as (service, _):
        assert service.digests.send_due() == []
        assert obstacle(service) is (Obstacle.NOT_YET if hours < 0 else Obstacle.TOO_LATE)
    assert inbox.mails == []


def test_machine_that_was_off_over_the_week_end_catches_up(home, inbox):
    with opened(home, DUE_AT + 71 * HOUR) as (service, _):
        service.digests.send_due()
    assert inbox.addresses() == [CFO, COO]


def test_nothing_leaves_while_sending_is_off(home, inbox):
    with opened(home) as (service, _):
        service.digests.switch(on=False)
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.OFF
        service.digests.switch(on=True)
        service.digests.send_due()
    assert inbox.addresses() == [CFO, COO]


def test_switching_off_stops_in_the_middle(home, inbox, monkeypatch):
    with opened(home) as (service, _):
        kept = inbox.mails.append

        class Stopping(list):
            def append(self, mail):
                kept(mail)
                service.digests.switch(on=False)

        inbox.mails = Stopping()
        assert len(service.digests.send_due()) == 1
        assert sorted(states(service).values()) == [DeliveryState.QUEUED, DeliveryState.SENT]


def test_digest_waits_for_approval_where_it_is_asked_for(tmp_path, server):
    text = settings_for(server[1], COO, deliver="  approval: true\n")
    home = write_mail_home(tmp_path / "home", text)
    with opened(home) as (service, _):
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.NOT_APPROVED
        service.digests.approve(by="Nadia")
        assert service.digests.due()[0].approved_by == "Nadia"
        service.digests.approve(by="Somebody else")
        assert service.digests.due()[0].approved_by == "Nadia"
        service.digests.send_due()
        with pytest.raises(UsageError):
            service.digests.approve("2020-W01", by="Nadia")
    assert server[0].addresses() == [COO]


def test_open_list_is_never_sent(tmp_path, server):
    from watch import store

    home = write_mail_home(tmp_path / "home", settings_for(server[1], COO))
    with opened(tmp_path / "home") as (service, _):
        assert service.digests.preview().frozen
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in home.glob("*.yaml"):
        (bare / path.name).write_text(path.read_text("utf-8"), "utf-8")
    database = store.open_database(bare / "index" / "watch.db")
    with database.write() as connection:
        store.editions.save(connection, edition(frozen_at=None), made_from="test")
    database.close()
    with opened(bare) as (service, _):
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.NOT_FROZEN
        shown = service.digests.preview()
        assert not shown.frozen
        assert "Liste ouverte" in shown.text
        assert "Liste ouverte" in shown.html
    assert server[0].mails == []


def test_mail_that_leaves_asks_for_what_is_left_in_the_time_of_the_company(tmp_path, server):
    """What was decided after the freeze is told with its status, though the rows are frozen."""
    home = write_mail_home(tmp_path / "home", settings_for(server[1], COO))
    with opened(home) as (service, _):
        service.reviews.record(
            "opportunity-1", Act.DECIDE, status=Status.ADOPTED, owner="Paul Marchand"
        )
        service.digests.send_due()
    mail = parsed(server[0].mails[0])
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"].endswith("1 opportunité à décider")
    for said in ("1 décidée sur 2.", "→ Adoptée · Paul Marchand", "à 18:00 CET"):
        assert said in " ".join(text.split())


def test_reader_has_a_list_of_their_own_and_a_monthly_one_speaks_of_the_month(tmp_path, server):
    more = (
        "readers:\n"
        "  - {name: Nadia, email: nadia@lumera.example, language: en, cadence: monthly}\n"
        "  - {name: Hugo}\n"
    )
    text = settings_for(server[1], COO, more=more)
    monthly = edition(reader="Nadia", opportunities=())
    home = write_mail_home(tmp_path / "home", text, edition(), monthly)
    with opened(home) as (service, _):
        service.digests.send_due()
        assert [one.reader for one in service.digests.due()] == ["", "Nadia"]
    told = {mail.recipients[0]: parsed(mail) for mail in server[0].mails}
    assert set(told) == {COO, "nadia@lumera.example"}
    hers = told["nadia@lumera.example"]
    assert "November 2026" in hers["Subject"]
    plain = hers.get_body(("plain",)).get_content()
    assert "this month" in plain
    assert "this week" not in plain
    assert "week 46" not in plain


@pytest.mark.parametrize(("choice", "sent"), [("short", 1), ("nothing", 0)])
def test_empty_week_is_two_lines_or_nothing(tmp_path, server, choice, sent):
    text = settings_for(server[1], COO, deliver=f"  when_empty: {choice}\n")
    home = write_mail_home(tmp_path / "home", text, edition(opportunities=()))
    with opened(home) as (service, _):
        assert len(service.digests.send_due()) == sent
        if not sent:
            assert obstacle(service) is Obstacle.EMPTY
    for mail in server[0].mails:
        plain = parsed(mail).get_body(("plain",)).get_content()
        assert "Rien à décider cette semaine" in plain
        assert len(plain.split()) < 80


def test_unsubscribed_and_bounced_addresses_are_skipped_and_shown(home, inbox):
    with opened(home) as (service, _):
        service.digests.unsubscribe("COO@Lumera.example")
        service.digests.send_due()
        assert inbox.addresses() == [CFO]
        service.digests.bounced(CFO, "no such user")
        known = {one.address: one for one in service.digests.recipients()}
        assert known[COO].unsubscribed
        assert known[CFO].bounced == "no such user"
        assert obstacle(service) is Obstacle.NO_RECIPIENT
        service.digests.subscribe(COO)
        service.digests.send_due()
        assert inbox.addresses() == [CFO, COO]
        with pytest.raises(UsageError):
            service.digests.subscribe(COO)
        with pytest.raises(UsageError):
            service.digests.bounced("nobody@lumera.example", "what")


def test_queued_mail_to_somebody_who_left_is_cancelled(home, inbox):
    inbox.to_mail[:] = ["451 later"] * 2
    with opened(home) as (service, clock):
        service.digests.send_due()
        service.digests.unsubscribe(COO)
        clock.moment += HOUR
        service.digests.send_due()
        assert states(service) == {COO: DeliveryState.CANCELLED, CFO: DeliveryState.SENT}


def test_one_sender_at_a_time(home, inbox):
    from filelock import FileLock

    with (
        opened(home) as (service, _),
        FileLock(home / "index" / "send.lock"),
        pytest.raises(StoreBusy),
    ):
        service.digests.send_due()
    assert inbox.mails == []


def test_test_mail_is_marked_and_leaves_even_while_sending_is_off(home, inbox):
    with opened(home) as (service, _):
        service.digests.switch(on=False)
        assert service.digests.send_test("somebody@lumera.example").startswith("250")
        assert service.digests.log() == []
    (mail,) = inbox.mails
    assert parsed(mail)["Subject"].startswith("[Essai] Veille opérations")
    inbox.to_recipient["no@lumera.example"] = "550 no"
    with opened(home) as (service, _), pytest.raises(UsageError, match="550 no"):
        service.digests.send_test("no@lumera.example")


def test_bad_recipient_fails_alone(tmp_path, server):
    text = settings_for(server[1], "not-an-address", COO)
    home = write_mail_home(tmp_path / "home", text)
    with opened(home) as (service, _):
        service.digests.send_due()
        assert states(service) == {"not-an-address": DeliveryState.FAILED, COO: DeliveryState.SENT}
    assert server[0].addresses() == [COO]


def test_password_never_travels_unprotected(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHWATCH_SMTP_USER", "watch")
    monkeypatch.setenv("TECHWATCH_SMTP_PASSWORD", "secret")
    text = settings_for(587, COO).replace("127.0.0.1", "mail.lumera.example")
    home = write_mail_home(tmp_path / "home", text)
    with opened(home) as (service, _):
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.UNPROTECTED
        with pytest.raises(UsageError, match="encryption"):
            service.digests.send_test(COO)


def test_digest_waits_for_the_right_password(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHWATCH_SMTP_USER", "watch")
    monkeypatch.setenv("TECHWATCH_SMTP_PASSWORD", "wrong")
    options = {"authenticator": accepts(b"watch", b"secret"), "auth_require_tls": False}
    with mail_server(**options) as (inbox, port):
        home = write_mail_home(tmp_path / "home", settings_for(port, COO))
        with opened(home) as (service, _):
            (row,) = service.digests.send_due()
            assert row.state is DeliveryState.QUEUED
            assert row.reason.startswith("535")
            assert not sending(service).ok
            monkeypatch.setenv("TECHWATCH_SMTP_PASSWORD", "secret")
        with opened(home) as (service, clock):
            assert service.digests.send_due() == []
            clock.moment += timedelta(minutes=6)
            (row,) = service.digests.send_due()
            assert row.state is DeliveryState.SENT
            assert sending(service).ok
        assert "secret" not in (home / "watch.yaml").read_text("utf-8")
        assert inbox.addresses() == [COO]


def test_home_without_a_mail_server_says_so(tmp_path):
    home = write_mail_home(tmp_path / "home", "deliver: {recipients: [coo@lumera.example]}\n")
    with opened(home) as (service, _):
        assert service.digests.send_due() == []
        assert obstacle(service) is Obstacle.NO_SERVER


def test_older_edition_is_not_sent_beside_the_newest(tmp_path, server):
    older = edition(week=Week("2026-W45"), frozen_at=FROZEN_AT - timedelta(days=7))
    home = write_mail_home(tmp_path / "home", settings_for(server[1], COO), older, edition())
    with opened(home) as (service, _):
        assert [row.week for row in service.digests.send_due()] == ["2026-W46"]


@pytest.fixture
def found(monkeypatch):
    """Let saved searches find one story of the week, and one that is too new for the edition."""
    from fakes import article
    from fakes import story as story_of

    from watch.model import Hit
    from watch.service.search_desk import SearchDesk

    def hit(number, **fields):
        told = article(number, title=f"Found {number}", **fields)
        return Hit(
            story=story_of(number, told), article=told, source_name="P", sentence="", score=1
        )

    hits = [
        hit(1, effective_at=FROZEN_AT - HOUR),
        hit(2, effective_at=FROZEN_AT + HOUR),
    ]
    monkeypatch.setattr(SearchDesk, "news", lambda *_given, **_named: hits)


@pytest.mark.usefixtures("found")
def test_saved_searches_marked_for_the_digest_are_told(home, inbox):
    from watch.model import SavedSearch

    with opened(home) as (service, _):
        for name, marked in (("Robots", True), ("Énergie", False)):
            search = SavedSearch(name=name, query=name, in_digest=marked, created_at=DUE_AT)
            service.searches.save(search)
        service.digests.send_due()
    plain = parsed(inbox.mails[0]).get_body(("plain",)).get_content()
    assert "VOS RECHERCHES ENREGISTRÉES" in plain
    assert "Robots" in plain
    assert "1 nouveau sujet" in plain
    assert "Found 1" in plain
    assert "Found 2" not in plain
    assert "Énergie" not in plain


def test_sources_that_failed_for_a_week_are_named(home, inbox):
    from fakes import source

    from watch import store
    from watch.model import PollRecord, SourceState

    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {n: source(n) for n in ("broken", "shaky", "fine")})
        for name, days in (("broken", 8), ("shaky", 2)):
            since = DUE_AT - timedelta(days=days)
            record = PollRecord(
                source_id=name, state=SourceState.FAILING, failing_since_at=since, failure_count=9
            )
            store.sources.save_record(connection, record)
    database.close()
    with opened(home) as (service, _):
        service.digests.send_due()
    plain = parsed(inbox.mails[0]).get_body(("plain",)).get_content()
    assert "Illisibles depuis une semaine ou plus" in plain
    assert "Broken." in plain
    assert "Shaky" not in plain
