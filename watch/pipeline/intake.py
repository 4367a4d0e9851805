"""Outcomes of a poll → stored articles, in one transaction per batch.

Their vectors are stored with them, or left to somebody who is told of the articles in the
same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from watch import collect, store, understand
from watch.links import registrable_domain
from watch.logs import get_logger
from watch.model import (
    Article,
    ArticleId,
    Fetched,
    ModelKey,
    Outcome,
    PollRecord,
    PollRequest,
    SourceId,
    SourceKind,
)
from watch.pipeline.batch import Batch, tell_apart
from watch.protocols import Embedder, Matrix
from watch.settings import CollectSettings
from watch.store import Connection, Database

_log = get_logger(__name__)

BATCH_ENTRIES = 256
"""Entries gathered before they are embedded and committed: large enough for full batches
of the model, small enough that a killed run repeats seconds, not minutes."""

Leave = Callable[[Connection, Sequence[ArticleId]], None]
"""Tells somebody which articles are to be embedded, on the connection that stores them."""


@dataclass(slots=True)
class Counts:
    """What came in.

    Attributes:
        wire_bytes: Over the network, of the feeds that had changed.
        embedded_chars: Of the texts given to the models.
    """

    polls: int = 0
    wire_bytes: int = 0
    embedded_chars: int = 0
    entries: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0


class Intake:
    """Takes outcomes in, batch by batch.

    Args:
        requests: What was asked, with the standing of each source before it.
        views: Gives the embedding views; asked only when there is a text to embed.
        leave: Takes the articles that are new or have changed, where they are not embedded here.
    """

    def __init__(
        self,
        database: Database,
        settings: CollectSettings,
        requests: Sequence[PollRequest],
        views: Callable[[], Sequence[Embedder]],
        leave: Leave | None = None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._leave = leave
        self._records = {request.source.id: request.record for request in requests}
        self._sources = {request.source.id: request.source for request in requests}
        self._owners = {registrable_domain(r.source.url): r.source.owner for r in requests}
        self._views = views
        self.counts = Counts()

    def take(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Store what a batch of polls brought: articles, vectors and feed positions at once."""
        read = {outcome.source_id: self._read(outcome, now) for outcome in outcomes}
        articles = [article for found in read.values() for article in found]
        with self._stored(articles) as (connection, batch):
            for source_id, found in read.items():
                store.harvest.note(connection, source_id, store.articles.ids(found), now)
            for outcome in outcomes:
                self._note(connection, outcome, now)
        self.counts.polls += len(outcomes)
        self.counts.embedded_chars += sum(map(len, texts_of(batch)))
        self.counts.new += len(batch.new)
        self.counts.updated += len(batch.updated)
        self.counts.duplicate += batch.duplicates

    @contextmanager
    def _stored(self, articles: Sequence[Article]) -> Iterator[tuple[Connection, Batch]]:
        """Store articles; yield the transaction that does, and what they turned out to be.

        Where others take articles in at the same moment, what is known of them is read in
        the transaction: no two of them then tell a reprint for the original.
        """
        if self._leave is None:
            batch = sort_out(self._database, articles)
            matrices = embedded(batch, self._views)
            with self._database.write() as connection:
                keep(connection, batch, matrices)
                yield connection, batch
            return
        with self._database.write() as connection:
            batch = told_apart(connection, articles)
            keep(connection, batch, {})
            self._leave(connection, store.articles.ids(batch.new + batch.updated))
            yield connection, batch

    def _note(self, connection: Connection, outcome: Outcome, now: datetime) -> None:
        """Store how a source stands now, its title, and the new address of a feed that moved."""
        before = self._records.get(outcome.source_id, PollRecord(source_id=outcome.source_id))
        record = collect.after(before, outcome, now, self._settings)
        address = collect.new_address(record)
        if address:
            store.sources.move(connection, outcome.source_id, address)
        source = self._sources.get(outcome.source_id)
        if source and isinstance(outcome, Fetched):
            store.sources.entitle(connection, source, outcome.feed_title)
        store.sources.save_record(connection, record)

    def _read(self, outcome: Outcome, now: datetime) -> list[Article]:
        if not isinstance(outcome, Fetched):
            return []
        self.counts.entries += len(outcome.entries)
        self.counts.wire_bytes += outcome.wire_bytes
        try:
            articles = understand.read(outcome.entries, outcome.source_id, now)
        except Exception:  # noqa: BLE001 - one feed must not stop the others
            _log.exception("feed.unreadable", source=outcome.source_id)
            return []
        newest = articles[: self._settings.max_new_per_poll]
        return [replace(a, publisher=self._publisher(a, outcome.source_id)) for a in newest]

    def _publisher(self, article: Article, source_id: SourceId) -> str:
        """Return the publisher an entry claims, where its source may speak for others.

        Any other feed that names a publisher could forge the independent owners of a story.
        """
        source = self._sources.get(source_id)
        if source is None or source.kind is not SourceKind.AGGREGATOR:
            return ""
        return self._owners.get(article.publisher, article.publisher)


