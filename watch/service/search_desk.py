"""Searches: everything collected asked about a topic, and the questions that are kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watch import match, store
from watch.errors import UsageError
from watch.match import Library
from watch.model import (
    Article,
    Hit,
    ModelKey,
    PainId,
    PainPoint,
    SavedSearch,
    SearchAnswer,
    SearchFilter,
    StoryId,
)
from watch.pipeline.listing import load_solutions
from watch.pipeline.planning import expand_topic
from watch.pipeline.search import answer, answer_like
from watch.pipeline.search_stories import Wanted
from watch.pipeline.suggestion import best_pain
from watch.protocols import Embedder
from watch.service.open_home import OpenHome

_REMEMBERED = 64
"""Searches after which remembered vectors are let go: some 10 MB of sentences."""

_NAME_CHARS = 80


class SearchDesk:
    """What can be asked of everything collected, and the searches that are kept."""

    def __init__(self, home: OpenHome) -> None:
        self._home = home
        self._views: list[Embedder] = []
        self._library: Library | None = None
        self._asked = 0
        self._loading = threading.Lock()

    def find(
        self, query: str, chosen: SearchFilter | None = None, *, limit: int = 10
    ) -> SearchAnswer:
        """Return the stories nearest to a topic, counted by what further filters would leave.

        Raises:
            UsageError: If the query is empty.
            ModelMissing: If no embedding model can be loaded.
        """
        wanted = Wanted(chosen=chosen or SearchFilter(), limit=limit, now=self._home.local_now())
        return self._answer(query, wanted)

    def hits(self, query: str, chosen: SearchFilter | None = None, *, limit: int = 10) -> list[Hit]:
        """Return the stories nearest to a topic, and nothing counted.

        Raises:
            UsageError: If the query is empty.
        """
        wanted = Wanted(chosen=chosen or SearchFilter(), limit=limit)
        return list(self._answer(query, wanted).hits)

    def like(
        self, story_id: StoryId, chosen: SearchFilter | None = None, *, limit: int = 10
    ) -> SearchAnswer:
        """Return the stories most like one; no model is loaded.

        Raises:
            UsageError: If there is no such story.
        """
        wanted = Wanted(chosen=chosen or SearchFilter(), limit=limit, now=self._home.local_now())
        database = self._home.database()
        return answer_like(story_id, database, self._home.home, self._keys(), wanted)

    def lead(self, story_id: StoryId) -> Article:
        """Return the article that tells a story first.

        Raises:
            UsageError: If there is no such story.
        """
        with self._home.database().read() as connection:
            told = store.articles.of_stories(connection, [story_id])
        if not told:
            message = f"there is no story {story_id}"
            raise UsageError(message, hint="`techwatch search --json` shows the ids")
        return told[0]

    def suggested(self, story_id: StoryId, pains: Sequence[PainPoint]) -> PainId | None:
        """Return the pain point that a story would serve best; none if there is none.

        Raises:
            ModelMissing: If no embedding model can be loaded.
        """
        views = self._remembering()
        library, company = self._solutions(views), self._home.company_if_stated()
        with self._home.database().read() as connection:
            return best_pain(connection, story_id, pains, company, library, views)

    def saved(self) -> dict[int, SavedSearch]:
        """Return the searches that are kept, by number."""
        with self._home.database().read() as connection:
            return store.searches.every(connection)

    def save(self, search: SavedSearch) -> int:
        """Keep a search and return its number; one of the same name takes its place.

        Raises:
            UsageError: If it has no name, or asks nothing.
        """
        kept = replace(search, name=search.name.strip()[:_NAME_CHARS], query=search.query.strip())
        if not kept.name or not kept.query:
            message = "a search is kept with a name and a topic"
            raise UsageError(message, hint="give it a short name")
        with self._home.database().write() as connection:
            return store.searches.keep(connection, replace(kept, created_at=self._home.local_now()))

    def remove(self, number: int) -> None:
        """Forget a search.

        Raises:
            UsageError: If there is none with that number.
        """
        with self._home.database().write() as connection:
            if not store.searches.remove(connection, number):
                raise _unknown(number)

    def in_digest(self, number: int, *, on: bool) -> SavedSearch:
        """Let the digest tell what a search newly finds, or not; return it.

        Raises:
            UsageError: If there is none with that number.
        """
        with self._home.database().write() as connection:
            search = _kept(store.searches.every(connection), number)
            changed = replace(search, in_digest=on)
            store.searches.write(connection, number, changed)
            return changed

    def run_saved(self, number: int, *, limit: int = 10) -> tuple[SavedSearch, SearchAnswer]:
        """Ask a search that is kept; return it with its answer.

        Raises:
            UsageError: If there is none with that number.
        """
        search = _kept(self.saved(), number)
        now = self._home.local_now()
        return search, self.find(search.query, search.filter_at(now), limit=limit)

    def news(self, saved: SavedSearch, since: datetime, *, limit: int = 3) -> list[Hit]:
        """Return the best of what a search finds that was published since a moment.

        Only stories told on the topic: in a week without any it is empty, whatever was nearest.
        """
        known = saved.filter_at(self._home.local_now())
        after = max(since, known.since_at or since) + timedelta(microseconds=1)
        wanted = Wanted(chosen=replace(known, since_at=after), limit=limit, topical=True)
        return list(self._answer(saved.query, wanted).hits)

    def _answer(self, query: str, wanted: Wanted) -> SearchAnswer:
        if not query.strip():
            message = "there is nothing to search for"
            raise UsageError(message, hint='write a topic, for example "warehouse robots"')
        topic, views = query.strip(), self._remembering()
        expansion = expand_topic(
            topic, self._home.company_if_stated(), self._solutions(views), views
        )
        return answer(topic, self._home.database(), self._home.home, views, wanted, expansion)

    def _solutions(self, views: Sequence[Embedder]) -> Library:
        """Return the solution library, read once; the first time on a machine takes a minute."""
        with self._loading:
            if self._library is None:
                self._library = load_solutions(views)
            return self._library

    def _remembering(self) -> Sequence[Embedder]:
        """Return the views, which know what they have read a moment ago.

        A filter that is pressed asks the same question of mostly the same sentences.
        """
        views = self._home.views()
        with self._loading:
            self._asked += 1
            if self._asked % _REMEMBERED == 1 or len(self._views) != len(views):
                self._views = [match.EmbeddedOnce(view) for view in views]
            return self._views

    def _keys(self) -> list[ModelKey]:
        """Return the views that articles were read in, the first view first."""
        with self._home.database().read() as connection:
            held = store.vectors.keys(connection)
        names = list(self._home.settings.understand.models)
        return sorted(held, key=lambda key: _place(key, names))


def _kept(saved: dict[int, SavedSearch], number: int) -> SavedSearch:
    if number not in saved:
        raise _unknown(number)
    return saved[number]


def _unknown(number: int) -> UsageError:
    message = f"no saved search has the number {number}"
    return UsageError(message, hint="`techwatch searches list` shows the numbers")


def _place(key: ModelKey, names: Sequence[str]) -> tuple[int, str]:
    """Return where a view stands among those that the settings name."""
    places = [place for place, name in enumerate(names) if name in key]
    return min(places, default=len(names)), key
