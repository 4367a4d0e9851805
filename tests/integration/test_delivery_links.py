"""What comes back from a mail: decisions once, unsubscribing, and nothing by looking."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from mail_home import DUE_AT, edition, mail_server, opened, settings_for, write_mail_home

from watch.errors import UsageError
from watch.model import LinkPurpose, OpportunityId, Reason, Status
from watch.service import LinkExpired, Service

COO = "coo@lumera.example"
URL = "https://veille.lumera.example"
FIRST = OpportunityId("opportunity-1")
TOKEN = re.compile(rf'{re.escape(URL)}/(feedback|unsubscribe)/([^\s">]+)')


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A home after its digest has left, and the mail."""
    with mail_server() as (inbox, port):
        text = settings_for(port, COO, more=f"app: {{public_url: '{URL}/'}}\n")
        home = write_mail_home(tmp_path_factory.mktemp("links") / "home", text)
        with opened(home) as (service, _):
            service.digests.send_due()
    return home, message_from_bytes(inbox.mails[0].content, policy=policy.default)


@pytest.fixture
def home(sent, tmp_path):
    """A copy of that home."""
    import shutil

    return shutil.copytree(sent[0], tmp_path / "copy")


def links(mail):
    page = mail.get_body(("html",)).get_content()
    found = {"feedback": [], "unsubscribe": []}
    for kind, token in TOKEN.findall(page):
        found[kind].append(token)
    return found


def test_each_item_can_be_decided_in_four_ways(sent):
    with opened(sent[0]) as (service, _):
        told = [service.digests.link(token) for token in links(sent[1])["feedback"]]
    statuses = {Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE}
    for number in (1, 2):
        mine = [one for one in told if one.opportunity_id == f"opportunity-{number}"]
        assert {one.status for one in mine} == statuses
        assert {one.title for one in mine} == {f"Des robots divisent par {number + 1} les erreurs"}
    assert {(one.recipient, one.week, one.language) for one in told} == {(COO, "2026-W46", "fr")}


def test_looking_at_links_decides_nothing(home, sent):
    with opened(home) as (service, _):
        for tokens in links(sent[1]).values():
            for token in tokens * 3:
                assert not service.digests.link(token).already
        assert service.reviews.ledger() == []
        assert not service.digests.recipients()[0].unsubscribed


def test_link_decides_once(home, sent):
    token = links(sent[1])["feedback"][0]
    with opened(home) as (service, _):
        assert not service.digests.follow(token).already
        assert service.digests.follow(token).already
        assert service.digests.link(token).already
        (row,) = service.reviews.ledger()
        assert (row.by, row.week, row.rank) == (COO, "2026-W46", 1)
        assert row.status is service.reviews.card(row.opportunity_id).standing.status


def test_no_of_a_mail_has_its_reason(home, sent):
    with opened(home) as (service, _):
        for token in links(sent[1])["feedback"]:
            link = service.digests.link(token)
            if link.opportunity_id == FIRST and link.status is Status.REJECTED:
                service.digests.follow(token)
        assert service.reviews.card(FIRST).standing.reason is Reason.NOT_A_PRIORITY


def test_two_clicks_at_once_leave_one_row(home, sent):
    watching = next(
        token for token in links(sent[1])["feedback"] if _status(home, token) is Status.WATCHING
    )
    with opened(home) as (service, _), ThreadPoolExecutor(8) as pool:
        done = list(pool.map(service.digests.follow, [watching] * 24))
        assert sum(not link.already for link in done) == 1
        assert len(service.reviews.ledger()) == 1


def _status(home, token):
    with opened(home) as (service, _):
        return service.digests.link(token).status


def test_decision_that_contradicts_is_told(home, sent):
    with opened(home) as (service, _):
        tokens = links(sent[1])["feedback"]
        study = next(t for t in tokens if service.digests.link(t).status is Status.TO_STUDY)
        from watch.model import Act

        about = service.digests.link(study).opportunity_id
        service.reviews.record(about, Act.DECIDE, status=Status.PILOT)
        with pytest.raises(UsageError, match="pilot"):
            service.digests.follow(study)


def test_unsubscribing_is_one_click_and_once(home, sent):
    mail = sent[1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<digest.lumera.example>"
    stored = re.findall(r"<([^>]+)>", mail["List-Unsubscribe"])
    assert stored[1] == "mailto:watch@lumera.example?subject=unsubscribe"
    token = TOKEN.fullmatch(stored[0])[2]
    assert links(mail)["unsubscribe"] == [token]
    with opened(home) as (service, _):
        link = service.digests.link(token)
        assert (link.purpose, link.recipient) == (LinkPurpose.UNSUBSCRIBE, COO)
        assert not service.digests.follow(token).already
        assert service.digests.follow(token).already
        assert service.digests.recipients()[0].unsubscribed


def test_old_link_has_expired(home, sent):
    token = links(sent[1])["feedback"][0]
    with opened(home, DUE_AT + timedelta(days=61)) as (service, _):
        with pytest.raises(LinkExpired):
            service.digests.follow(token)
        assert service.reviews.ledger() == []


def test_link_of_another_home_is_refused(sent, tmp_path):
    other = write_mail_home(tmp_path / "other", "", edition())
    with opened(other) as (service, _):
        for token in (*links(sent[1])["feedback"], "", "é", "x" * 5000):
            with pytest.raises(UsageError):
                service.digests.follow(token)
        assert service.reviews.ledger() == []


def test_secret_of_the_environment_is_used_and_must_be_long(home, sent, monkeypatch):
    token = links(sent[1])["feedback"][0]
    monkeypatch.setenv("TECHWATCH_SECRET", "another secret, long enough")
    with opened(home) as (service, _), pytest.raises(UsageError, match="not valid"):
        service.digests.link(token)
    monkeypatch.setenv("TECHWATCH_SECRET", "short")
    with opened(home) as (service, _), pytest.raises(UsageError, match="16"):
        service.digests.link(token)


def test_secret_is_made_once(tmp_path):
    from watch.service.digest_secret import secret
    from watch.service.open_home import OpenHome

    home = write_mail_home(tmp_path / "home", "")
    first, second = OpenHome(home, None, None), OpenHome(home, None, None)
    assert secret(first) == secret(second)
    assert len(secret(first)) == 64
    first.close()
    second.close()


def test_preview_has_no_link_that_decides(home):
    with Service(home) as service:
        shown = service.digests.preview()
    for _, token in TOKEN.findall(shown.html):
        assert token == "preview"
    assert f"{URL}/opportunities?card=opportunity-1" in shown.text
