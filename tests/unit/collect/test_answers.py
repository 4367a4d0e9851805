"""Statuses, waits and broken connections become reasons a person understands."""

from __future__ import annotations

import errno
import socket
import ssl
from datetime import UTC, datetime

import httpx
import pytest

from watch.collect.web.answers import (
    Answer,
    failed_connection,
    failed_status,
    retry_after_s,
    validators_of,
)
from watch.model import FailureKind, SourceId, Validators

ID = SourceId("a")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999", 604_800),
        ("Thu, 01 Jan 2026 00:10:00 GMT", 600),
        ("Thu, 01 Jan 2025 00:10:00 GMT", 0),
        ("Thu, 01 Jan 2099 00:10:00 GMT", 604_800),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("Thu, 99 Jan 2026 99:10:00 GMT", None),
    ],
)
def test_retry_after_is_read_and_capped(header, seconds):
    assert retry_after_s(header, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (401, FailureKind.FORBIDDEN, "the server answered 401 Unauthorized"),
        (403, FailureKind.FORBIDDEN, "the server answered 403 Forbidden"),
        (451, FailureKind.FORBIDDEN, "the server answered 451 Unavailable For Legal Reasons"),
        (404, FailureKind.MISSING, "the server answered 404 Not Found"),
        (429, FailureKind.BUSY, "the server answered 429 Too Many Requests"),
        (503, FailureKind.BUSY, "the server answered 503 Service Unavailable"),
        (410, FailureKind.GONE, "the server answered 410 Gone"),
        (500, FailureKind.HTTP, "the server answered 500 Internal Server Error"),
        (520, FailureKind.HTTP, "the server answered 520"),
    ],
)
def test_status_becomes_a_reason(status, kind, reason):
    failed = failed_status(ID, httpx.Response(status))
    assert (failed.kind, failed.reason, failed.status) == (kind, reason, status)
    assert failed.retry_after_s is None


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_says_when_to_come_back(status):
    failed = failed_status(ID, httpx.Response(status, headers={"Retry-After": "60"}))
    assert failed.retry_after_s == 60


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {"cf-mitigated": "challenge"}),
        (429, {"CF-Mitigated": "Challenge"}),
        (403, {"server": "cloudflare"}),
        (503, {"Server": "Cloudflare", "Retry-After": "60"}),
        (403, {"server": "ddos-guard"}),
        (403, {"server": "Sucuri/Cloudproxy"}),
        (403, {"x-datadome": "protected"}),
        (202, {"x-amzn-waf-action": "challenge"}),
        (405, {"x-amzn-waf-action": "captcha"}),
    ],
)
def test_wall_against_robots_is_told_from_a_refusal(status, headers):
    failed = failed_status(ID, httpx.Response(status, headers=headers))
    assert failed.kind is FailureKind.BOT_WALL
    assert failed.reason.startswith(f"a wall against robots answered {status} ")
    assert failed.retry_after_s == (60 if "Retry-After" in headers else None)


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (403, {"server": "nginx"}, FailureKind.FORBIDDEN),
        (404, {"server": "cloudflare"}, FailureKind.MISSING),
        (410, {"server": "cloudflare"}, FailureKind.GONE),
        (429, {"server": "cloudflare"}, FailureKind.BUSY),
        (522, {"server": "cloudflare"}, FailureKind.HTTP),
        (503, {"server": "Apache", "cf-mitigated": ""}, FailureKind.BUSY),
    ],
)
def test_what_a_wall_lets_through_is_called_by_its_name(status, headers, kind):
    """A site behind Cloudflare has errors of its own as well."""
    assert failed_status(ID, httpx.Response(status, headers=headers)).kind is kind


def raised(problem: BaseException, cause: BaseException) -> BaseException:
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "x"), "the name server does not answer"),
        (OSError(errno.ECONNREFUSED, "x"), "the server refused the connection"),
        (OSError(errno.ENETUNREACH, "x"), "the server cannot be reached"),
        (ssl.SSLError("x"), "no secure connection could be made"),
    ],
)
def test_cause_of_a_broken_connection_is_named(cause, reason):
    failed = failed_connection(ID, raised(httpx.ConnectError("x"), cause))
    assert (failed.kind, failed.reason) == (FailureKind.UNREACHABLE, reason)


def test_name_that_nobody_knows_is_told_from_a_broken_connection():
    unknown = socket.gaierror(socket.EAI_NONAME, "x")
    failed = failed_connection(ID, raised(httpx.ConnectError("x"), unknown))
    assert (failed.kind, failed.reason) == (FailureKind.NO_HOST, "no such host")


def test_refused_connection_inside_a_group_is_found():
    group = OSError("all attempts failed")
    group.__cause__ = ExceptionGroup("x", [OSError(errno.ECONNREFUSED, "x")])
    assert "refused" in failed_connection(ID, raised(httpx.ConnectError("x"), group)).reason


def test_bad_certificate_says_what_is_wrong():
    problem = ssl.SSLCertVerificationError("x")
    problem.verify_message = "certificate has expired"
    failed = failed_connection(ID, raised(httpx.ConnectError("x"), problem))
    assert failed.reason == "the certificate is not valid: certificate has expired"


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (httpx.RemoteProtocolError("x"), "proper HTTP"),
        (httpx.ProxyError("x"), "proxy"),
        (httpx.ReadError("x"), "the connection broke"),
    ],
)
def test_other_breaks_have_their_words(problem, reason):
    assert reason in failed_connection(ID, problem).reason


def test_validators_are_completed_by_the_known_ones():
    known = Validators(etag='"old"', last_modified="yesterday")
    found = validators_of(httpx.Headers({"ETag": '"new"'}), known)
    assert found == Validators(etag='"new"', last_modified="yesterday")
    assert len(validators_of(httpx.Headers({"ETag": "x" * 5000})).etag) == 1000


def test_equal_bodies_have_equal_prints():
    assert Answer(body=b"a").fingerprint == Answer(body=b"a", final_url="x").fingerprint
    assert Answer(body=b"a").fingerprint != Answer(body=b"b").fingerprint
