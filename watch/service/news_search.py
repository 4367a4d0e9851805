"""Words → a search engine's news feed, and what following it tells that company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from watch import collect
from watch.errors import UsageError
from watch.model import Reliability, Source, SourceKind
from watch.service.addresses import new_source
from watch.text import clean_text

ENGINES = {"google": "Google", "bing": "Microsoft"}
"""Search engines with a news feed, and the company that learns the words."""

PACK = "search"
"""The pack of every followed search, so that all can be switched off at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSearch:
    """A search of the news: its words, who learns them at each poll, the source it would be."""

    words: tuple[str, ...]
    company: str
    source: Source


def news_search(
    words: Sequence[str], engine: str, language: str, country: str, area: str
) -> NewsSearch:
    """Return the search for any of some words or phrases.

    Its reliability is low: nobody vouches for the publishers that it turns up.

    Raises:
        UsageError: If there is no word, or no such engine.
    """
    wanted = tuple(dict.fromkeys(word for word in map(clean_text, words) if word))
    if not wanted:
        message = "there is no word to search the news for"
        raise UsageError(message, hint='give them, for example --words "fuite hydraulique, SMED"')
    if engine not in ENGINES:
        message = f"no news search is called `{engine}`"
        raise UsageError(message, hint=f"choose one of {', '.join(ENGINES)}")
    url = collect.news_search_url(engine, wanted, language, country)
    wanted = _sent(wanted, lambda words: collect.news_search_url(engine, words, language, country))
    name = f"{engine.capitalize()} News: {', '.join(wanted)}"
    source = new_source(url, name=name, owner=ENGINES[engine], language=language, pack=PACK)
    source = replace(
        source,
        kind=SourceKind.AGGREGATOR,
        reliability=Reliability.LOW,
        topics=(area,) if area else (),
    )
    return NewsSearch(words=wanted, company=ENGINES[engine], source=source)


def _sent(words: tuple[str, ...], address: Callable[[Sequence[str]], str]) -> tuple[str, ...]:
    """Return the words that the address holds: an engine's limit leaves out the last ones."""
    whole = address(words)
    return next(words[:n] for n in range(1, len(words) + 1) if address(words[:n]) == whole)
