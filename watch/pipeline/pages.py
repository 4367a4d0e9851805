"""The pages of shortlisted articles → text that makes them findable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from watch import collect, store
from watch.links import safe_link
from watch.model import Article, ArticleId, Match, Page, PageRequest, Source, SourceId, SourceKind
from watch.pipeline.tools import Tools
from watch.settings import CollectSettings
from watch.store import Database

_BATCH = 10
"""Pages stored at once: a killed run asks ten publishers again at most."""


def shortlisted(
    matches: Sequence[Match],
    articles: Mapping[ArticleId, Article],
    sources: Mapping[SourceId, Source],
) -> list[PageRequest]:
    """Return the pages worth reading, those of the most relevant articles first.

    An aggregator's addresses lead to the aggregator, not to the article.
    """
    ranked = sorted(matches, key=lambda match: (-match.relevance, match.article_id))
    wanted = dict.fromkeys(match.article_id for match in ranked)
    found = [articles[article_id] for article_id in wanted]
    return [
        PageRequest(article_id=article.id, url=article.url)
        for article in found
        if safe_link(article.url) and not _aggregated(sources.get(article.source_id))
    ]


def unread(
    database: Database, requests: Sequence[PageRequest], settings: CollectSettings
) -> list[PageRequest]:
    """Return the first of the pages that were never asked for, as many as a run reads."""
    with database.read() as connection:
        fresh = set(store.pages.unread(connection, [request.article_id for request in requests]))
    asked = [request for request in requests if request.article_id in fresh]
    return asked[: settings.max_pages_per_run]


def read_pages(tools: Tools, requests: Sequence[PageRequest]) -> int:
    """Read and store pages that were never asked for; return how many gave a text."""
    settings = tools.settings.collect
    asked = unread(tools.database, requests, settings)
    tools.progress.start("pages", len(asked))
    now = tools.clock.now()
    read: list[Page] = []
    waiting: list[Page] = []
    for page in collect.read_pages(asked, settings, stop=tools.stop, shared=tools.shared):
        tools.progress.advance()
        waiting.append(page)
        if len(waiting) == _BATCH:
            _save(tools.database, waiting, now)
            read, waiting = read + waiting, []
    _save(tools.database, waiting, now)
    return sum(1 for page in read + waiting if page.text)


def _save(database: Database, pages: Sequence[Page], now: datetime) -> None:
    if pages:
        with database.write() as connection:
            store.pages.save(connection, pages, now)


def _aggregated(source: Source | None) -> bool:
    return source is not None and source.kind is SourceKind.AGGREGATOR and source.enabled
