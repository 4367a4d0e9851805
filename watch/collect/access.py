"""May we read this page? What robots.txt and tdmrep.json of its host say, each asked for once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urljoin

from watch.collect.documents.feed import Permission, Reading
from watch.collect.session import Session
from watch.collect.web.answers import Answer
from watch.links import host_of
from watch.model import Failed

_ROBOTS = "/robots.txt"
_RESERVATIONS = "/.well-known/tdmrep.json"
_MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: what has to be read at least; real files have 5 KB
_LONGEST_DELAY_S = 10.0  # Drupal's old default; ten pages of a host then take two minutes


class Access:
    """The rules of the hosts met in one run.

    Args:
        session: The web.
        obey_robots: False where a person asked for the page: robots.txt speaks to
            crawlers. A reservation of text and data mining holds for everybody.
    """

    def __init__(self, session: Session, *, obey_robots: bool = True) -> None:
        self._session = session
        self._obey_robots = obey_robots
        self._files: dict[str, Answer | Failed] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def refusal(self, url: str) -> str:
        """Return why an address is not to be read, or an empty string.

        Source:
            RFC 9309; TDM Reservation Protocol, W3C community group, 2024.
        """
        refusal = await self._by_robots(url) if self._obey_robots else ""
        return refusal or await self._by_reservation(url)

    async def _by_robots(self, url: str) -> str:
        rules = await self._file(urljoin(url, _ROBOTS))
        if isinstance(rules, Failed):
            absent = _is_absent(rules)
            return "" if absent else f"robots.txt cannot be read: {rules.reason}"
        permission = await self._session.read(rules, url, Reading.ROBOTS)
        if not isinstance(permission, Permission):
            return "robots.txt cannot be understood"
        if not permission.allowed:
            return "robots.txt asks not to read this page"
        return await self._slowed_down(url, permission.crawl_delay_s)

    async def _slowed_down(self, url: str, delay_s: float) -> str:
        if delay_s > _LONGEST_DELAY_S:
            return f"robots.txt asks for {delay_s:g} s between two pages"
        if delay_s:
            await self._session.slow_down(host_of(url), delay_s)
        return ""

    async def _by_reservation(self, url: str) -> str:
        rules = await self._file(urljoin(url, _RESERVATIONS))
        if isinstance(rules, Failed):
            return ""  # the protocol: a file that cannot be had reserves nothing
        permission = await self._session.read(rules, url, Reading.RESERVATIONS)
        if isinstance(permission, Permission) and permission.allowed:
            return ""
        return "the publisher reserves text and data mining (tdmrep.json)"

    async def _file(self, url: str) -> Answer | Failed:
        async with self._locks[url]:
            if url not in self._files:
                found = await self._session.get(url)
                if isinstance(found, Answer):
                    found = replace(found, body=found.body[:_MAX_BYTES])
                self._files[url] = found
            return self._files[url]


def _is_absent(failure: Failed) -> bool:
    """Return whether a host has no robots.txt; one that is busy or broken may have one."""
    busy = failure.status == HTTPStatus.TOO_MANY_REQUESTS
    return not busy and 400 <= failure.status < 500
