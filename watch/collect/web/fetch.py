"""Address → answer over HTTP: bounded in bytes, time and hops, guarded on every hop.

httpx's own redirects read bodies without limit and its timeouts are per read;
here redirects are followed by hand with their bodies unread, and a total
deadline surrounds everything but the wait for a turn at a host. No cookie and
no credential is ever sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from watch.collect.web.answers import (
    Answer,
    failed,
    failed_connection,
    failed_status,
    is_bot_wall,
    validators_of,
)
from watch.collect.web.gate import HostGate, open_gate
from watch.collect.web.guard import Guard, Refused
from watch.collect.web.headers import ANYTHING, FEED, conditions, user_agent
from watch.collect.web.lanes import Lanes, ways_out
from watch.collect.web.unpack import Unpacker, Unreceived
from watch.model import (
    Failed,
    FailureKind,
    PollRecord,
    PollRequest,
    SourceId,
    Unchanged,
    Validators,
)
from watch.settings import CollectSettings

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_NOT_MODIFIED = 304
_NOBODY = SourceId("")
_NOTHING = Validators()

Idle = Callable[[], AbstractAsyncContextManager[None]]


class WebFetcher:
    """Fetches feeds and pages through one guard, with a lane to each host.

    With ``settings.proxy`` the proxy opens the connections: the guard then judges
    each address before the request as well as it can from here, but a name that
    only the proxy can resolve, or resolves otherwise, is the proxy's to refuse.

    Args:
        settings: Limits, allow-list, contact, proxy.
        guard: Replaced in tests.
        idle: Entered while a fetch only waits for its turn at a host.
        gate: Who of several processes may connect to a host.
    """

    def __init__(
        self,
        settings: CollectSettings,
        guard: Guard | None = None,
        idle: Idle = nullcontext,
        gate: HostGate = open_gate,
    ) -> None:
        self._settings = settings
        self._guard = guard or Guard(settings.allow_hosts)
        self._idle = idle
        self._lanes = Lanes(settings, ways_out(settings, self._guard), gate)
        self._headers = {"user-agent": user_agent(settings.contact), "accept-encoding": "gzip"}
        limits = httpx.Timeout(settings.read_timeout_s, connect=settings.connect_timeout_s)
        self._extensions = {"timeout": limits.as_dict()}

    async def fetch(self, request: PollRequest) -> Answer | Unchanged | Failed:
        """Return the body behind a source's address, or why there is none."""
        source, record = request.source, request.record
        question = _Question(
            source_id=source.id, url=source.url, accept=FEED, known=record.validators
        )
        answer = await self._ask(question)
        if isinstance(answer, Failed) or not _is_known(answer, record):
            return answer
        return Unchanged(
            source_id=source.id,
            validators=answer.validators,
            permanent_url=answer.permanent_url,
        )

    async def get(self, url: str) -> Answer | Failed:
        """Return the body behind any address, or why there is none."""
        return await self._ask(_Question(url=url, accept=ANYTHING))

    async def slow_down(self, host: str, seconds: float) -> None:
        """Begin requests to a host at least so many seconds apart, from the last one on."""
        await self._lanes.slow_down(host, seconds)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._lanes.aclose()

    async def _ask(self, question: _Question) -> Answer | Failed:
        source_id = question.source_id
        try:
            async with asyncio.timeout(self._settings.total_timeout_s) as deadline:
                return await self._follow(question, deadline)
        except (TimeoutError, httpx.TimeoutException) as problem:
            return failed(source_id, FailureKind.TIMEOUT, self._too_slow(problem))
        except Refused as refusal:
            return failed(source_id, FailureKind.REFUSED, str(refusal))
        except Unreceived as problem:
            return failed(source_id, problem.kind, problem.reason)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            return failed_connection(source_id, problem)

    async def _follow(self, question: _Question, deadline: asyncio.Timeout) -> Answer | Failed:
        hop = _Hop(url=question.url)
        headers = self._headers | {"accept": question.accept} | conditions(question.known)
        for _ in range(self._settings.max_hops + 1):
            url = self._guard.checked_url(hop.url)
            if hop.url != question.url:
                self._check_way_in(question, url)
            if self._settings.proxy:
                await self._check_name(url)
            async with self._response(url, headers, deadline) as response:
                location = response.headers.get("location", "")
                if response.status_code not in _REDIRECTS or not location:
                    return await self._answer(question, response, hop)
                hop = hop.towards(location, response.status_code)
        reason = f"the address redirects more than {self._settings.max_hops} times"
        return failed(question.source_id, FailureKind.HTTP, reason)

    def _check_way_in(self, question: _Question, url: httpx.URL) -> None:
        """Raise where a redirect leads from outside to a host of ``allow_hosts``."""
        if self._guard.leads_inside(httpx.URL(question.url).host, url.host):
            raise Refused("the address redirects into the company network")

    @asynccontextmanager
    async def _response(
        self, url: httpx.URL, headers: dict[str, str], deadline: asyncio.Timeout
    ) -> AsyncIterator[httpx.Response]:
        """Ask one address when it is our turn, and read the head of what it answers."""
        async with self._lanes.turn(url.host, self._waiting(deadline)) as transport:
            request = httpx.Request("GET", url, headers=headers, extensions=self._extensions)
            response = await transport.handle_async_request(request)
            try:
                yield response
            finally:
                await response.aclose()

    @asynccontextmanager
    async def _waiting(self, deadline: asyncio.Timeout) -> AsyncIterator[None]:
        """Let no time pass towards the deadline."""
        clock = asyncio.get_running_loop()
        left_s = (deadline.when() or 0.0) - clock.time()
        deadline.reschedule(None)
        async with self._idle():
            yield
        deadline.reschedule(clock.time() + left_s)

    async def _answer(
        self, question: _Question, response: httpx.Response, hop: _Hop
    ) -> Answer | Failed:
        if response.status_code == _NOT_MODIFIED and conditions(question.known):
            validators = validators_of(response.headers, question.known)
            return Answer(not_modified=True, validators=validators, permanent_url=hop.permanent_url)
        if not response.is_success or is_bot_wall(response):
            return failed_status(question.source_id, response)
        unpacker = await self._received(response)
        return Answer(
            body=unpacker.body(),
            content_type=response.headers.get("content-type", "")[:200],
            final_url=hop.url,
            permanent_url=hop.permanent_url,
            validators=validators_of(response.headers),
            wire_bytes=unpacker.wire_bytes,
        )

    async def _received(self, response: httpx.Response) -> Unpacker:
        encoding = response.headers.get("content-encoding", "")
        limits = self._settings
        unpacker = Unpacker(encoding, limits.max_wire_bytes, limits.max_body_bytes)
        async for chunk in response.aiter_raw():
            unpacker.feed(chunk)
        return unpacker

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


def _is_known(answer: Answer, record: PollRecord) -> bool:
    known = record.body_fingerprint
    return answer.not_modified or (bool(known) and answer.fingerprint == known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked of an address, by whom, and which copy of it we hold."""

    url: str
    accept: str
    source_id: SourceId = _NOBODY
    known: Validators = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """Where a chain of redirects has come to, and whether all of it was for good."""

    url: str
    moved: bool = False
    for_good: bool = True

    @property
    def permanent_url(self) -> str:
        """Where the address has moved for good; empty when it has not."""
        return self.url if self.moved and self.for_good else ""

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
