"""Page → addresses at which its feeds may be. Runs in the parser child only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from watch.collect.documents.feed import Document, FeedLinks, NotRead
from watch.collect.documents.html_tree import Element, tree_of
from watch.collect.documents.youtube import channel_feed
from watch.links import canonical_url, registrable_domain, safe_link
from watch.model import FailureKind

_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_JSON_TYPE = "application/feed+json"
_LOOSE_TYPES = ("application/json", "application/xml", "text/xml")  # also of other alternates
_FEED_WORD = re.compile(
    r"(?:^|[/._?=&-])(?:rss\d?|feeds?\d?|atom|flux(?:-?rss)?|rdf|backend)(?:$|[/._?=&-])",
    re.IGNORECASE,
)
_FEED_HOSTS = ("feedburner.com", "feedpress.me", "feedpress.com")  # who serves feeds for others
_COMMENTS = re.compile(r"comment", re.IGNORECASE)  # comments, commentaires
_MAX_ANCHORS = 20_000  # a page of 15 MB holds ten times as many
_MAX_LINKS = 100


def find(document: Document) -> FeedLinks | NotRead:
    """Return where a page says that its feeds are, then where its links let guess; never raises.

    What the page declares comes first, in its order; feeds of comments come last.
    """
    try:
        tree = tree_of(document)
        return _not_html() if tree is None else _find(tree, document.url)
    except Exception as problem:  # noqa: BLE001 - one odd page must not end the child
        reason = f"the page is damaged beyond reading ({type(problem).__name__})"
        return NotRead(kind=FailureKind.UNREADABLE, reason=reason)


def is_of_comments(url: str, title: str) -> bool:
    """Return whether a feed holds what readers say, not what the publisher writes."""
    return bool(_COMMENTS.search(urlsplit(url).path) or _COMMENTS.search(title))


def _not_html() -> NotRead:
    return NotRead(kind=FailureKind.NOT_A_FEED, reason="the address answers no web page")


def _find(tree: Element, page_url: str) -> FeedLinks:
    base = _joined(page_url, _first(tree, "base", "href")) or page_url
    found: dict[str, tuple[bool, str]] = {}
    for url, title in (*_declared(tree, base), *_guessed(tree, base, page_url)):
        found.setdefault(canonical_url(url), (is_of_comments(url, title), url))
    found.pop("", None)
    ordered = sorted(found.values(), key=lambda link: link[0])
    return FeedLinks(urls=tuple(url for _, url in ordered[:_MAX_LINKS]))


def _declared(tree: Element, base: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        relations = (link.get("rel") or "").lower().split()
        url = _joined(base, link.get("href") or "")
        if url and _is_feed_link(relations, kind, url):
            yield url, link.get("title") or ""
        elif "canonical" in relations and channel_feed(url):
            yield channel_feed(url), ""


def _is_feed_link(relations: list[str], kind: str, url: str) -> bool:
    if "feed" in relations:
        return True
    if "alternate" not in relations:
        return False
    if kind in _LOOSE_TYPES:
        return bool(_FEED_WORD.search(urlsplit(url).path))
    return kind in _TYPES or kind == _JSON_TYPE


def _guessed(tree: Element, base: str, page_url: str) -> Iterator[tuple[str, str]]:
    """Yield links that look like feeds of this publisher, or that a feed service serves."""
    at_home = registrable_domain(page_url)
    for anchor in islice(tree.iter("a"), _MAX_ANCHORS):
        url = _joined(base, anchor.get("href") or "")
        if _FEED_WORD.search(url) and _looks_like_a_feed(url, at_home):
            yield url, _words(anchor)


def _looks_like_a_feed(url: str, at_home: str) -> bool:
    parts, domain = urlsplit(url), registrable_domain(url)
    if domain == at_home:
        return bool(_FEED_WORD.search(f"{parts.path}?{parts.query}"))
    return domain in _FEED_HOSTS


def _words(anchor: Element) -> str:
    return str(anchor.get("title") or anchor.text or "")


def _first(tree: Element, tag: str, attribute: str) -> str:
    element = next(tree.iter(tag), None)
    return (element.get(attribute) or "") if element is not None else ""


def _joined(base: str, href: str) -> str:
    try:
        return safe_link(urljoin(base, href.strip())) if href.strip() else ""
    except ValueError:
        return ""
