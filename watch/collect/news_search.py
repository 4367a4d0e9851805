"""Words → the address of a search engine's news feed.

Confidential: whoever adds such a source sends its words to the search engine at
every poll, so the caller shows them, and whom they go to, before adding it. Built
here is an address only; nothing is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from watch.errors import UsageError
from watch.text import clean_text

_MAX_WORDS = 32  # Google ignores the words after the 32nd; each OR may count as one
_MAX_QUERY = 500  # characters; with accents written as %C3%A9 the address stays below 2,000
_EDITIONS = {  # the countries for which Google News has an edition in that language
    "en": ("US", "GB", "IE", "CA", "AU", "NZ", "IN", "SG", "ZA"),
    "fr": ("FR", "BE", "CH", "CA", "MA", "SN"),
}


def news_search_url(
    engine: str, words: Sequence[str], language: str, country: str, *, days: int = 0
) -> str:
    """Return the address of the news feed for any of some words or phrases.

    Args:
        engine: ``google`` or ``bing``.
        words: The most important first: what exceeds the engine's limit is left out.
        language: Of the articles, as ``fr``.
        country: Of the edition, as ``FR``; where Google has none in that language,
            its first one is taken.
        days: How far back, for Google; 0 leaves it to the engine.

    Raises:
        UsageError: If there is no word to search for, or no such engine.
    """
    query = _query(words)
    if not query:
        raise UsageError("there is no word to search for", hint="give one keyword at least")
    if engine == "google":
        return _google(f"{query} when:{days}d" if days else query, language, country)
    if engine == "bing":
        return _bing(query, language, country)
    raise UsageError(f"no news search is called {engine!r}", hint="choose google or bing")


def _query(words: Sequence[str]) -> str:
    phrases: list[str] = []
    count = 0
    for phrase in filter(None, map(_phrase, words)):
        count += len(phrase.split()) + 1
        if count > _MAX_WORDS or len(" OR ".join([*phrases, phrase])) > _MAX_QUERY:
            break
        phrases.append(phrase)
    return " OR ".join(dict.fromkeys(phrases))


def _phrase(words: str) -> str:
    """Return words as one search term, in quotes unless they are one plain word."""
    plain = clean_text(words.replace('"', " "))
    return plain if plain.isalnum() or not plain else f'"{plain}"'


def _google(query: str, language: str, country: str) -> str:
    editions = _EDITIONS.get(language, (country,))
    edition = country if country in editions else editions[0]
    tongue = f"{language}-{edition}" if language == "en" or edition == "CA" else language
    fields = {"q": query, "hl": tongue, "gl": edition, "ceid": f"{edition}:{language}"}
    return f"https://news.google.com/rss/search?{_encoded(fields)}"


def _bing(query: str, language: str, country: str) -> str:
    fields = {"q": query, "format": "rss", "setlang": language, "cc": country}
    return f"https://www.bing.com/news/search?{_encoded(fields)}"


def _encoded(fields: dict[str, str]) -> str:
    return urlencode(fields, quote_via=quote, safe=":")
