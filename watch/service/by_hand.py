"""One article brought by a person: its page or its pasted text → an entry to store."""

from __future__ import annotations

from watch import collect
from watch.errors import UsageError
from watch.links import safe_link
from watch.model import ArticleId, Entry, Page, PageRequest, PageState
from watch.settings import CollectSettings
from watch.text import clean_text, shorten

_EXCERPT = 300
"""Characters that stand for a text of which only a short excerpt may be shown."""

_PASTE = "paste its text: `techwatch articles add ADDRESS --title TITLE --text FILE`"


def brought(url: str, title: str, text: str, settings: CollectSettings) -> tuple[Entry, str]:
    """Return an article as an entry with a short excerpt, and its full text for the index.

    With a text nothing is fetched. Without, the page is read once: a person asks for it, so
    that ``robots.txt``, which speaks to crawlers, is not consulted; the address guard holds.

    Raises:
        UsageError: If the address cannot be used, the page not be read, or no title be found.
    """
    address = safe_link(url)
    if not address:
        message = f"`{url}` is no web address"
        raise UsageError(message, hint="copy the address from the browser")
    page = _pasted(text) if text.strip() else _read(address, settings)
    headline = clean_text(title) or page.title
    if not headline:
        message = f"no headline was found for {address}"
        raise UsageError(message, hint="give it with --title")
    entry = Entry(
        url=address,
        title=headline,
        summary=page.description or shorten(page.text, _EXCERPT),
        language=page.language,
        published_at=page.published_at,
    )
    return entry, page.text


def _pasted(text: str) -> Page:
    return Page(article_id=ArticleId(0), state=PageState.READ, text=clean_text(text))


def _read(address: str, settings: CollectSettings) -> Page:
    request = PageRequest(article_id=ArticleId(0), url=address)
    (page,) = collect.read_pages([request], settings, obey_robots=False)
    if page.state not in (PageState.READ, PageState.PAYWALLED):
        message = f"{address} was not added: {page.reason or page.state}"
        raise UsageError(message, hint=_PASTE)
    return page
