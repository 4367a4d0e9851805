"""One message to one address that a person configured, through the guard of the crawler.

Invariants: the guard judges every address before a connection; an address that the web can
reach is https; no redirect is followed, so that the message goes nowhere else; of the answer
little is read, and nothing kept but its status.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress

import httpx

from watch.collect.web.answers import failed_connection, failed_status
from watch.collect.web.guard import Guard, Refused
from watch.collect.web.headers import user_agent
from watch.collect.web.lanes import ways_out
from watch.collect.web.receipt import Receipt, Taken
from watch.model import SourceId
from watch.settings import CollectSettings

_MAX_ANSWER = 64 * 1024
"""Bytes read of an answer: rooms say "ok", gateways a page."""

_NOBODY = SourceId("")
_BEFORE = (socket.gaierror, httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
"""What happens before a message leaves."""

_LATER = (429, 503)
"""RFC 6585, RFC 9110: the server did not take it, and says so."""


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    settings: CollectSettings,
    guard: Guard | None = None,
) -> Receipt:
    """Send a JSON message; return whether it arrived. Never raises for what a server can do.

    Args:
        url: https; http only to a host of ``allow_hosts``.
        body: JSON in UTF-8.
        headers: Besides those that every request has.
        settings: Limits, allow-list, proxy, contact.
        guard: Replaced in tests.
    """
    return asyncio.run(_post(url, body, headers, settings, guard or Guard(settings.allow_hosts)))


async def _post(
    url: str, body: bytes, headers: Mapping[str, str], settings: CollectSettings, guard: Guard
) -> Receipt:
    try:
        async with asyncio.timeout(settings.total_timeout_s):
            return await _sent(await _checked(url, settings, guard), body, headers, settings, guard)
    except Refused as refusal:
        return Receipt(taken=Taken.NO, reason=str(refusal))
    except _BEFORE as problem:
        return Receipt(taken=Taken.LATER, reason=failed_connection(_NOBODY, problem).reason)
    except (TimeoutError, httpx.TimeoutException):
        return Receipt(taken=Taken.UNKNOWN, reason="the server did not answer in time")
    except (httpx.HTTPError, OSError) as problem:
        return Receipt(taken=Taken.UNKNOWN, reason=failed_connection(_NOBODY, problem).reason)


async def _checked(url: str, settings: CollectSettings, guard: Guard) -> httpx.URL:
    """Return the address if it may be sent to; a proxy's name is judged as well as it can be."""
    parsed = guard.checked_url(url)
    allowed = {host.strip().strip("[]").lower() for host in settings.allow_hosts}
    if parsed.scheme != "https" and parsed.host.lower() not in allowed:
        raise Refused("the address is not https")
    if settings.proxy:
        with suppress(OSError):  # behind many company proxies outside names do not resolve
            await guard.addresses(parsed.host, parsed.port or 443)
    return parsed


async def _sent(
    url: httpx.URL,
    body: bytes,
    headers: Mapping[str, str],
    settings: CollectSettings,
    guard: Guard,
) -> Receipt:
    limits = httpx.Timeout(settings.read_timeout_s, connect=settings.connect_timeout_s)
    request = httpx.Request(
        "POST",
        url,
        content=body,
        headers={
            **headers,
            "content-type": "application/json; charset=utf-8",
            "user-agent": user_agent(settings.contact),
            "accept-encoding": "identity",
        },
        extensions={"timeout": limits.as_dict()},
    )
    transport = ways_out(settings, guard)()
    try:
        response = await transport.handle_async_request(request)
        try:
            await _skimmed(response)
        finally:
            await response.aclose()
    finally:
        await transport.aclose()
    return _receipt(response)


async def _skimmed(response: httpx.Response) -> None:
    """Read the beginning of an answer, so that a decent server is not cut off in its sentence."""
    read = 0
    with suppress(httpx.HTTPError):  # its status is all that counts, and that has come
        async for chunk in response.aiter_raw():
            read += len(chunk)
            if read > _MAX_ANSWER:
                return


def _receipt(response: httpx.Response) -> Receipt:
    status = response.status_code
    if response.is_success:
        return Receipt(taken=Taken.YES)
    if response.is_redirect or response.has_redirect_location:
        return Receipt(taken=Taken.NO, reason=f"the address redirects ({status})")
    said = failed_status(_NOBODY, response).reason
    if status in _LATER:
        return Receipt(taken=Taken.LATER, reason=said)
    return Receipt(taken=Taken.UNKNOWN if status >= 500 else Taken.NO, reason=said)
