"""Only requests that name this app pass: a page of another name cannot speak to it.

Without this, a web page whose name is made to lead to this computer (DNS rebinding) would
read the lists through the reader's own browser.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from watch.present.access import host_allowed
from watch.present.headers import Receive, Scope, Send, Server

_REFUSED = b"This address is not one that techwatch answers to.\n"


class Hosts:
    """An ASGI layer: answers only under the names given, and to web sockets of its own pages.

    Args:
        server: What is wrapped.
        hosts: The names, without ports.
    """

    def __init__(self, server: Server, hosts: tuple[str, ...]) -> None:
        self._server = server
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "http" and not self._named(scope):
            await _refuse(send)
        elif scope["type"] == "websocket" and not (self._named(scope) and _own_page(scope)):
            await receive()  # the handshake, which the protocol wants read first
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._server(scope, receive, send)

    def _named(self, scope: Scope) -> bool:
        return host_allowed(_header(scope, b"host"), self._hosts)


def _own_page(scope: Scope) -> bool:
    """Return whether a socket is asked for by a page of this app, or by no page at all."""
    origin = _header(scope, b"origin")
    return not origin or urlsplit(origin).netloc == _header(scope, b"host")


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(_REFUSED)).encode()),
    ]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})


def _header(scope: Scope, name: bytes) -> str:
    found: list[str] = [v.decode("latin-1") for n, v in scope["headers"] if n.lower() == name]
    return found[0] if len(found) == 1 else ""
