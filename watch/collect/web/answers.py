"""What a server said: a body to parse, nothing new, or a failure in plain words."""

from __future__ import annotations

import errno
import hashlib
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol

import httpx

from watch.clock import SystemClock
from watch.model import Failed, FailureKind, PollRequest, SourceId, Unchanged, Validators

_LONGEST_WAIT_S = 7 * 24 * 3600.0
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_KINDS: dict[int, FailureKind] = {
    HTTPStatus.UNAUTHORIZED: FailureKind.FORBIDDEN,
    HTTPStatus.FORBIDDEN: FailureKind.FORBIDDEN,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: FailureKind.FORBIDDEN,
    HTTPStatus.NOT_FOUND: FailureKind.MISSING,
    HTTPStatus.GONE: FailureKind.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: FailureKind.BUSY,
    HTTPStatus.SERVICE_UNAVAILABLE: FailureKind.BUSY,
}
_WALLED = (HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE)
_WALLS = ("cloudflare", "ddos-guard", "sucuri")  # the names their edges answer under
_WALL_HEADERS = frozenset({"x-datadome", "x-sucuri-block"})
_NO_VALIDATORS = Validators()
_MAX_VALIDATOR = 1_000  # real ETags have at most some hundred characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The body behind an address, unpacked and not yet parsed; none when it is not modified.

    Units:
        ``wire_bytes`` is how many came over the network, before unpacking.
    """

    body: bytes = b""
    not_modified: bool = False
    content_type: str = ""
    final_url: str = ""
    permanent_url: str = ""
    validators: Validators = _NO_VALIDATORS
    wire_bytes: int = 0

    @property
    def fingerprint(self) -> str:
        """A print of the body: the same bytes are not parsed twice."""
        return hashlib.blake2b(self.body, digest_size=16).hexdigest()


class Fetcher(Protocol):
    """Asks one source. Real: ``fetch.WebFetcher``; fake: ``ScriptedFetcher`` of the tests."""

    async def fetch(self, request: PollRequest) -> Answer | Unchanged | Failed:
        """Return what the server said; never raises for what a server can do."""
        ...

    async def get(self, url: str) -> Answer | Failed:
        """Return the body of any page or file; the failure names no source."""
        ...

    async def slow_down(self, host: str, seconds: float) -> None:
        """Begin requests to a host at least so many seconds apart, from the last one on."""
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


def failed(source_id: SourceId, kind: FailureKind, reason: str) -> Failed:
    """Return a failure without an HTTP status."""
    return Failed(source_id=source_id, kind=kind, reason=reason)


def validators_of(headers: httpx.Headers, known: Validators = _NO_VALIDATORS) -> Validators:
    """Return the validators of an answer, completed by those already known."""
    return Validators(
        etag=headers.get("etag", known.etag)[:_MAX_VALIDATOR],
        last_modified=headers.get("last-modified", known.last_modified)[:_MAX_VALIDATOR],
    )


def failed_status(source_id: SourceId, response: httpx.Response) -> Failed:
    """Return what a status other than success means for the source."""
    status = response.status_code
    wait_s = None
    if status in _BUSY:
        now = SystemClock().now()
        wait_s = retry_after_s(response.headers.get("retry-after", ""), now)
    walled = is_bot_wall(response)
    who = "a wall against robots" if walled else "the server"
    return Failed(
        source_id=source_id,
        kind=FailureKind.BOT_WALL if walled else _KINDS.get(status, FailureKind.HTTP),
        reason=f"{who} answered {status} {_phrase(status)}".rstrip(),
        status=status,
        retry_after_s=wait_s,
    )


def is_bot_wall(response: httpx.Response) -> bool:
    """Return whether somebody before the server answered, to keep robots out.

    Source:
        developers.cloudflare.com (cf-mitigated), docs.aws.amazon.com (x-amzn-waf-action);
        the others by what they are seen to answer.
    """
    headers = response.headers
    if headers.get("cf-mitigated", "").lower() == "challenge" or "x-amzn-waf-action" in headers:
        return True
    if response.status_code not in _WALLED:
        return False
    guarded = headers.get("server", "").lower().startswith(_WALLS)
    return guarded or not _WALL_HEADERS.isdisjoint(headers)


def retry_after_s(header: str, now: datetime) -> float | None:
    """Return how long a server asks us to wait, at most seven days.

    Args:
        header: Seconds or an HTTP date (RFC 9110, 10.2.3); anything else is no wish.
        now: Aware UTC.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_WAIT_S)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), _LONGEST_WAIT_S)


def failed_connection(source_id: SourceId, problem: BaseException) -> Failed:
    """Return why no answer came, from the exception that says it."""
    causes = tuple(_chain(problem))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = f"the certificate is not valid: {cause.verify_message}"
            return failed(source_id, FailureKind.UNREACHABLE, reason)
        if isinstance(cause, socket.gaierror):
            return _no_name(source_id, cause)
    refused = any(isinstance(c, OSError) and c.errno == errno.ECONNREFUSED for c in causes)
    return failed(source_id, FailureKind.UNREACHABLE, _broken(problem, refused=refused))


def _no_name(source_id: SourceId, problem: socket.gaierror) -> Failed:
    if problem.errno == socket.EAI_AGAIN:
        return failed(source_id, FailureKind.UNREACHABLE, "the name server does not answer")
    return failed(source_id, FailureKind.NO_HOST, "no such host")


def _broken(problem: BaseException, *, refused: bool) -> str:
    if refused:
        return "the server refused the connection"
    if any(isinstance(cause, ssl.SSLError) for cause in _chain(problem)):
        return "no secure connection could be made"
    if isinstance(problem, httpx.ProxyError):
        return "the proxy did not let the request through"
    if isinstance(problem, httpx.ConnectError):
        return "the server cannot be reached"
    if isinstance(problem, httpx.RemoteProtocolError | httpx.LocalProtocolError):
        return "the server did not answer in proper HTTP"
    return "the connection broke"


def _chain(problem: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while problem is not None and len(found) < 20:
        found.append(problem)
        if isinstance(problem, BaseExceptionGroup):
            found.extend(problem.exceptions)
        problem = problem.__cause__ or problem.__context__
    return found


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
