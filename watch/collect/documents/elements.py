"""One element of a parsed feed → entry: text, links, dates and publisher as they were meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from watch.collect.documents.aggregators import headline, publisher_of, unwrapped
from watch.collect.documents.dates import DateReader
from watch.collect.documents.feed import entry_of
from watch.collect.documents.joined import joined
from watch.model import Entry

_ASIDE = ("edit", "license", "replies")  # relations of a link that do not lead to the entry


def entry_from(raw: Any, base: str, language: str, dates: DateReader) -> Entry:  # noqa: ANN401 - a FeedParserDict, untyped
    """Return the entry that an element of a feed stands for.

    Args:
        raw: As feedparser returns it, links and ids untouched.
        base: The address of the feed.
        language: What the feed declares for all of its entries.
        dates: The reader of this feed's dates.
    """
    wrapped = next(_links(raw, base), "")
    link = unwrapped(wrapped)
    address, name = _source(raw)
    return entry_of(
        {
            "guid": text_in(raw, "id"),
            "url": link,
            "title": headline(_first(raw, "title", "itunes_title"), name),
            "summary": _first(raw, "summary", "subtitle", "media_caption"),
            "content": _content(raw),
            "author": text_in(raw, "author"),
            "language": _language(raw) or language,
            "publisher": publisher_of(address, name, link, wrapped),
            "published_at": _moment(raw, "published", dates) or _moment(raw, "created", dates),
            "updated_at": _moment(raw, "updated", dates),
        }
    )


def text_in(found: Any, name: str) -> str:  # noqa: ANN401
    """Return a text field; ``dict.get`` because feedparser's own ``get`` invents values."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else ""


def _first(raw: Any, *names: str) -> str:  # noqa: ANN401
    return next(filter(None, (text_in(raw, name) for name in names)), "")


def _links(raw: Any, base: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the safe addresses of an entry, the best first.

    feedparser takes the id for the link where there is none: it is one if it is whole.
    """
    guid = text_in(raw, "id")
    link = text_in(raw, "link")
    whole_id = guid if "://" in guid else ""
    own = (text_in(raw, "feedburner_origlink"), "" if link == guid else link, whole_id)
    yield from filter(None, (joined(base, text) for text in (*own, *_other_links(raw))))


def _other_links(raw: Any) -> Iterator[str]:  # noqa: ANN401
    for link in dict.get(raw, "links") or ():
        if not isinstance(link, Mapping) or text_in(link, "rel") in _ASIDE:
            continue
        if not text_in(link, "type").startswith("image/"):
            yield text_in(link, "href")


def _source(raw: Any) -> tuple[str, str]:  # noqa: ANN401
    """Return the address and the name of whom an entry says it is from."""
    source = dict.get(raw, "source")
    bing = text_in(raw, "news_source")
    if not isinstance(source, Mapping):
        return "", bing
    return _first(source, "href", "link"), text_in(source, "title") or bing


def _content(raw: Any) -> str:  # noqa: ANN401
    """Return the longest of the contents: alternatives of one text, not parts of it."""
    contents = (text_in(part, "value") for part in dict.get(raw, "content") or ())
    return max(contents, key=len, default="")


def _language(raw: Any) -> str:  # noqa: ANN401
    """Return the language the entry itself declares."""
    for name in ("language", "dc_language"):
        if found := text_in(raw, name):
            return found
    for name in ("title_detail", "summary_detail"):
        detail = dict.get(raw, name)
        if isinstance(detail, Mapping) and (found := text_in(detail, "language")):
            return found
    return ""


def _moment(raw: Any, name: str, dates: DateReader) -> Any:  # noqa: ANN401
    return dates.read(dict.get(raw, name), dict.get(raw, f"{name}_parsed"))
