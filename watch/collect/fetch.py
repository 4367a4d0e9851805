"""Source → answer over HTTP: bounded in bytes, time and hops, guarded on every hop.

httpx's own redirects read bodies without limit and its timeouts are per read;
here redirects are followed by hand with their bodies unread, and a total
deadline surrounds everything. No cookie and no credential is ever sent.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin

import httpcore
import httpx

from watch.collect.answers import (
    Answer,
    failed,
    failed_connection,
    failed_status,
    validators_of,
)
from watch.collect.guard import Guard, GuardedBackend, Refused
from watch.collect.unpack import Unpacker, Unreceived
from watch.errors import UsageError
from watch.model import Failed, FailureKind, PollRequest, Unchanged
from watch.settings import CollectSettings

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_NOT_MODIFIED = 304
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)


class WebFetcher:
    """Fetches feeds through one client, one TLS context and one guard.

    With ``settings.proxy`` the proxy opens the connections: the guard then judges
    each address before the request as well as it can from here, but a name that
    only the proxy can resolve, or resolves otherwise, is the proxy's to refuse.
    """

    def __init__(self, settings: CollectSettings, guard: Guard | None = None) -> None:
        self._settings = settings
        self._guard = guard or Guard(settings.allow_hosts)
        self._client = _client(settings, self._guard)

    async def fetch(self, request: PollRequest) -> Answer | Unchanged | Failed:
        """Return the body behind a source's address, or why there is none."""
        source_id = request.source.id
        try:
            async with asyncio.timeout(self._settings.total_timeout_s):
                return await self._follow(request)
        except (TimeoutError, httpx.TimeoutException) as problem:
            return failed(source_id, FailureKind.TIMEOUT, self._too_slow(problem))
        except Refused as refusal:
            return failed(source_id, FailureKind.REFUSED, str(refusal))
        except Unreceived as problem:
            return failed(source_id, problem.kind, problem.reason)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            return failed_connection(source_id, problem)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _follow(self, request: PollRequest) -> Answer | Unchanged | Failed:
        hop = _Hop(url=request.source.url)
        headers = _conditions(request)
        for _ in range(self._settings.max_hops + 1):
            url = self._guard.checked_url(hop.url)
            if self._settings.proxy:
                await self._check_name(url)
            async with self._client.stream("GET", url, headers=headers) as response:
                location = response.headers.get("location", "")
                if response.status_code not in _REDIRECTS or not location:
                    return await self._receive(request, response, hop)
                hop = hop.towards(location, response.status_code)
        reason = f"the address redirects more than {self._settings.max_hops} times"
        return failed(request.source.id, FailureKind.HTTP, reason)

    async def _receive(
        self, request: PollRequest, response: httpx.Response, hop: _Hop
    ) -> Answer | Unchanged | Failed:
        source_id, record = request.source.id, request.record
        if response.status_code == _NOT_MODIFIED:
            known = validators_of(response.headers, record.validators)
            return Unchanged(source_id=source_id, validators=known)
        if not response.is_success:
            return failed_status(source_id, response)
        encoding = response.headers.get("content-encoding", "")
        limits = self._settings
        unpacker = Unpacker(encoding, limits.max_wire_bytes, limits.max_body_bytes)
        async for chunk in response.aiter_raw():
            unpacker.feed(chunk)
        answer = _answer(response, unpacker, hop)
        if record.body_fingerprint and answer.fingerprint == record.body_fingerprint:
            return Unchanged(source_id=source_id, validators=answer.validators)
        return answer

    async def _check_name(self, url: httpx.URL) -> None:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            await self._guard.addresses(url.host, port)
        except OSError:
            return  # behind many company proxies outside names do not resolve

    def _too_slow(self, problem: BaseException) -> str:
        limits = self._settings
        if isinstance(problem, httpx.ConnectTimeout):
            return f"no connection within {limits.connect_timeout_s:g} s"
        if isinstance(problem, httpx.TimeoutException):
            return f"the server was silent for {limits.read_timeout_s:g} s"
        return f"the answer took longer than {limits.total_timeout_s:g} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """Where a chain of redirects has come to, and whether all of it was for good."""

    url: str
    moved: bool = False
    for_good: bool = True

    def towards(self, location: str, status: int) -> _Hop:
        """Return the next hop of the chain."""
        try:
            following = urljoin(self.url, location.strip())
        except ValueError as problem:
            raise Refused("the address redirects to something unreadable") from problem
        return _Hop(
            url=following.partition("#")[0],
            moved=True,
            for_good=self.for_good and status in _PERMANENT,
        )


def user_agent(contact: str) -> str:
    """Return how we name ourselves to servers: honestly, with whom to complain to."""
    try:
        release = version("techwatch")
    except PackageNotFoundError:
        release = "dev"
    whom = re.sub(r"[^\x21-\x27\x2a-\x7e]", "", contact) or "feed reader"
    return f"techwatch/{release} (+{whom})" if contact else f"techwatch/{release} ({whom})"


def _answer(response: httpx.Response, unpacker: Unpacker, hop: _Hop) -> Answer:
    return Answer(
        body=unpacker.body(),
        content_type=response.headers.get("content-type", "")[:200],
        final_url=hop.url,
        permanent_url=hop.url if hop.moved and hop.for_good else "",
        validators=validators_of(response.headers),
        wire_bytes=unpacker.wire_bytes,
    )


def _conditions(request: PollRequest) -> dict[str, str]:
    known = request.record.validators
    conditions = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in conditions.items() if value and value.isascii()}


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose connections the guard opens."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


def _proxy(address: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(address)
        usable = proxy.url.scheme in ("http", "https") and bool(proxy.url.host.strip("[]"))
    except (ValueError, httpx.InvalidURL):
        usable = False
    if not usable:
        raise UsageError("the proxy address cannot be used", hint="write it as http://host:port")
    return proxy


def _transport(settings: CollectSettings, guard: Guard) -> httpx.AsyncHTTPTransport:
    """Return the way out: guarded connections of our own, or the configured proxy."""
    context = httpx.create_ssl_context(trust_env=False)
    if settings.proxy:
        proxy = _proxy(settings.proxy)
        return httpx.AsyncHTTPTransport(verify=context, trust_env=False, proxy=proxy)
    return _GuardedTransport(
        httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # the crawl bounds them
            max_keepalive_connections=settings.concurrency,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(guard),
        )
    )


def _client(settings: CollectSettings, guard: Guard) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=_transport(settings, guard),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(settings.read_timeout_s, connect=settings.connect_timeout_s),
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        headers={
            "user-agent": user_agent(settings.contact),
            "accept": _ACCEPT,
            "accept-encoding": "gzip",
        },
    )
