"""Naughty strings as titles: envelope and headers stay as planned, and the page loads nothing."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from mail_home import DUE_AT, edition, mail_server, opportunity

from watch import deliver
from watch.model import Company, DeliveryState
from watch.settings import DeliverSettings, SmtpSettings

SENDER, RECIPIENT = "techwatch <watch@lumera.example>", "coo@lumera.example"
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
    "List-Id", "List-Unsubscribe", "MIME-Version", "Content-Type",
}  # fmt: skip
INJECTIONS = (
    "Robots\r\nBcc: victim@example.com",
    "Robots\nSubject: other\n\nbody",
    "=?utf-8?q?Robots=0D=0ABcc=3A_victim=40example=2Ecom?=",
    "=?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ0K?=",
    "=?iso-8859-1?q?=0ATo:_victim@example.com?=",
    ".\r\nMAIL FROM:<x@example.com>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\n",
    "\r\n.\r\n",
    "\n.\n",
    "a\x00b\x1b[31mc\x7f\x85\u2028\u2029d",
    "\ud800 lone surrogate",
    "\u202egnp.exe",
    "</style><script>alert(1)</script>",
    "<img src=https://evil.example/pixel.gif onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "x" * 5000,
    "\u0301" * 500,
)


@pytest.fixture(scope="module")
def naughty(shared_data):
    hostile = shared_data / "hostile"
    listed = json.loads((hostile / "blns" / "package" / "blns.json").read_text("utf-8"))
    tricks = json.loads((hostile / "own" / "unicode_tricks.json").read_text("utf-8"))
    return [*listed, *tricks]


def hostile_mail(title: str, language: str):
    item = opportunity(title=title, pain_title=title, area=title, gain=title, owners=(title,))
    made = edition(item, company=Company(name=title), reader=title)
    search = deliver.SearchNews(
        name=title, count=1, stories=(deliver.NewStory(title=title, url=title),)
    )
    context = deliver.Context(failing=(title,), searches=(search,))
    digest = deliver.compose(made, DeliverSettings(), language, context)
    return digest, deliver.message(digest, SENDER, RECIPIENT, "<2026-W46.1@x.example>", DUE_AT)


class Outside(HTMLParser):
    """Finds what a page would load, run or send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag in {"img", "script", "iframe", "object", "embed", "form", "link", "base", "svg"}:
            self.found.append(tag)
        for name, value in attributes:
            loads = name in {"src", "srcset", "background", "poster", "data", "action"}
            risky = name.startswith("on") or (name == "href" and not value.startswith("http"))
            if loads or risky or "url(" in (value or ""):
                self.found.append(f"{tag} {name}={value}")


def planned(received, digest) -> None:
    """Assert that a received mail has the envelope and the headers that were planned."""
    assert received.sender == "watch@lumera.example"
    assert received.recipients == [RECIPIENT]
    mail = message_from_bytes(received.content, policy=policy.default)
    added = {"X-Peer", "X-MailFrom", "X-RcptTo"}  # the test server's own
    assert set(mail.keys()) - added == HEADERS
    assert mail["Subject"] == digest.subject
    assert mail["To"] == RECIPIENT
    assert not mail.defects
    plain, page = mail.iter_parts()
    assert not plain.defects + page.defects
    outside = Outside()
    outside.feed(page.get_content())
    assert outside.found == []


def sent(titles, language: str):
    with mail_server() as (inbox, port):
        server = SmtpSettings(host="127.0.0.1", port=port, security="none")
        for title in titles:
            digest, mail = hostile_mail(title, language)
            posted = deliver.post(mail.as_bytes(), "watch@lumera.example", RECIPIENT, server)
            assert posted.state is DeliveryState.SENT, posted.reason
            yield digest, inbox.mails[-1]
        assert len(inbox.mails) == len(titles)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_injections_change_neither_envelope_nor_headers(language):
    for digest, received in sent(INJECTIONS, language):
        planned(received, digest)
        assert b"victim" not in received.content.split(b"\r\n\r\n")[0]


@pytest.mark.slow
def test_naughty_strings_change_neither_envelope_nor_headers(naughty):
    assert len(naughty) >= 461
    for digest, received in sent(naughty, "fr"):
        planned(received, digest)


def test_subject_is_the_same_whatever_the_titles_are():
    subjects = {hostile_mail(title, "en")[0].subject for title in INJECTIONS}
    assert len(subjects) == 1
    assert re.fullmatch(r"Operations watch · week 46 · 1 opportunity to decide on", *subjects)
