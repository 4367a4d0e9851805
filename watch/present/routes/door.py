"""Whom a route answers, and with which home."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from watch.model import LANGUAGES
from watch.present.access import Access
from watch.present.identity import behind
from watch.present.roles import Role, role_of
from watch.service import Service

Endpoint = Callable[["Door", Request], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The home that routes speak of, and who may see it.

    Attributes:
        access: How the server may be reached.
        opened: Gives the service of the home.
        language: Tells the home's language.
    """

    access: Access
    opened: Callable[[], Service]
    language: Callable[[], str]

    def serving(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """Return an endpoint for Starlette; it runs in a thread, as the service may wait."""

        async def serve(request: Request) -> Response:
            return await run_in_threadpool(endpoint, self, request)

        return serve

    def may_read(self, request: Request) -> bool:
        """Return whether a request may see what is confidential."""
        if self.access.local or self.has_key(request):
            return True
        person = behind(request.cookies)
        return person is not None and self.reads(person.address)

    def may_import(self, request: Request) -> bool:
        """Return whether a request comes from somebody who may bring files."""
        if self.access.local:
            return True
        person = behind(request.cookies)
        role = role_of(person.address, self.opened().settings.app) if person else None
        return role is Role.ADMIN

    def reads(self, address: str) -> bool:
        """Return whether a mail address has a role, by the settings of this moment."""
        return role_of(address, self.opened().settings.app) is not None

    def has_key(self, request: Request) -> bool:
        """Return whether a request carries the API key; none is right while none is set."""
        given, key = request.headers.get("x-api-key", ""), self.access.api_key
        return bool(key) and hmac.compare_digest(given.encode(), key.encode())

    def spoken(self, request: Request) -> str:
        """Return the language of an answer: the one asked for, else the home's."""
        asked = request.query_params.get("lang", "")
        return asked if asked in LANGUAGES else self.language()
