"""Addresses made comparable and safe to show: canonical form, host, owner's domain, source id.

Pure, offline and total: no function raises on hostile text; what is no web
address gives an empty string. The libraries carry their public-suffix lists
and are imported at first use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from watch.model import SourceId
from watch.text import fingerprint, slug

_UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\x9f\\<>\"\s\ud800-\udfff"
    r"\u200b\u200e\u200f\u061c\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Also what nobody sees, or what turns the reading direction: an address that misleads."""

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|xtor|xtref|xts|[fgmty]clid|g[bcw]raid|msclkid|yclid|dclid|igshid|wbraid"
    r"|gclsrc|mc_[ce]id|mkt_tok|_hsenc|_hsmi|hsctatracking|oly_(?:anon|enc)_id|vero_id|ck_subscriber_id"
    r"|spm|cmpid|ns_\w+|pk_\w+|mtm_\w+|piwik_\w+|wt_?mc|s_cid|sr_share|ref_src|gaa_\w+|cmp)$",
    re.IGNORECASE,
)
_CANONICAL = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
    r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+"
)
"""An address that the libraries leave as it is: a plain host, no port, a plain path and no more.
Half of those in the captured feeds; the libraries take a third of a millisecond for each."""

_MAX_LENGTH = 4_000  # browsers and proxies refuse longer addresses (RFC 9110 asks for 8,000 octets)
_ID_LENGTH = 60


def safe_link(url: str) -> str:
    """Return the address if a person may be offered it, else an empty string.

    Accepted are absolute http and https addresses with a host and no user name;
    blanks around them are dropped, a blank or control inside refuses them.
    """
    trimmed = url.strip()
    if not trimmed or len(trimmed) > _MAX_LENGTH or _UNSAFE.search(trimmed):
        return ""
    parts = _split(trimmed)
    if parts is None or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return ""
    return trimmed if _has_host(parts) else ""


def host_of(url: str) -> str:
    """Return the host of a web address in lower case, without a final dot or port."""
    parts = _split(url.strip())
    if parts is None or parts.scheme not in ("http", "https"):
        return ""
    try:
        return (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def registrable_domain(url: str) -> str:
    """Return the domain somebody registered: ``lemonde.fr`` for ``https://www.lemonde.fr/…``.

    A host without a public suffix (an IP address, an intranet name) is its own domain.

    Source:
        publicsuffix.org, the copy that ``tld``, on which courlan builds, ships.
    """
    host = host_of(url)
    if not host:
        return ""
    from courlan import extract_domain

    try:
        found = extract_domain(f"https://{host}/")
    except Exception:  # noqa: BLE001 - hostile text must never stop a caller
        return host
    return found if isinstance(found, str) and found else host


@lru_cache(maxsize=16_384)
def canonical_url(url: str) -> str:
    """Return the one spelling under which an address is compared and stored.

    Host in lower case, default port, fragment and tracking parameters dropped,
    percent-encoding normalised. Idempotent. Empty when ``safe_link`` refuses it.
    """
    current = safe_link(url)
    if _CANONICAL.fullmatch(current):
        return current
    for _ in range(4):  # the two libraries settle in two rounds, on hostile text in four or never
        following = _canonical_once(current)
        if following == current:
            return current
        current = following
    return current if _canonical_once(current) == current else ""


def source_id(url: str) -> SourceId:
    """Return a readable, stable id for a feed address; http and https give the same.

    At most 60 characters: the words of host and path, then eight digits of a print.
    """
    canonical = canonical_url(url) or url.strip()
    without_scheme = canonical.partition("://")[2] or canonical
    mark = fingerprint(without_scheme)[:8]
    path = _split(canonical)
    words = f"{host_of(canonical).removeprefix('www.')} {unquote(path.path) if path else ''}"
    return SourceId(f"{slug(words, _ID_LENGTH - 9)}-{mark}".lstrip("-"))


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _has_host(parts: SplitResult) -> bool:
    try:
        port = parts.port
    except ValueError:
        return False
    return bool((parts.hostname or "").strip(".")) and port != 0


def _canonical_once(url: str) -> str:
    if not url:
        return ""
    from courlan import clean_url
    from url_normalize import url_normalize

    try:
        plain, query = _apart(_without_tracking(url_normalize(url) or ""))
        cleaned = clean_url(plain) or ""
        return safe_link(_with_query(cleaned, query) if query else cleaned)
    except Exception:  # noqa: BLE001 - both libraries raise a zoo of errors on hostile text
        return ""


def _apart(url: str) -> tuple[str, str]:
    """Return the address for courlan, and the query to keep away from it.

    courlan drops parameters without a value, and so would take all articles of
    ``spip.php?article123`` for one.
    """
    parts = urlsplit(url)
    if all(value for _, value in parse_qsl(parts.query, keep_blank_values=True)):
        return url, ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", "")), parts.query


def _with_query(url: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _without_tracking(url: str) -> str:
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and not _TRACKING.match(p.partition("=")[0])]
    path = parts.path or ("/" if kept else "")
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(kept), ""))
