"""robots.txt and an address → permission. Runs in the parser child only.

A robots.txt of 140 KB with 5,000 agents and 5,000 rules keeps protego busy for
36 s and fills 1.7 GB: it is as hostile a document as any feed.

Source:
    RFC 9309.
"""

from __future__ import annotations

from watch.collect.documents.feed import Document, NotRead, Permission
from watch.model import FailureKind

PRODUCT = "techwatch"
"""The product token of our User-Agent, by which rules address us."""


def judge(document: Document) -> Permission | NotRead:
    """Return whether a robots.txt lets us read the document's address; never raises."""
    try:
        return _judge(document.body, document.url)
    except Exception as problem:  # noqa: BLE001 - one odd file must not end the child
        reason = f"robots.txt cannot be read ({type(problem).__name__})"
        return NotRead(kind=FailureKind.UNREADABLE, reason=reason)


def _judge(body: bytes, url: str) -> Permission:
    from protego import Protego

    rules = Protego.parse(body.decode("utf-8-sig", "replace"))
    return Permission(
        allowed=rules.can_fetch(url, PRODUCT),
        crawl_delay_s=rules.crawl_delay(PRODUCT) or 0.0,
    )
