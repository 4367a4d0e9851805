"""What a document that is no feed really is, in words for the sources page."""

from __future__ import annotations

import re

from watch.collect.documents.feed import NotRead
from watch.collect.documents.walls import web_page
from watch.model import FailureKind

_HEAD_BYTES = 4_096
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_TAG = re.compile(rb"<(?:[a-zA-Z_][\w.-]*:)?([a-zA-Z_][\w.-]*)")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
HTML_ROOTS = ("html", "head", "body", "title", "meta", "script")


def root_of(body: bytes) -> str:
    """Return the name of the first element of a document: lower case, without its prefix."""
    found = _TAG.search(_COMMENT.sub(b"", body[:_HEAD_BYTES]))
    return found[1].decode("ascii", "replace").lower() if found else ""


def what_it_is(body: bytes) -> NotRead:
    """Return why a body is not a feed: the kind, and a sentence without a full stop."""
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEAD_BYTES]
    root = root_of(head)
    if _HTML.search(head) or root in HTML_ROOTS:
        return _page(body)
    return _not_a_feed(_kind(head, root))


def _kind(head: bytes, root: str) -> str:
    if not head:
        return "nothing at all"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"{name}, not a feed"
    if head[:1] in b"{[":
        return "a JSON document, not a feed"
    if root == "opml":
        return "a list of feeds (OPML): import it instead"
    return "an XML document that is not a feed" if head[:1] == b"<" else "text, not a feed"


def _page(body: bytes) -> NotRead:
    page = web_page(body)
    if page.asks_to_sign_in:
        return _answers(FailureKind.FORBIDDEN, "a sign-in page, not a feed")
    if guard := page.guard:
        named = "" if guard == "somebody" else f" of {guard}"
        return _answers(FailureKind.BOT_WALL, f"a robot check{named}, not a feed")
    if page.is_cloudflare_error:
        return _answers(FailureKind.WEB_PAGE, "a Cloudflare error page, not a feed")
    return _answers(FailureKind.WEB_PAGE, "an HTML page, not a feed")


def _not_a_feed(what: str) -> NotRead:
    return _answers(FailureKind.NOT_A_FEED, what)


def _answers(kind: FailureKind, what: str) -> NotRead:
    return NotRead(kind=kind, reason=f"the address answers {what}")
