"""A topic in any words, in either language → stories, best first, counted by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from watch import store, understand
from watch.errors import UsageError
from watch.model import (
    Article,
    FilterField,
    Hit,
    ModelKey,
    SearchAnswer,
    Source,
    SourceId,
    StoryId,
    TopicTrend,
)
from watch.pipeline.nearness import Ids, open_view, within
from watch.pipeline.quoting import quotes
from watch.pipeline.search_counts import Answering, counted, topic_trend
from watch.pipeline.search_filters import Around, allowed
from watch.pipeline.search_ranking import Asked, Found
from watch.pipeline.search_stories import (
    BOUND,
    Ranked,
    Wanted,
    kind_of,
    lately,
    of_kinds,
    ranked,
    searched_by,
    story_of,
    varied,
)
from watch.protocols import Embedder
from watch.settings import Home
from watch.store import Connection, Database
from watch.store.glances import Glance


def answer(
    query: str, database: Database, home: Home, views: Sequence[Embedder], wanted: Wanted
) -> SearchAnswer:
    """Return the stories nearest to a query by meaning and by words, and what they are.

    Args:
        views: The embedding views that search; the first also chooses the sentence shown.
    """
    asked = Asked(text=query, vectors={view.key: view.queries([query])[0] for view in views})
    with database.read() as connection:
        return _answer(connection, home, asked, wanted, views[0])


def answer_like(
    story_id: StoryId, database: Database, home: Home, keys: Sequence[ModelKey], wanted: Wanted
) -> SearchAnswer:
    """Return the stories most like one, by the vectors that are stored: no model is needed.

    Raises:
        UsageError: If there is no such story.
    """
    with database.read() as connection:
        told = store.articles.of_stories(connection, [story_id])
        if not told:
            message = f"there is no story {story_id}"
            raise UsageError(message, hint="`techwatch search --json` shows the ids")
        ids = np.asarray(sorted(article.id for article in told), dtype=np.int64)
        means = {key: open_view(connection, home, key).mean(ids) for key in keys}
        vectors = {key: mean for key, mean in means.items() if mean is not None}
        if not vectors:
            message = f"story {story_id} has not been read by the models yet"
            raise UsageError(message, hint="run `techwatch run` first")
        asked = Asked(text=told[0].title, vectors=vectors)
        return _answer(connection, home, asked, replace(wanted, without=story_id), None)


def _answer(
    connection: Connection, home: Home, asked: Asked, wanted: Wanted, embedder: Embedder | None
) -> SearchAnswer:
    found = ranked(connection, home, asked, wanted)
    around, among = found.around, allowed(found.around, wanted.chosen)
    stories = of_kinds(found.best(among, wanted.without), wanted.chosen)
    if wanted.topical:
        stories = [one for one in stories if one[0].score >= found.bar]
    leads = varied([one[0] for one in stories])[: wanted.limit]
    counts: dict[FilterField, dict[str, int]] = {}
    if wanted.now:
        left = {name: _answering(found, name, stories, wanted) for name in FilterField}
        counts = counted(left, wanted.now)
    return SearchAnswer(
        hits=tuple(_hits(connection, leads, asked, around, embedder)),
        story_count=len(stories),
        bound=BOUND,
        counts=counts,
        trend=_trend(found, wanted, wanted.now) if wanted.now else None,
        source_names={
            name: around.sources[SourceId(name)].name
            for name in counts.get(FilterField.SOURCE, ())
            if name in around.sources
        },
    )


def _answering(
    found: Ranked, name: FilterField, stories: list[list[Found]], wanted: Wanted
) -> list[Answering]:
    """Return the stories that all filters but one leave."""
    if name in searched_by(wanted.chosen):
        among = allowed(found.around, wanted.chosen, name)
        stories = of_kinds(found.best(among, wanted.without), wanted.chosen)
    elif name is FilterField.KIND and wanted.chosen.kinds:
        stories = found.best(allowed(found.around, wanted.chosen), wanted.without)
    names = np.asarray(sorted(story_of(one[0].article) for one in stories), dtype=np.int64)
    areas = found.around.areas(names) if name is FilterField.AREA else {}
    return [
        Answering(
            story_id=(story_id := story_of(one[0].article)),
            articles=[telling.article for telling in one],
            score=one[0].score,
            kind=kind_of(one[0].article),
            areas=areas.get(story_id, ()),
            cards=found.around.cards.get(story_id, ()),
        )
        for one in stories
    ]


def _trend(found: Ranked, wanted: Wanted, now: datetime) -> TopicTrend:
    """Return how often the topic was told lately, all filters but the period kept."""
    glance, chosen = found.around.glance, lately(wanted.chosen, now)
    among = allowed(found.around, chosen)
    stories = of_kinds(found.best(among, wanted.without), chosen)
    told = sorted(story_of(s[0].article) for s in stories if s[0].score >= found.bar)
    began = found.around.began
    read = began.moments if among is None else began.of(_stories_among(glance, among))
    return topic_trend(began.of(np.asarray(told, dtype=np.int64)), read, now)


def _stories_among(glance: Glance, among: Ids) -> Ids:
    """Return the stories that some articles tell, ascending."""
    return np.unique(glance.stories[within(glance.ids, among)])


def _hits(
    connection: Connection,
    leads: Sequence[Found],
    asked: Asked,
    around: Around,
    embedder: Embedder | None,
) -> Iterator[Hit]:
    names = [story_of(lead.article) for lead in leads]
    found = store.articles.of_stories(connection, names)
    waiting = [lead.article for lead in leads if lead.article.story_id is None]
    stories = understand.gather([*found, *waiting], around.sources)
    said = quotes([lead.article for lead in leads], asked, embedder)
    areas = around.areas(np.asarray(sorted(names), dtype=np.int64))
    for name, lead, sentence in zip(names, leads, said, strict=True):
        yield Hit(
            story=stories[name],
            article=lead.article,
            source_name=_source_name(lead.article, around.sources),
            sentence=sentence,
            score=lead.score,
            dense_rank=lead.dense_rank,
            lexical_rank=lead.lexical_rank,
            kind=kind_of(lead.article),
            areas=areas.get(name, ()),
            cards=around.cards.get(name, ()),
        )


def _source_name(article: Article, sources: Mapping[SourceId, Source]) -> str:
    source = sources.get(article.source_id)
    return article.publisher or (source.name if source else article.source_id)
