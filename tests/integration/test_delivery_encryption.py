"""Mail servers are believed by their certificate only, and passwords travel encrypted."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest
from mail_home import accepts, mail_server

from watch.deliver import post
from watch.model import DeliveryState
from watch.settings import SmtpSettings

SENDER, RECIPIENT = "watch@lumera.example", "coo@lumera.example"
MAIL = b"Subject: one\r\n\r\n.one\r\n..two\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of localhost that nobody else vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(made)]
    subprocess.run([*command, *files, *subject], check=True, capture_output=True)
    return made, key


@pytest.fixture
def context(certificate):
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(*certificate)
    return served


def settings(port, **fields):
    return SmtpSettings(**({"host": "localhost", "port": port, "timeout_s": 5.0} | fields))


def posted(port, **fields):
    return post(MAIL, SENDER, RECIPIENT, settings(port, **fields))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_trusted_server_is_given_mail_and_password(certificate, context, security, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    way = {"ssl_context": context} if security == "tls" else {"tls_context": context}
    options = {"authenticator": accepts(b"watch", b"secret"), "auth_required": True}
    options["auth_require_tls"] = security == "starttls"  # it takes no other for encrypted
    with mail_server(**way, **options) as (inbox, port):
        done = posted(port, security=security, user="watch", password="secret")
    assert done.state is DeliveryState.SENT, done.reason
    assert inbox.mails[0].content == MAIL


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_server_that_nobody_vouches_for_gets_nothing(context, security, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    way = {"ssl_context": context} if security == "tls" else {"tls_context": context}
    with mail_server(**way) as (inbox, port):
        done = posted(port, security=security, user="watch", password="secret")
    assert done.state is DeliveryState.QUEUED
    assert "self-signed" in done.reason
    assert inbox.mails == []


def test_server_without_encryption_gets_nothing():
    with mail_server() as (inbox, port):
        done = posted(port, security="starttls")
    assert done.state is DeliveryState.QUEUED
    assert "STARTTLS" in done.reason
    assert inbox.mails == []


def test_certificate_of_another_name_is_not_believed(certificate, context, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail_server(tls_context=context) as (inbox, port):
        done = posted(port, security="starttls", host="127.0.0.1")
    assert done.state is DeliveryState.QUEUED
    assert "certificate" in done.reason.lower()
    assert inbox.mails == []


def test_password_beyond_this_machine_is_never_sent_in_the_clear():
    done = post(
        MAIL, SENDER, RECIPIENT, settings(25, host="mail.example", security="none", user="u")
    )
    assert done.state is DeliveryState.FAILED
