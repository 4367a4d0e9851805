"""What a document that is no feed really is, in words for the sources page."""

from __future__ import annotations

import re

_HEAD_BYTES = 4_096
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_CLOUDFLARE = re.compile(
    rb"cloudflare ray id|cf-error-details|attention required! \| cloudflare|cf_chl_"
    rb"|cf-browser-verif|<title>[^<]*cloudflare|error code:? ?10\d\d",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(rb"type=[\"']password[\"']", re.IGNORECASE)


def what_it_is(body: bytes) -> str:
    """Return the reason why a body is not a feed, as a sentence without a full stop."""
    return f"the address answers {_kind(body)}"


def _kind(body: bytes) -> str:
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEAD_BYTES]
    if not head:
        return "nothing at all"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"{name}, not a feed"
    if _HTML.search(head):
        return _page(body)
    if head[:1] in b"{[":
        return "a JSON document, not a feed"
    return "an XML document that is not a feed" if head[:1] == b"<" else "text, not a feed"


def _page(body: bytes) -> str:
    if _CLOUDFLARE.search(body):
        return "a Cloudflare error page, not a feed"
    if _SIGN_IN.search(body):
        return "a sign-in page, not a feed"
    return "an HTML page, not a feed"
