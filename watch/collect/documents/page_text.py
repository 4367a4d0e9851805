"""Article page → its main text, and what it says about itself. Runs in the parser child only.

trafilatura is given a tree, never an address: it opens no connection.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from watch.collect.documents.feed import Document, NotRead, PageText
from watch.collect.documents.html_tree import Element, tree_of
from watch.collect.documents.paywall import is_walled
from watch.collect.documents.robots import PRODUCT
from watch.collect.documents.walls import web_page
from watch.model import FailureKind

_STUB = 1_500  # characters kept of a page that is not free: a generous teaser, should all be there
_DATES = {"original_date": True, "extensive_search": False}  # guesses find footers' copyright years
_RESERVED = "the publisher reserves text and data mining (tdm-reservation)"
_NOT_INDEXED = "the page asks not to be indexed (robots: noindex)"


def extract(document: Document) -> PageText | NotRead:
    """Return what an article page says, or why it says nothing; never raises."""
    try:
        return _extract(document)
    except MemoryError:
        reason = "reading the page takes too much memory"
    except Exception as problem:  # noqa: BLE001 - one odd page must not end the child
        reason = f"the page is damaged beyond reading ({type(problem).__name__})"
    return NotRead(kind=FailureKind.UNREADABLE, reason=reason)


def _extract(document: Document) -> PageText | NotRead:
    tree = tree_of(document)
    if tree is None:
        return NotRead(kind=FailureKind.UNREADABLE, reason=_no_page(document.content_type))
    closed_because = _closed_because(tree)
    if closed_because:
        return PageText(closed_because=closed_because)
    found = _read(tree, document.url)
    text = found.text or ""
    if len(text) < _STUB and (guard := _guard(document.body)):
        return NotRead(kind=FailureKind.BOT_WALL, reason=guard)
    walled = is_walled(tree, text)
    return PageText(
        text=text[:_STUB] if walled else text,
        title=found.title or "",
        description=found.description or "",
        language=_language(tree),
        published_at=_day(found.date),
        paywalled=walled,
    )


def _read(tree: Element, url: str) -> Any:  # noqa: ANN401 - trafilatura's document
    """Return text and metadata; where there is no main text, the metadata alone."""
    from trafilatura import bare_extraction, extract_metadata

    found = bare_extraction(
        tree,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params=_DATES,
    )
    return found or extract_metadata(tree, default_url=url or None, date_config=_DATES)


def _guard(body: bytes) -> str:
    """Return who stands before the page, as a reason, or an empty string."""
    page = web_page(body)
    if page.asks_to_sign_in:
        return "the address answers a sign-in page"
    named = "" if page.guard == "somebody" else f" of {page.guard}"
    return f"the address answers a robot check{named}" if page.guard else ""


def _closed_because(tree: Element) -> str:
    """Return why the page itself does not want to be mined, or an empty string."""
    for meta in tree.iter("meta"):
        name = (meta.get("name") or "").strip().lower()
        content = (meta.get("content") or "").strip().lower()
        if name == "tdm-reservation" and content == "1":
            return _RESERVED
        wishes = re.split(r"[\s,]+", content)
        if name in ("robots", PRODUCT) and ("noindex" in wishes or "none" in wishes):
            return _NOT_INDEXED
    return ""


def _language(tree: Element) -> str:
    """Return the language the page declares, as it spells it: ``fr``, ``fr-FR``."""
    return str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _day(text: str | None) -> datetime | None:
    """Return the beginning of the day that a page says it was published."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def _no_page(content_type: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    known = kind and kind not in ("text/html", "application/xhtml+xml")
    return f"the address answers {kind}, not a web page" if known else "it is not a web page"
