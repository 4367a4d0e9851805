"""``Service.digest``: whose list, in whose language, to whom, under which names."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from digest_editions import five, full

from watch import store
from watch.errors import UsageError
from watch.service import Service

SETTINGS = """\
deliver: {sender: watch@lumera.example, recipients: [coo@lumera.example]}
readers:
  - {name: Anne Colin, language: en, email: anne@lumera.example}
  - {name: Paul}
"""


@pytest.fixture
def service(tmp_path):
    """A home with two readers; the company and each of them have an edition."""
    (tmp_path / "sources.yaml").write_text("sources: []\n", "utf-8")
    (tmp_path / "painpoints.yaml").write_text("company: {language: fr}\n", "utf-8")
    (tmp_path / "watch.yaml").write_text(SETTINGS, "utf-8")
    database = store.open_database(tmp_path / "index" / "watch.db")
    with database.write() as connection:
        for reader in ("", "Anne Colin", "Paul"):
            one = full(reader=reader, opportunities=five()[:1])
            store.editions.freeze(connection, one)
    database.close()
    with Service(tmp_path) as opened:
        yield opened


def mail_of(paths):
    return message_from_bytes(paths[0].read_bytes(), policy=policy.default)


def test_digest_of_a_reader_is_theirs_throughout(service, tmp_path):
    paths = service.digest(tmp_path / "out", reader="Anne Colin")
    mail = mail_of(paths)
    assert mail["Content-Language"] == "en"
    assert mail["To"] == "anne@lumera.example"
    assert mail["Subject"].startswith("Operations watch")
    assert paths[0].name == "digest-2026-W47-anne-colin.eml"


def test_digest_of_the_company_goes_to_its_first_recipient(service, tmp_path):
    mail = mail_of(service.digest(tmp_path / "out"))
    assert mail["Content-Language"] == "fr"
    assert mail["To"] == "coo@lumera.example"


def test_list_of_a_reader_without_an_address_goes_to_nobody_else(service, tmp_path):
    mail = mail_of(service.digest(tmp_path / "out", reader="Paul"))
    assert mail["To"] == "watch@lumera.example"
    assert mail["Content-Language"] == "fr"


def test_language_asked_for_goes_before_the_reader_s(service, tmp_path):
    mail = mail_of(service.digest(tmp_path / "out", "fr", "Anne Colin"))
    assert mail["Content-Language"] == "fr"


def test_digests_of_two_readers_are_two_mails(service, tmp_path):
    names = ("", "Anne Colin", "Paul")
    written = [service.digest(tmp_path / "out", reader=name) for name in names]
    assert len({mail_of(paths)["Message-ID"] for paths in written}) == 3
    assert len({path for paths in written for path in paths}) == 9


def test_unknown_reader_is_refused_with_the_names(service, tmp_path):
    with pytest.raises(UsageError) as refused:
        service.digest(tmp_path / "out", reader="Nobody")
    assert "Anne Colin, Paul" in refused.value.hint
    assert not (tmp_path / "out").exists()