def sort_out(database: Database, articles: Sequence[Article]) -> Batch:
    """Return the articles told apart, by what the database holds of them and of their texts."""
    with database.read() as connection:
        return told_apart(connection, articles)


def told_apart(connection: Connection, articles: Sequence[Article]) -> Batch:
    """Return the articles told apart, by what a transaction sees of the database."""
    prints = [article.text_fingerprint for article in articles if article.text_fingerprint]
    known = store.articles.existing(connection, store.articles.ids(articles))
    alike = store.articles.by_fingerprint(connection, prints)
    return tell_apart(articles, known, alike)


def embedded(batch: Batch, views: Callable[[], Sequence[Embedder]]) -> dict[ModelKey, Matrix]:
    """Return the vectors of what is new or has changed, by view."""
    texts = texts_of(batch)
    return {embedder.key: embedder.documents(texts) for embedder in views()} if texts else {}


def texts_of(batch: Batch) -> list[str]:
    """Return the texts that are embedded for what is new or has changed."""
    changed = batch.new + batch.updated
    return [understand.article_text(article.title, article.text) for article in changed]


def keep(connection: Connection, batch: Batch, matrices: dict[ModelKey, Matrix]) -> None:
    """Store the articles of a batch with their vectors."""
    changed = batch.new + batch.updated
    store.articles.save(connection, changed)
    for key, matrix in matrices.items():
        store.vectors.save(connection, key, store.articles.ids(changed), matrix)


def fill_views(database: Database, embedders: Sequence[Embedder]) -> None:
    """Embed what a view has not seen yet: every article, when the model was changed."""
    for embedder in embedders:
        with database.read() as connection:
            missing = store.vectors.missing(connection, embedder.key)
        for start in range(0, len(missing), BATCH_ENTRIES):
            embed(database, [embedder], missing[start : start + BATCH_ENTRIES])


def embed(
    database: Database,
    embedders: Sequence[Embedder],
    ids: Sequence[ArticleId],
    then: Callable[[Connection], object] = lambda _: None,
) -> None:
    """Store the vectors of articles in each view, of those whose words are still the same then.

    Args:
        then: Called in the transaction that stores them.
    """
    with database.read() as connection:
        articles = list(store.articles.existing(connection, ids).values())
    texts = [understand.article_text(a.title, a.text) for a in articles]
    matrices = {embedder.key: embedder.documents(texts) for embedder in embedders}
    with database.write() as connection:
        present = store.articles.existing(connection, ids)
        same = [row for row, a in enumerate(articles) if _same_words(a, present[a.id])]
        kept = store.articles.ids(articles[row] for row in same)
        for key, matrix in matrices.items():
            store.vectors.save(connection, key, kept, matrix[same])
        then(connection)


def _same_words(article: Article, other: Article) -> bool:
    return (article.title, article.text) == (other.title, other.text)
