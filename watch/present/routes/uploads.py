"""Uploads of whoever may not import anything: refused before a byte of them is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from watch.present.headers import Receive, Scope, Send, Server
from watch.present.routes.door import Door
from watch.present.routes.page import CONFIDENTIAL

_PATH = "/_stcore/upload_file/"
"""Where Streamlit takes files: from everybody with a session, and it keeps them in memory."""


class Uploads:
    """An ASGI layer: what is sent to Streamlit passes only if an admin sends it.

    Args:
        server: What is wrapped.
        door: Tells who may import.
    """

    def __init__(self, server: Server, door: Door) -> None:
        self._server = server
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        sent = scope["type"] == "http" and scope["path"].startswith(_PATH)
        if sent and scope["method"] == "PUT" and not self._door.may_import(Request(scope)):
            refusal = PlainTextResponse("only admins import files\n", 401, CONFIDENTIAL)
            await refusal(scope, receive, send)
        else:
            await self._server(scope, receive, send)
