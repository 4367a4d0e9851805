"""Addresses from feeds: offered only when harmless, and shown for what they are."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"'`\s\ud800-\udfff]")
_ASCII_HOST = re.compile(r"[a-z0-9._:-]+")
_MAX_LENGTH = 2_000  # mail clients cut longer addresses (Outlook at 2,083 characters)


def safe_link(url: str) -> str:
    """Return the address if a reader may be offered it, else nothing.

    Accepted are absolute http and https addresses with a host and no user name,
    without blank, quote, angle bracket or backslash.
    """
    trimmed = url.strip()
    return trimmed if host_of(trimmed) else ""


def host_of(url: str) -> str:
    """Return the host a safe address leads to, without ``www.``, else nothing.

    Letters beyond ASCII are shown as ``xn--…``, so that a look-alike name cannot
    pass for the real one.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return ""
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower().strip(".")
    except ValueError:
        return ""
    return host.removeprefix("www.") if _ASCII_HOST.fullmatch(host) else ""


def _split(url: str) -> SplitResult | None:
    if len(url) > _MAX_LENGTH or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts
