"""What would be found for a pain point, before it is stated anywhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watch import match, store
from watch.match import Corpus, Library
from watch.model import Article, Company, Opportunity, PainPoint, SourceId
from watch.pipeline.intake import fill_views
from watch.pipeline.listing import Material, consider, load_solutions, quoted, read_material
from watch.pipeline.planning import plan_pain
from watch.protocols import Embedder
from watch.settings import Settings
from watch.store import Database

_KEPT_FOR = timedelta(hours=1)
"""What was read is read again after that: an article may have become too old to be news."""

_BRINGING_DEPTH = 200
"""Stories asked who brings articles for a pain point: ten times what goes on to ranking."""

_ON_TOPIC = 0.2
"""Probability from which an article counts as on the matter: on the demo most articles are above .2
or below .1, at most two of a pain point between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one wording finds.

    Attributes:
        found: The best opportunities, best first.
        article_count: Articles that were looked at.
    """

    found: tuple[Opportunity, ...]
    article_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """A source that brings articles on the matter of a pain point, in one language."""

    source_id: SourceId
    name: str
    language: str
    articles: int


class Trial:
    """Everything collected, kept in memory so that one wording after another can be tried.

    Reading 100,000 articles takes six seconds, trying a wording on them one; they are read
    again when an article has come or changed. One wording at a time is tried.
    """

    def __init__(
        self, database: Database, embedders: Sequence[Embedder], settings: Settings
    ) -> None:
        self._database = database
        self._embedders = embedders
        self._settings = settings
        self._library: Library | None = None
        self._material: Material | None = None
        self._change = -1
        self._read_at: datetime | None = None
        self._at_work = threading.Lock()

    def find(self, pain: PainPoint, company: Company, now: datetime, *, limit: int) -> Tried:
        """Return the best opportunities for one pain in what was collected.

        No bar, no quota: this shows what the list would choose from.
        """
        with self._at_work:
            material, library = replace(self._fresh(now), pains=[pain]), self._solutions()
        found = consider(material, library, self._embedders, company, now)
        ranked = sorted(
            (candidate.opportunity for candidate in found.candidates),
            key=lambda opportunity: (-opportunity.score, opportunity.id),
        )
        return Tried(
            found=tuple(quoted(ranked[:limit], found)), article_count=len(material.articles)
        )

    def bringing(self, pain: PainPoint, company: Company, now: datetime) -> tuple[Bringing, ...]:
        """Return the sources with articles on the matter of a pain, those with most first.

        A story counts by its best article, and at most ``_BRINGING_DEPTH`` stories count.
        """
        with self._at_work:
            material, library = self._fresh(now), self._solutions()
        views = [match.EmbeddedOnce(embedder) for embedder in self._embedders]
        corpus = Corpus(
            articles=material.articles, views=material.views, kept_words=material.kept_words
        )
        plan = plan_pain(pain, company, library, views)
        names = {source.id: source.name for source in material.sources.values()}
        found = match.find([plan], corpus, library, views, names, depth=_BRINGING_DEPTH)
        wanted = {one.article_id for one in found if one.topic >= _ON_TOPIC}
        told = [article for article in material.articles if article.id in wanted]
        return _tallied(told, names)

    def _solutions(self) -> Library:
        if self._library is None:
            self._library = load_solutions(self._embedders)
        return self._library

    def _fresh(self, now: datetime) -> Material:
        """Return what was collected, read again if it is not what it was."""
        with self._database.read() as connection:
            change = store.articles.newest_change(connection)
        old = self._read_at is None or now - self._read_at > _KEPT_FOR
        if self._material is None or old or change != self._change:
            fill_views(self._database, self._embedders)
            keys = [embedder.key for embedder in self._embedders]
            self._material = read_material(self._database, keys, self._settings, now)
            self._change, self._read_at = change, now
        return self._material


def _tallied(articles: Sequence[Article], names: dict[SourceId, str]) -> tuple[Bringing, ...]:
    counted = Counter((article.source_id, article.language) for article in articles)
    found = [
        Bringing(
            source_id=source_id,
            name=names.get(source_id, source_id),
            language=language,
            articles=count,
        )
        for (source_id, language), count in counted.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.articles, one.name, one.language)))
