"""Entries → articles: cleaned, dated, language-tagged, identified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from watch.links import canonical_url, registrable_domain, safe_link
from watch.model import Article, ArticleId, Entry, SourceId
from watch.text import clean_text, fingerprint, number_id, shorten, words
from watch.understand.clean import language_of, plain_text

EARLIEST_AT = datetime(1990, 1, 1, tzinfo=UTC)
"""No feed is older than the web; earlier dates are zeros and template leftovers."""

_LATEST_AHEAD = timedelta(days=1)
_MAX_TITLE = 300
_MAX_TEXT = 20_000
_MAX_PUBLISHER = 100
_PRINT_WORDS = 60
"""Reprints share their opening; agencies' dateline and the paper's own footer differ."""

_PRINT_CHARS = 1_000
"""Hold the words of a print in nearly every text: French and English take 5 to 6 each."""

_MIN_PRINT_WORDS = 12
"""A shorter text ("Read more", "Photo") says nothing about identity."""


def read(entries: Sequence[Entry], source_id: SourceId, now: datetime) -> list[Article]:
    """Return the articles of one feed, newest first; an entry without any text is dropped.

    The same article twice in one feed (an update) is returned once, in its newest form.
    ``publisher`` is what the entry claims; whether the source may claim it is not judged here.
    """
    named = {(canonical_url(entry.url), entry.guid or entry.title) for entry in entries}
    shared = Counter(address for address, _ in named)
    newest: dict[ArticleId, tuple[datetime, Article]] = {}
    for entry in entries:
        article = _article(entry, source_id, now, shared)
        if article is None:
            continue
        version_at = entry.updated_at or entry.published_at or EARLIEST_AT
        known = newest.get(article.id)
        if known is None or version_at > known[0]:
            newest[article.id] = (version_at, article)
    found = [article for _, article in newest.values()]
    return sorted(found, key=lambda article: (article.effective_at, article.id), reverse=True)


def credible_date(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment if a feed can mean it: from 1990 to a day ahead."""
    if moment is None or not EARLIEST_AT <= moment <= now + _LATEST_AHEAD:
        return None
    return moment


def text_fingerprint(title: str, text: str) -> str:
    """Return a print that reprints share; empty when there is too little text to tell."""
    opening = _first_words(text)
    if len(opening) < _MIN_PRINT_WORDS:
        opening = words(f"{title} {text}")
    return fingerprint(*opening) if len(opening) >= _MIN_PRINT_WORDS else ""


def _first_words(text: str) -> list[str]:
    """Return the words of the print; a long text is not folded to its end for them."""
    found = words(text[:_PRINT_CHARS])
    whole = found if len(found) > _PRINT_WORDS or len(text) <= _PRINT_CHARS else words(text)
    return whole[:_PRINT_WORDS]


def _article(
    entry: Entry, source_id: SourceId, now: datetime, shared: Counter[str]
) -> Article | None:
    title = shorten(plain_text(entry.title), _MAX_TITLE)
    text = _body(entry, title)
    if not title and not text:
        return None
    title = title or shorten(text, 90)
    link = safe_link(entry.url)
    published = credible_date(entry.published_at, now) or credible_date(entry.updated_at, now)
    return Article(
        id=_identity(entry, source_id, title, shared),
        source_id=source_id,
        url=link,
        title=title,
        text=text,
        language=language_of(f"{title}. {text}", hint=entry.language),
        published_at=published,
        first_seen_at=now,
        effective_at=min(published or now, now),
        publisher=_publisher(entry.publisher),
        title_fingerprint=fingerprint(*words(title)),
        text_fingerprint=text_fingerprint(title, text),
    )


def _publisher(claim: str) -> str:
    """Return the domain an entry names as its publisher, or the name it gives instead."""
    return registrable_domain(claim) or shorten(plain_text(claim), _MAX_PUBLISHER)


def _body(entry: Entry, title: str) -> str:
    """Return the longer of summary and content, without a repeated title."""
    summary, content = plain_text(entry.summary), plain_text(entry.content)
    text = content if len(content) > len(summary) else summary
    return shorten(text.removeprefix(title).lstrip(" .:–-") or text, _MAX_TEXT)


def _identity(entry: Entry, source_id: SourceId, title: str, shared: Counter[str]) -> ArticleId:
    """Return what makes this the same article next time and in another feed.

    The canonical address, unless several different entries of the feed share it (a home
    page); then the feed's own id; then the title.
    """
    address = canonical_url(entry.url)
    if address and shared[address] == 1:
        return ArticleId(number_id("url", address))
    guid = clean_text(entry.guid)
    if guid:
        return ArticleId(number_id("guid", source_id, guid))
    return ArticleId(number_id("title", source_id, title))
