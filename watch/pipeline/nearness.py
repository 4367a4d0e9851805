"""One embedding view of the stored articles, asked which are near to a query, and how near."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watch import index, store
from watch.model import LANGUAGES, ArticleId, ModelKey, SearchFilter
from watch.pipeline.spaces import ServerSpaces
from watch.protocols import Matrix
from watch.settings import Home
from watch.store import Connection

Ids = npt.NDArray[np.int64]

Cosines = npt.NDArray[np.float64]

_NONE: Ids = np.zeros(0, dtype=np.int64)

_DEEP = 500
"""Nearest of a view that are looked at once for all restrictions: most restrictions find their
candidates among them, and looking again for each would cost as much."""

_SHELF = index.Shelf()
"""One for the process: opening a generation of 100,000 articles costs over a second."""

_SPACES = ServerSpaces()
"""One for the process too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The articles of one language that are in the generation, or that are newer.

    Attributes:
        ids: Ascending.
        vectors: Gives the vectors of some of them.
        nearest: Gives those, of some or of all, whose products with a vector are largest, best
            first.
        lengths: Gives how long some of them are when whitened, where that is kept.
    """

    ids: Ids
    whitening: index.Whitening
    vectors: Callable[[Ids], Matrix]
    nearest: Callable[[Matrix, int, Ids | None], Ids]
    lengths: Callable[[Ids], Matrix] | None = None

    def nearness(self, probe: Matrix, ids: Ids) -> Matrix:
        """Return the whitened cosine of some of its articles to what is probed for."""
        vectors = self.vectors(ids)
        lengths = self.lengths(ids) if self.lengths else self.whitening.lengths(vectors)
        return self.whitening.cosines(vectors, lengths, probe)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Every article that has a vector in one view.

    Each language is whitened by itself, so that a text is near because of what is special
    about it within its language, and articles in the other language do not suffer.
    """

    key: ModelKey
    parts: tuple[Part, ...]

    def candidates(
        self, query: Matrix, limit: int, restrictions: Sequence[Ids | None]
    ) -> set[ArticleId]:
        """Return articles of each language and part that are near to a query.

        Args:
            limit: How many of each, under each restriction.
            restrictions: Ascending ids that an answer is restricted to; nothing restricts none.
        """
        found: set[ArticleId] = set()
        any_restricted = any(among is not None for among in restrictions)
        for part in self.parts:
            probe = part.whitening.probe(query)
            deep = part.nearest(probe, _DEEP if any_restricted else limit, None)
            for among in restrictions:
                best = _nearest(part, probe, deep, limit, among)
                found.update(ArticleId(article) for article in best.tolist())
        return found

    def nearness(self, query: Matrix, ids: Ids) -> Cosines:
        """Return the whitened cosine of each article to a query, 0 where it has no vector."""
        near = np.zeros(len(ids))
        for part, rows in self._rows(ids):
            near[rows] = part.nearness(part.whitening.probe(query), ids[rows])
        return near

    def nearness_along(self, direction: Matrix, ids: Ids) -> Cosines:
        """Return the same to a direction, the language taken out of it."""
        near = np.zeros(len(ids))
        for part, rows in self._rows(ids):
            near[rows] = part.nearness(part.whitening.probe_along(direction), ids[rows])
        return near

    def cosines(self, query: Matrix, ids: Ids) -> Cosines:
        """Return the plain cosine of each article to a query, 0 where it has no vector."""
        near = np.zeros(len(ids))
        for part, rows in self._rows(ids):
            near[rows] = index.products(part.vectors(ids[rows]), query)
        return near

    def mean(self, ids: Ids) -> Matrix | None:
        """Return the unit vector in the middle of some articles; nothing if none has a vector."""
        found = [part.vectors(ids[rows]) for part, rows in self._rows(ids)]
        if not found:
            return None
        middle = np.concatenate(found).mean(axis=0)
        return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)

    def _rows(self, ids: Ids) -> Iterator[tuple[Part, Ids]]:
        for part in self.parts:
            rows = np.flatnonzero(within(ids, part.ids))
            if len(rows):
                yield part, rows


def open_view(connection: Connection, home: Home, key: ModelKey) -> View:
    """Return a view: the current generation's, and exactly from the database what is newer.

    A server keeps its vectors to itself, is asked for what is near, and knows what is newer.
    """
    if connection.dialect.name == "postgresql":
        return View(key=key, parts=tuple(_server_parts(connection, key)))
    database_id = store.database_id(connection)
    opened = _SHELF.take(home.generations, database_id, lambda: _members(connection))
    spaces = opened.spaces.get(key, {}) if opened else {}
    after = opened.generation.change if opened and spaces else 0
    newer = _NONE
    parts: list[Part] = []
    if store.articles.newest_change(connection) > after:
        newer, matrix = store.vectors.read(connection, key, after_change=after)
        parts += _newer_parts(newer, matrix, _members(connection), spaces)
    if opened:
        parts += _held_parts(opened, key, spaces, newer)
    return View(key=key, parts=tuple(parts))


