"""Only requests meant for this app pass: a page of another name or site cannot speak to it.

Without this, a web page whose name is made to lead to this computer (DNS rebinding) would
read the lists through the reader's own browser. And where nobody signs in, a proxy would let
in all who know that the app answers to ``localhost``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from watch.present.access import host_allowed
from watch.present.headers import Receive, Scope, Send, Server

_OTHER_NAME = b"This address is not one that techwatch answers to.\n"
_OTHER_SITE = b"techwatch answers its own pages, not those of another site.\n"
_PROXIED = b"Nobody signs in to this techwatch, so it answers nobody behind a proxy.\n"

_OF_PROXIES = frozenset(
    {
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-real-ip",
    }
)
"""RFC 7239, and what proxies sent before it. The proxies of deploy/ send some of them."""


class Hosts:
    """An ASGI layer: answers only under the names given, and to web sockets of its own pages.

    Args:
        server: What is wrapped.
        hosts: The names, without ports.
        proxied: Whether others may come by way of a proxy: they have to sign in then.
    """

    def __init__(self, server: Server, hosts: tuple[str, ...], *, proxied: bool = False) -> None:
        self._server = server
        self._hosts = hosts
        self._proxied = proxied

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        refusal = self._refusal(scope)
        if not refusal:
            await self._server(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()  # the handshake, which the protocol wants read first
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _refuse(send, refusal)

    def _refusal(self, scope: Scope) -> bytes:
        """Return why a request may not pass; nothing if it may."""
        kind = scope["type"]
        if kind not in {"http", "websocket"}:
            return b""
        if not host_allowed(_header(scope, b"host"), self._hosts):
            return _OTHER_NAME
        if not self._proxied and any(name.lower() in _OF_PROXIES for name, _ in scope["headers"]):
            return _PROXIED
        own = _own_page(scope) if kind == "websocket" else not _of_another_site(scope)
        return b"" if own else _OTHER_SITE


def _own_page(scope: Scope) -> bool:
    """Return whether a socket is asked for by a page of this app, or by no page at all."""
    origin = _header(scope, b"origin")
    return not origin or urlsplit(origin).netloc == _header(scope, b"host")


def _of_another_site(scope: Scope) -> bool:
    """Return whether a page elsewhere asks for something; following a link to us is no asking.

    Such a page cannot read the answer, but it could measure how long it takes, or keep us busy.

    Source:
        W3C Fetch Metadata; web.dev, "resource isolation policy".
    """
    if _header(scope, b"sec-fetch-site") not in {"cross-site", "same-site"}:
        return False
    followed = _header(scope, b"sec-fetch-mode") == "navigate"
    return not (followed and _header(scope, b"sec-fetch-dest") == "document")


async def _refuse(send: Send, why: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(why)).encode()),
    ]
    status = 421 if why is _OTHER_NAME else 403
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why})


def _header(scope: Scope, name: bytes) -> str:
    found: list[str] = [v.decode("latin-1") for n, v in scope["headers"] if n.lower() == name]
    return found[0] if len(found) == 1 else ""
