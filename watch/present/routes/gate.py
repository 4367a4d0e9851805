"""What stands before the API: who may read, who may write, before a byte of a body is read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from watch.present.access import API_KEY_VARIABLE
from watch.present.headers import Receive, Scope, Send, Server
from watch.present.routes.door import Door
from watch.present.routes.problem import problem

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_MAX_BODY = 16 * 1024
"""Bytes: a decision with every field at its limit is a quarter of that."""


class Gate:
    """An ASGI layer around the API.

    Args:
        server: The API.
        door: Tells who may read, and the key.
    """

    def __init__(self, server: Server, door: Door) -> None:
        self._server = server
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._server(scope, receive, send)
            return
        refusal = refused(self._door, Request(scope))
        if refusal is None:
            await self._server(scope, receive, send)
        else:
            await refusal(scope, receive, send)


def refused(door: Door, request: Request) -> Response | None:
    """Return why a request may not pass; None if it may."""
    if request.method in _READING:
        if door.may_read(request):
            return None
        return problem(401, "reading needs the key", hint="send it as X-API-Key, or sign in")
    return _not_written(door, request) or _too_much(request)


def _not_written(door: Door, request: Request) -> Response | None:
    """Return why nothing is written for a request; a page elsewhere never may, key or not."""
    if not door.access.api_key:
        return problem(403, "writing is off", hint=f"set {API_KEY_VARIABLE} where the app runs")
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return problem(403, "a page of another site may not write")
    if "x-api-key" not in request.headers:
        return problem(401, "writing needs the key", hint="send it as X-API-Key")
    return None if door.has_key(request) else problem(403, "this is not the key")


def _too_much(request: Request) -> Response | None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return problem(411, "the length of the body is not said")
    return problem(413, f"more than {_MAX_BODY} bytes") if int(length) > _MAX_BODY else None