def _members(connection: Connection) -> dict[str, Ids]:
    """Return the articles written in each of the languages served."""
    found = {}
    for language in LANGUAGES:
        ids = store.articles.chosen_ids(connection, SearchFilter(language=language))
        found[language] = np.asarray(ids, dtype=np.int64)
    return found


def within(ids: Ids, among: Ids) -> npt.NDArray[np.bool_]:
    """Tell which ids are among others, which are ascending."""
    if not len(among):
        return np.zeros(len(ids), dtype=bool)
    places = np.minimum(np.searchsorted(among, ids), len(among) - 1)
    return np.asarray(among[places] == ids)


def common(ids: Ids, among: Ids) -> Ids:
    """Return the ids that are in both, ascending as both are: the fewer are looked up."""
    fewer, more = (ids, among) if len(ids) < len(among) else (among, ids)
    return fewer[within(fewer, more)]


def _nearest(part: Part, probe: Matrix, deep: Ids, limit: int, among: Ids | None) -> Ids:
    """Return the nearest of a part, looked for again where too few of ``deep`` may answer."""
    near = deep if among is None else deep[within(deep, among)]
    if among is None or len(near) >= limit:
        return near[:limit]
    allowed = common(part.ids, among)
    return near if len(near) == len(allowed) else part.nearest(probe, limit, allowed)


def _held_parts(
    opened: index.Opened, key: ModelKey, spaces: Mapping[str, index.Space], newer: Ids
) -> Iterator[Part]:
    for language, space in spaces.items():
        rows = opened.rows[key][language]
        older = space.ids[~within(space.ids, newer)] if len(newer) else space.ids
        yield Part(
            ids=older,
            whitening=space.whitening,
            vectors=lambda ids: opened.generation.vectors(key, ids),
            nearest=_looking(rows, older if len(newer) else None),
            lengths=rows.lengths,
        )


def _looking(rows: index.HeldRows, every: Ids | None) -> Callable[[Matrix, int, Ids | None], Ids]:
    """Return what looks among some articles in memory, or among those of the part."""

    def nearest(probe: Matrix, limit: int, ids: Ids | None) -> Ids:
        return rows.nearest(probe, limit, every if ids is None else ids)

    return nearest


def _newer_parts(
    newer: Ids, matrix: Matrix, members: index.Members, spaces: Mapping[str, index.Space]
) -> Iterator[Part]:
    """Yield what is newer by language, on the scale of the generation where it has one."""

    def vectors(ids: Ids) -> Matrix:
        return matrix[np.searchsorted(newer, ids)]

    for language, space in index.spaces(newer, vectors, members).items():
        yield Part(
            ids=space.ids,
            whitening=spaces.get(language, space).whitening,
            vectors=vectors,
            nearest=_multiplying(space.ids, vectors),
        )


def _multiplying(
    every: Ids, vectors: Callable[[Ids], Matrix]
) -> Callable[[Matrix, int, Ids | None], Ids]:
    """Return what multiplies some articles, or all of the part, without any index."""

    def nearest(probe: Matrix, limit: int, ids: Ids | None) -> Ids:
        chosen = every if ids is None else ids
        return _ids_of(index.exact_search(chosen, vectors(chosen), probe, limit))

    return nearest


def _server_parts(connection: Connection, key: ModelKey) -> Iterator[Part]:
    """Yield what a server holds by language; only articles that are named leave it."""
    for language, space in _SPACES.take(connection, key).items():
        yield Part(
            ids=space.ids,
            whitening=space.whitening,
            vectors=lambda ids: store.vectors.of(connection, key, ids.tolist()),
            nearest=_asking(connection, key, language, space.ids),
        )


def _asking(
    connection: Connection, key: ModelKey, language: str, every: Ids
) -> Callable[[Matrix, int, Ids | None], Ids]:
    """Return what asks a server: by the language where that says it, else by the articles."""

    def nearest(probe: Matrix, limit: int, ids: Ids | None) -> Ids:
        if language and ids is None:
            found = store.neighbours.nearest(connection, key, probe, limit, language=language)
        else:
            among = every if ids is None else ids
            found = store.neighbours.nearest(connection, key, probe, limit, among=among)
        return _ids_of(found)

    return nearest


def _ids_of(found: Sequence[tuple[int, float]]) -> Ids:
    return np.asarray([article for article, _ in found], dtype=np.int64)
