from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from digest_editions import full, opportunity

from watch.deliver import compose, message, render_html, render_text, write
from watch.errors import UsageError, WatchError
from watch.model import Company
from watch.settings import DeliverSettings

SENT_AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DIGEST = compose(full(), DeliverSettings(), "fr")


def mail_of(digest=DIGEST, sender="techwatch <watch@lumera.example>", to="coo@lumera.example"):
    return message(digest, sender, to, "<2026-W47.1@lumera.example>", SENT_AT)


def received(mail):
    return message_from_bytes(mail.as_bytes(), policy=policy.default)


def test_mail_is_a_text_and_an_html_that_arrive_whole():
    mail = received(mail_of())
    assert mail.get_content_type() == "multipart/alternative"
    plain, page = mail.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert page.get_content_type() == "text/html"
    assert plain.get_content().replace("\r\n", "\n") == render_text(DIGEST)
    assert page.get_content().replace("\r\n", "\n").strip() == render_html(DIGEST).strip()
    assert {part.get_content_charset() for part in (plain, page)} == {"utf-8"}


def test_mail_headers_are_few_and_ours():
    mail = received(mail_of())
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
        "List-Id", "List-Unsubscribe", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert mail["Subject"] == DIGEST.subject
    assert mail["From"].addresses[0].addr_spec == "watch@lumera.example"
    assert mail["Date"].datetime == SENT_AT
    assert mail["Message-ID"] == "<2026-W47.1@lumera.example>"


def test_mail_lines_fit_every_server():
    assert max(map(len, mail_of().as_bytes().split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "title",
    [
        "Robots\r\nBcc: victim@example.com\r\n\r\n<h1>",
        "=?utf-8?q?Robots=0D=0ABcc=3A_victim=40example=2Ecom?=",
        "=?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ0K?=",
    ],
)
def test_feed_text_reaches_no_header(title):
    hostile = opportunity(title=title, pain_title=title, area=title, gain=title)
    edition = full(opportunities=(hostile,), company=Company(name=title))
    raw = mail_of(compose(edition, DeliverSettings(), "fr")).as_bytes()
    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["Bcc"] is None
    assert len(mail.keys()) == 11
    head = raw.split(b"\r\n\r\n")[0]
    assert b"victim" not in head
    assert b"Robots" not in head


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: c@d.example",
        "x\nBcc: c@d.example <a@b.example>",
        "a@@b",
        "a@b.example, c@d.example\x00",
    ],
)
def test_unfit_address_is_refused_with_a_hint(address):
    with pytest.raises(UsageError) as refused:
        mail_of(to=address)
    assert "company.example" in refused.value.hint


def test_accented_sender_name_arrives():
    mail = received(mail_of(sender='"Veille, opérations" <watch@lumera.example>'))
    assert mail["From"].addresses[0].display_name == "Veille, opérations"


@pytest.mark.parametrize("written", ["", "x", "<x>", "<a@b>\r\nBcc: c@d.example", "<a b@c>"])
def test_unfit_message_id_is_refused(written):
    with pytest.raises(UsageError):
        message(DIGEST, "a@b.example", "c@d.example", written, SENT_AT)


def test_write_leaves_three_whole_files_and_nothing_else(tmp_path):
    folder = tmp_path / "out"
    paths = write(DIGEST, folder, mail_of())
    assert [p.name for p in paths] == [f"digest-2026-W47.{s}" for s in ("eml", "html", "txt")]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert (
        message_from_bytes(paths[0].read_bytes(), policy=policy.SMTP)["Subject"] == DIGEST.subject
    )
    assert paths[1].read_text(encoding="utf-8") == render_html(DIGEST)
    assert paths[2].read_text(encoding="utf-8") == render_text(DIGEST)


@pytest.mark.parametrize(
    ("reader", "stem"),
    [
        ("Anne Colin", "digest-2026-W47-anne-colin"),
        ("../../etc/x", "digest-2026-W47-etc-x"),
        ("Ольга", "digest-2026-W47-"),
    ],
)
def test_files_of_a_reader_bear_a_name_that_stays_in_the_folder(tmp_path, reader, stem):
    digest = compose(full(reader=reader), DeliverSettings(), "fr")
    paths = write(digest, tmp_path / "out", mail_of(digest))
    assert sorted((tmp_path / "out").iterdir()) == sorted(paths)
    assert all(path.name.startswith(stem) for path in paths)
    assert all(path.stem not in ("digest-2026-W47", "digest-2026-W47-") for path in paths)


def test_write_replaces_the_files_of_an_earlier_run(tmp_path):
    (tmp_path / "digest-2026-W47.txt").write_text("old")
    paths = write(DIGEST, tmp_path, mail_of())
    assert paths[2].read_text(encoding="utf-8") == render_text(DIGEST)


def test_write_that_fails_keeps_the_old_file_and_leaves_no_trace(tmp_path, monkeypatch):
    (tmp_path / "digest-2026-W47.eml").write_text("old")

    def full_disk(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(WatchError) as failed:
        write(DIGEST, tmp_path, mail_of())
    assert "No space left" in failed.value.message
    assert failed.value.hint
    assert [p.name for p in tmp_path.iterdir()] == ["digest-2026-W47.eml"]
    assert (tmp_path / "digest-2026-W47.eml").read_text() == "old"
