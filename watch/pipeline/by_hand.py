"""One article that a person brings: stored like any other, of a source nobody polls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from watch import store, understand
from watch.errors import UsageError
from watch.links import registrable_domain
from watch.model import Article, Entry, Page, PageState, Source, SourceId, SourceKind
from watch.pipeline.intake import embedded, keep, sort_out
from watch.protocols import Embedder
from watch.store import Database

BY_HAND = Source(
    id=SourceId("by-hand"),
    url="",
    name="Added by hand",
    owner="",
    kind=SourceKind.AGGREGATOR,
    enabled=False,
)
"""The source of what people bring; each article is owned by the site it stands on."""


def add_article(
    database: Database,
    views: Callable[[], Sequence[Embedder]],
    entry: Entry,
    page_text: str,
    now: datetime,
) -> Article:
    """Store an article, ready to be matched at the next run; one already known stays as it is.

    Args:
        views: Gives the embedding views.
        entry: Its address, title and a short excerpt.
        page_text: Its full text, for indexing only; empty where there is none.
        now: Aware UTC.

    Raises:
        UsageError: If there is neither a title nor a text.
    """
    read = understand.read([entry], BY_HAND.id, now)
    if not read:
        message = "the article has neither a title nor a text"
        raise UsageError(message, hint="give them with --title and --text")
    (found,) = read
    article = replace(found, publisher=registrable_domain(found.url) or found.publisher)
    batch = sort_out(database, [article])
    matrices = embedded(batch, views) if batch.new else {}
    with database.write() as connection:
        store.sources.keep(connection, BY_HAND)
        if batch.new:
            keep(connection, batch, matrices)
        store.harvest.note(connection, BY_HAND.id, [article.id], now)
        if page_text:
            page = Page(article_id=article.id, state=PageState.READ, text=page_text)
            store.pages.save(connection, [page], now)
        return store.articles.existing(connection, [article.id])[article.id]
