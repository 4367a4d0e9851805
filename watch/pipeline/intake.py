"""Outcomes of a poll → stored articles with vectors, in one transaction per batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watch import collect, store, understand
from watch.logs import get_logger
from watch.model import Article, ArticleId, Fetched, Outcome, PollRecord, SourceId
from watch.protocols import Embedder
from watch.settings import CollectSettings
from watch.store import Database

_log = get_logger(__name__)

BATCH_ENTRIES = 256
"""Entries gathered before they are embedded and committed: large enough for full batches
of the model, small enough that a killed run repeats seconds, not minutes."""


@dataclass(slots=True)
class Counts:
    """What came in."""

    entries: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """The articles of a batch, told apart."""

    new: list[Article]
    updated: list[Article]
    duplicates: int


class Intake:
    """Takes outcomes in, batch by batch.

    Args:
        views: Gives the embedding views; asked only when there is a text to embed.
        timed: Wraps a named stage so that its seconds are counted.
    """

    def __init__(
        self,
        database: Database,
        settings: CollectSettings,
        records: Mapping[SourceId, PollRecord],
        views: Callable[[], Sequence[Embedder]],
    ) -> None:
        self._database = database
        self._settings = settings
        self._records = dict(records)
        self._views = views
        self.counts = Counts()

    def take(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Store what a batch of polls brought: articles, vectors and feed positions at once."""
        read = [article for outcome in outcomes for article in self._read(outcome, now)]
        with self._database.read() as connection:
            known = store.articles.existing(connection, [article.id for article in read])
            prints = [article.text_fingerprint for article in read if article.text_fingerprint]
            alike = store.articles.by_fingerprint(connection, prints)
        batch = _sort(read, known, alike)
        changed = batch.new + batch.updated
        texts = [understand.article_text(article.title, article.text) for article in changed]
        matrices = {e.key: e.documents(texts) for e in self._views()} if texts else {}
        ids = [article.id for article in changed]
        with self._database.write() as connection:
            store.articles.save(connection, changed)
            for key, matrix in matrices.items():
                store.vectors.save(connection, key, ids, matrix)
            for outcome in outcomes:
                record = self._record(outcome.source_id)
                record = collect.after(record, outcome, now, self._settings)
                store.sources.save_record(connection, record)
        self.counts.new += len(batch.new)
        self.counts.updated += len(batch.updated)
        self.counts.duplicate += batch.duplicates

    def _read(self, outcome: Outcome, now: datetime) -> list[Article]:
        if not isinstance(outcome, Fetched):
            return []
        self.counts.entries += len(outcome.entries)
        try:
            articles = understand.read(outcome.entries, outcome.source_id, now)
        except Exception:  # noqa: BLE001 - one feed must not stop the others
            _log.exception("feed.unreadable", source=outcome.source_id)
            return []
        return articles[: self._settings.max_new_per_poll]

    def _record(self, source_id: SourceId) -> PollRecord:
        return self._records.get(source_id, PollRecord(source_id=source_id))


def _sort(
    read: Sequence[Article],
    known: Mapping[ArticleId, Article],
    alike: Mapping[str, Sequence[Article]],
) -> _Sorted:
    """Tell new articles from updates, repeats and reprints.

    A repeat (the same article from another feed) is not stored again; a reprint (the same
    text under another address) is stored as one. Both are duplicates. In whatever order
    servers answer, the earliest telling is the original and gives the article its source.
    """
    new: dict[ArticleId, Article] = {}
    updated: dict[ArticleId, Article] = {}
    same_text = {print_: list(found) for print_, found in alike.items()}
    duplicates = 0
    for article in sorted(read, key=_age):
        if article.id in new:
            duplicates += 1
        elif article.id in known:
            before = updated.get(article.id, known[article.id])
            elsewhere = article.source_id != before.source_id
            duplicates += elsewhere
            if _differs(article, before) or (elsewhere and _age(article) < _age(before)):
                updated[article.id] = _newer_version(article, before)
        else:
            new[article.id] = article
            if article.text_fingerprint:
                tellings = same_text.setdefault(article.text_fingerprint, [])
                duplicates += bool(tellings)
                tellings.append(article)
    for tellings in same_text.values():
        _mark_reprints(tellings, new, updated)
    return _Sorted(new=list(new.values()), updated=list(updated.values()), duplicates=duplicates)


def _mark_reprints(
    tellings: Sequence[Article],
    new: dict[ArticleId, Article],
    updated: dict[ArticleId, Article],
) -> None:
    """Make the earliest telling of a text the original of all the others."""
    first = min(tellings, key=_age)
    for article in tellings:
        original = None if article.id == first.id else first.id
        if article.reprint_of == original:
            continue
        target = new if article.id in new else updated
        target[article.id] = replace(target.get(article.id, article), reprint_of=original)


def _age(article: Article) -> tuple[datetime, SourceId, ArticleId]:
    return article.effective_at, article.source_id, article.id


def _differs(article: Article, before: Article) -> bool:
    """Tell whether its own source now tells the article otherwise."""
    same_source = article.source_id == before.source_id
    return same_source and (article.title, article.text) != (before.title, before.text)


def _newer_version(article: Article, before: Article) -> Article:
    """Return the update of a known article: new words, same identity, age and story."""
    first = min(article, before, key=_age)
    return replace(
        article,
        first_seen_at=before.first_seen_at,
        effective_at=first.effective_at,
        published_at=first.published_at,
        reprint_of=before.reprint_of,
        story_id=before.story_id,
    )


def fill_views(database: Database, embedders: Sequence[Embedder]) -> None:
    """Embed what a view has not seen yet: every article, when the model was changed."""
    for embedder in embedders:
        with database.read() as connection:
            missing = store.vectors.missing(connection, embedder.key)
        for start in range(0, len(missing), BATCH_ENTRIES):
            chunk = missing[start : start + BATCH_ENTRIES]
            with database.read() as connection:
                articles = list(store.articles.existing(connection, chunk).values())
            texts = [understand.article_text(a.title, a.text) for a in articles]
            matrix = embedder.documents(texts)
            with database.write() as connection:
                ids = store.articles.ids(articles)
                store.vectors.save(connection, embedder.key, ids, matrix)
