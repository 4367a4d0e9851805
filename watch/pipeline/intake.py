"""Outcomes of a poll → stored articles with vectors, in one transaction per batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watch import collect, store, understand
from watch.model import Article, ArticleId, Fetched, Outcome, PollRecord, SourceId
from watch.protocols import Embedder
from watch.settings import CollectSettings
from watch.store import Database


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
            originals = store.articles.by_fingerprint(connection, prints)
        batch = _sort(read, known, originals)
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
        articles = understand.read(outcome.entries, outcome.source_id, now)
        return articles[: self._settings.max_new_per_poll]

    def _record(self, source_id: SourceId) -> PollRecord:
        return self._records.get(source_id, PollRecord(source_id=source_id))


def _sort(
    read: Sequence[Article],
    known: Mapping[ArticleId, Article],
    originals: Mapping[str, ArticleId],
) -> _Sorted:
    """Tell new articles from updates, repeats and reprints.

    A repeat (the same article from another feed) is not stored again; a reprint (the same
    text under another address) is stored as a reprint and counted as a duplicate.
    """
    new: dict[ArticleId, Article] = {}
    updated: dict[ArticleId, Article] = {}
    first = dict(originals)
    duplicates = 0
    for article in read:
        if article.id in known:
            before = known[article.id]
            if _differs(article, before):
                updated[article.id] = _newer_version(article, before)
            duplicates += article.source_id != before.source_id
            continue
        if article.id in new:
            duplicates += 1
            continue
        original = first.get(article.text_fingerprint)
        if original is not None and original != article.id:
            duplicates += 1
            article = replace(article, reprint_of=original)  # noqa: PLW2901 - same article, marked
        elif article.text_fingerprint:
            first[article.text_fingerprint] = article.id
        new[article.id] = article
    return _Sorted(new=list(new.values()), updated=list(updated.values()), duplicates=duplicates)


def _differs(article: Article, before: Article) -> bool:
    """Tell whether its own source now tells the article otherwise."""
    same_source = article.source_id == before.source_id
    return same_source and (article.title, article.text) != (before.title, before.text)


def _newer_version(article: Article, before: Article) -> Article:
    """Return the update of a known article: new words, same identity, age and story."""
    return replace(
        article,
        first_seen_at=before.first_seen_at,
        effective_at=before.effective_at,
        published_at=before.published_at,
        reprint_of=before.reprint_of,
        story_id=before.story_id,
    )
