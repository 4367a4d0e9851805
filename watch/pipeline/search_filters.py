"""What a search is restricted to → which articles may answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from watch import review, store
from watch.model import (
    AREAS,
    ArticleId,
    CardTie,
    EventKind,
    FilterField,
    OpportunityId,
    SearchFilter,
    Source,
    SourceId,
    Standing,
    StoryId,
)
from watch.pipeline.nearness import Ids, within
from watch.store import Connection
from watch.store.glances import Glance, State

Mask = npt.NDArray[np.bool_]
Cards = Mapping[StoryId, tuple[CardTie, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """When each story was first told, and by which articles it is told.

    Attributes:
        order: Rows of the glance, story by story.
        starts: Where the rows of each story begin in ``order``, and where the last ones end.
        places: The place of each row's story among the stories.

    Units:
        ``moments`` in microseconds since 1970, UTC.

    Shapes:
        ``stories`` and ``moments`` ``(stories,)``, by rising id of the story; ``starts`` one
        longer; ``order`` and ``places`` ``(articles,)``.
    """

    stories: Ids
    moments: Ids
    order: Ids
    starts: Ids
    places: Ids

    def of(self, stories: Ids) -> Ids:
        """Return when some stories began.

        Args:
            stories: Ascending.
        """
        return self.moments[self._places(stories)]

    def of_rows(self, rows: Mask) -> Ids:
        """Return when the stories began that some rows of the glance tell."""
        told = np.zeros(len(self.stories), dtype=bool)
        told[self.places[rows]] = True
        return self.moments[told]

    def rows(self, stories: Ids) -> Ids:
        """Return the rows of the glance that tell some stories, ascending."""
        places = self._places(stories).tolist()
        found = [self.order[self.starts[n] : self.starts[n + 1]] for n in places]
        return np.sort(np.concatenate([*found, self.order[:0]]))

    def _places(self, stories: Ids) -> Ids:
        return np.searchsorted(self.stories, stories[within(stories, self.stories)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What filters look at, in one consistent state.

    Attributes:
        cards: The cards that a story belongs to. One that was merged into another stands as
            the other.
        kinds: The kind of development of articles of the glance, as far as it was read.
    """

    glance: Glance
    began: Beginnings
    sources: Mapping[SourceId, Source]
    cards: Cards
    kinds: dict[ArticleId, EventKind]

    def areas(self, stories: Ids) -> dict[StoryId, tuple[str, ...]]:
        """Return the areas of stories: topics of who tells them, then those of their cards.

        Args:
            stories: Ascending.
        """
        found: dict[StoryId, dict[str, None]] = {}
        topics = self._topics()
        for row in self.began.rows(stories).tolist():
            areas = found.setdefault(StoryId(int(self.glance.stories[row])), {})
            areas |= topics[self.glance.sources[row]]
        for name in found:
            ties = self.cards.get(name, ())
            found[name] |= dict.fromkeys(tie.area for tie in ties if tie.area)
        return {name: tuple(areas) for name, areas in found.items()}

    def _topics(self) -> list[dict[str, None]]:
        """Return the areas that each source of the glance is about."""
        about = (self.sources.get(SourceId(name)) for name in self.glance.source_names)
        return [
            dict.fromkeys(topic for topic in source.topics if topic in AREAS) if source else {}
            for source in about
        ]


def read_around(connection: Connection) -> Around:
    """Return what filters look at, kept for as long as the database says the same."""
    return _KEPT.take(connection)


def allowed(around: Around, chosen: SearchFilter, without: FilterField | None = None) -> Ids | None:
    """Return the articles that may answer, ascending; nothing where no filter restricts them.

    The kind of development is not looked at: it is read in the best answers only.

    Args:
        without: A filter that is left out.
    """
    rows = allowed_rows(around, chosen, without)
    return None if rows is None else around.glance.ids[rows]


def allowed_rows(
    around: Around, chosen: SearchFilter, without: FilterField | None = None
) -> Mask | None:
    """Return which rows of the glance may answer; nothing where no filter restricts them."""
    masks = [mask for name, mask in _masks(around, chosen) if name is not without]
    return np.logical_and.reduce(masks) if masks else None


def since(chosen: SearchFilter, moment: datetime) -> SearchFilter:
    """Return a filter with another period: since a moment."""
    return replace(chosen, since_at=moment, until_at=None)


def microseconds(moment: datetime) -> int:
    """Return a moment as a glance holds it."""
    return int(moment.timestamp() * 1e6)


def _beginnings(glance: Glance) -> Beginnings:
    order = np.lexsort((glance.moments, glance.stories))
    stories, first = np.unique(glance.stories[order], return_index=True)
    starts = np.append(first, len(order))
    places = np.empty_like(order)
    places[order] = np.repeat(np.arange(len(stories)), np.diff(starts))
    moments = glance.moments[order][first]
    return Beginnings(stories=stories, moments=moments, order=order, starts=starts, places=places)


