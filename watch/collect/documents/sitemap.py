"""News sitemap → feed: the headlines that a publisher lists for search engines.

lxml resolves no entity, opens no address and refuses what grows. A document that
breaks in the middle is read up to there: past it lxml would drop every ``&amp;``, and
with it the addresses.

Source:
    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.entities import name2codepoint
from itertools import islice
from typing import Any

from watch.collect.documents.dates import DateReader
from watch.collect.documents.feed import MAX_ENTRIES, Document, Feed, NotRead, entry_of
from watch.collect.documents.joined import joined
from watch.collect.documents.recognise import root_of
from watch.model import Entry, FailureKind

_NEWS = "sitemap-news"  # in the name of the namespace, of which sites invent variants
_NEWS_PREFIX = "news:"  # what is left of it where the namespace is not declared
_HEAD_BYTES = 4_096
_MAX_PAGES = 50_000  # sitemaps.org: no sitemap lists more
_STEP_BYTES = 65_536  # what is read past the last entry that is wanted
_REFERENCE = re.compile(rb"<!\[CDATA\[.*?\]\]>|&(?:(\w{1,31});|(?!#\w{1,7};))", re.DOTALL)
_XML_NAMES = (b"amp", b"lt", b"gt", b"quot", b"apos")
_INDEX = "the address answers a list of sitemaps: give the one for news, or a feed"
_PLAIN = "the address answers a sitemap without news: give one for news, or a feed"


def parse_sitemap(document: Document) -> Feed | NotRead | None:
    """Return the news in a sitemap, what to give instead of it, or None if it is none."""
    root = root_of(document.body)
    if root == "sitemapindex":
        return NotRead(kind=FailureKind.NOT_A_FEED, reason=_INDEX)
    if root != "urlset":
        return None
    entries, broken = _read(document)
    if broken:
        mended = _REFERENCE.sub(_mended, document.body)
        entries, broken = _read(replace(document, body=mended))
    if not entries and broken:
        return NotRead(kind=FailureKind.UNREADABLE, reason="the XML is broken")
    if not entries and _NEWS.encode() not in document.body[:_HEAD_BYTES]:
        return NotRead(kind=FailureKind.NOT_A_FEED, reason=_PLAIN)
    return Feed(title=next((e.publisher for e in entries), ""), entries=entries)


def _read(document: Document) -> tuple[tuple[Entry, ...], bool]:
    """Return the entries up to where the document breaks, and whether it does."""
    entries: list[Entry] = []
    try:
        for entry in islice(_entries(_pages(document), document.url), MAX_ENTRIES):
            entries.append(entry)  # noqa: PERF402 - those before the break are kept
    except SyntaxError:  # the kind of lxml's parse errors
        return tuple(entries), True
    return tuple(entries), False


def _pages(document: Document) -> Iterator[Any]:
    """Yield the elements of the pages.

    Raises:
        SyntaxError: Where the document breaks.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",),
        tag="{*}url",
        encoding="utf-8" if "utf-8" in document.content_type.lower() else None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for start in range(0, len(document.body), _STEP_BYTES):
        problem = None
        try:
            parser.feed(document.body[start : start + _STEP_BYTES])
        except etree.XMLSyntaxError as broken:
            problem = broken
        for _, page in parser.read_events():
            yield page
            page.clear()
        if problem:
            raise problem
    parser.close()


def _mended(found: re.Match[bytes]) -> bytes:
    """Return a stray ampersand or a name of HTML as XML has it; all else as it is."""
    name = found[1]
    if not found[0].startswith(b"&") or name in _XML_NAMES:
        return found[0]
    point = name2codepoint.get(name.decode("ascii", "replace")) if name else None
    return b"&#%d;" % point if point else b"&amp;" + found[0][1:]


def _entries(pages: Iterable[Any], base: str) -> Iterator[Entry]:
    """Yield the pages that have a headline; the others of a sitemap are no news."""
    dates = DateReader()
    for page in islice(pages, _MAX_PAGES):
        found = _texts(page)
        if "news:title" not in found:
            continue
        address = joined(base, found.get("loc", ""))
        yield entry_of(
            {
                "guid": address,
                "url": address,
                "title": found["news:title"],
                "language": found.get("news:language"),
                "publisher": found.get("news:name"),
                "published_at": dates.read(found.get("news:publication_date")),
                "updated_at": dates.read(found.get("lastmod")),
            }
        )


def _texts(page: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the texts of one page by name: bare for the sitemap's own, ``news:`` for news."""
    found: dict[str, str] = {}
    own = page.tag.rpartition("}")[0]
    for element in page.iterdescendants(tag="*"):
        space, _, name = element.tag.rpartition("}")
        if _NEWS in space:
            name = f"{_NEWS_PREFIX}{name}"
        elif space not in (own, ""):
            continue  # pictures and videos have titles and addresses of their own
        found.setdefault(name, (element.text or "").strip())
    return found
