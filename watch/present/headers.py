"""HTTP answers made safe and truthful: no outside content, and the language of the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from watch.model import LANGUAGES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Server = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_LANGUAGE = re.compile(rb'<html lang="[^"]*"')
_BACKEND = b'window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}'
"""Tells Streamlit's page where its server is: it asks below the path of the page first, and the
browser notes each answer of 404 as an error."""
_MENU = b"""addEventListener("click", event => {
  if (innerWidth <= 768 && event.target.closest(".stSidebar [data-testid=stPageLink-NavLink]"))
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
})"""
"""Closes the menu once a page is chosen where it lies over the page, as Streamlit's own does;
its width is Streamlit's."""
_HEAD = b"<head>" + b"".join(b"<script>%b</script>" % script for script in (_BACKEND, _MENU))
_UNCHANGING = ("/static/", "/_stcore/", "/media/")
_ALWAYS_HTTPS = (b"strict-transport-security", b"max-age=31536000")
"""A year, the least that browsers' own lists ask for."""
_SHORTCUTS = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere. Streamlit's emotion styles are inline; its inline script and ours
are allowed by their prints."""


class Headers:
    """An ASGI layer: sets ``<html lang>`` and the headers that shut the outside out.

    An answer that brings a policy of its own is one of our pages, whole and in its reader's
    language already: only what it lacks is added.

    Args:
        server: What is wrapped.
        language: Tells the language of a reader who has not chosen one in the address.
        secure: Whether readers come by https: their browsers then never try without.
    """

    def __init__(
        self, server: Server, language: Callable[[], str], *, secure: bool = False
    ) -> None:
        self._server = server
        self._language = language
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self._server(scope, receive, send)
            return
        page = _Page(send, lambda: self._spoken(scope), secure=self._secure)
        await self._server(_whole(scope), receive, page.send)

    def _spoken(self, scope: Scope) -> str:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
        return asked if asked in LANGUAGES else self._language()


class _Page:
    """One answer on its way out; a page is held back until it is whole, all else passes."""

    def __init__(self, send: Send, language: Callable[[], str], *, secure: bool) -> None:
        self._send = send
        self._language = language
        self._secure = secure
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            if _is_page(message):
                self._start = message
                return
            message["headers"] = _completed(message["headers"], "", secure=self._secure)
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: MutableMapping[str, Any]) -> None:
        attribute = f'<html lang="{self._language()}"'.encode()
        body = _LANGUAGE.sub(attribute, self._body, count=1).replace(b"<head>", _HEAD, 1)
        changed = {b"content-length", b"etag", b"last-modified"}
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in changed]
        kept.append((b"content-length", str(len(body)).encode()))
        start["headers"] = _completed(kept, _prints(body), secure=self._secure)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _whole(scope: Scope) -> Scope:
    """Return the request; of a page, whose language may change, it asks for the whole, plain."""
    if scope.get("path", "").startswith(_UNCHANGING):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in _SHORTCUTS]
    return {**scope, "headers": kept}


def _is_page(message: MutableMapping[str, Any]) -> bool:
    sent = {name.lower(): value for name, value in message["headers"]}
    encoded = sent.get(b"content-encoding", b"identity") != b"identity"
    ours = b"content-security-policy" in sent
    return sent.get(b"content-type", b"").startswith(b"text/html") and not encoded and not ours


def _completed(sent: Sequence[Header], scripts: str, *, secure: bool) -> list[Header]:
    """Return the headers of an answer with those that it lacks."""
    names = {name.lower() for name, _ in sent}
    kept = [(name, _kept_by_https(name, value)) for name, value in sent] if secure else sent
    policy = " ".join(_POLICY.format(scripts=scripts).split())
    wanted = [
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        *([_ALWAYS_HTTPS] if secure else []),
    ]
    return [*kept, *(header for header in wanted if header[0] not in names)]


def _kept_by_https(name: bytes, value: bytes) -> bytes:
    """Return a header; a cookie is never sent back without https. Streamlit leaves that out."""
    secured = name.lower() != b"set-cookie" or b"; secure" in value.lower()
    return value if secured else value + b"; Secure"


def _prints(body: bytes) -> str:
    prints = (hashlib.sha256(script).digest() for script in _SCRIPT.findall(body))
    return " ".join(f"'sha256-{base64.b64encode(p).decode()}'" for p in prints)