def _masks(around: Around, chosen: SearchFilter) -> Iterator[tuple[FilterField, Mask]]:
    glance, active = around.glance, chosen.active
    if FilterField.LANGUAGE in active:
        yield (
            FilterField.LANGUAGE,
            _any_of(glance.languages, glance.language_names, [chosen.language]),
        )
    if FilterField.SOURCE in active:
        yield FilterField.SOURCE, _any_of(glance.sources, glance.source_names, chosen.source_ids)
    if FilterField.PERIOD in active:
        yield FilterField.PERIOD, _period(glance, chosen)
    ties = around.cards.items()
    if FilterField.PAIN in active:
        names = [n for n, held in ties if any(t.pain_id in chosen.pain_ids for t in held)]
        yield FilterField.PAIN, _of_stories(glance, names)
    if FilterField.STATUS in active:
        names = [n for n, held in ties if any(t.status in chosen.statuses for t in held)]
        yield FilterField.STATUS, _of_stories(glance, names)
    if FilterField.AREA in active:
        names = [n for n, held in ties if any(t.area in chosen.areas for t in held)]
        about = [s.id for s in around.sources.values() if set(s.topics) & set(chosen.areas)]
        told = glance.stories[_any_of(glance.sources, glance.source_names, about)]
        yield FilterField.AREA, _of_stories(glance, [*names, *told.tolist()])


def _any_of(column: Ids, names: Sequence[str], wanted: Sequence[str]) -> Mask:
    places = [n for n, name in enumerate(names) if name in wanted]
    return np.isin(column, places)


def _period(glance: Glance, chosen: SearchFilter) -> Mask:
    mask = np.ones(len(glance.ids), dtype=bool)
    if chosen.since_at:
        mask &= glance.moments >= microseconds(chosen.since_at)
    if chosen.until_at:
        mask &= glance.moments < microseconds(chosen.until_at)
    return mask


def _of_stories(glance: Glance, names: Sequence[int]) -> Mask:
    return within(glance.stories, np.unique(np.asarray(names, dtype=np.int64)))


def _cards(
    connection: Connection, glance: Glance, standings: Mapping[OpportunityId, Standing]
) -> dict[StoryId, tuple[CardTie, ...]]:
    """Return the cards of each story that has any."""
    every = {card.id: card for card in store.card_stories.every(connection)}
    heads = [card.article_id or 0 for card in every.values()]
    own = dict(zip(every, _stories_of(glance, heads), strict=True))
    found: dict[StoryId, dict[OpportunityId, CardTie]] = {}
    for card in every.values():
        merged = review.standing_of(standings, card.id).merged_into
        counting = every.get(merged or card.id, card)
        tie = CardTie(
            opportunity_id=counting.id,
            pain_id=counting.pain_id,
            area=counting.area,
            status=review.standing_of(standings, counting.id).status,
        )
        for name in (own[card.id], *card.gathered):
            if name is not None:
                found.setdefault(name, {})[counting.id] = tie
    return {name: tuple(ties.values()) for name, ties in found.items()}


def _stories_of(glance: Glance, articles: Sequence[int]) -> list[StoryId | None]:
    ids = np.asarray(articles, dtype=np.int64)
    held = within(ids, glance.ids)
    rows = np.searchsorted(glance.ids, ids)
    return [
        StoryId(int(glance.stories[row])) if known else None
        for row, known in zip(rows, held, strict=True)
    ]


class _Kept:
    """Keeps what was read last, for as long as the database says the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: State | None = None
        self._known: tuple[int, ...] = ()
        self._around: Around | None = None
        self._readings = 0

    def take(self, connection: Connection) -> Around:
        """Return what filters look at, in the state that the connection sees.

        Where it says that nothing was written since it was last asked, nothing is read.
        """
        stamp = store.glances.stamp(connection)
        with self._lock:
            known = connection.info.get(_STAMPED)
            if stamp is None or self._around is None or known != (stamp, self._readings):
                self._around = self._read(connection)
                self._readings += 1
                connection.info[_STAMPED] = stamp, self._readings
            return self._around

    def _read(self, connection: Connection) -> Around:
        seen, known = store.glances.state(connection), store.card_stories.state(connection)
        former = self._around if self._seen == seen else None
        glance = former.glance if former else store.glances.read(connection)
        if former and self._known == known:
            cards = former.cards
        else:
            standings = review.replay(store.ledger.every(connection))
            cards = _cards(connection, glance, standings)
        self._seen, self._known = seen, known
        return Around(
            glance=glance,
            began=former.began if former else _beginnings(glance),
            sources=store.sources.every(connection),
            cards=cards,
            kinds=former.kinds if former else {},
        )


_STAMPED = "what is around searches"
"""Under it a connection carries its stamp at the newest reading, and which reading that was."""

_KEPT = _Kept()
"""One for the process: a glance over 100,000 articles takes half a second."""
