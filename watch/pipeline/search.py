"""A topic in any words, in either language → stories, best first, counted by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from watch import store, understand
from watch.errors import UsageError
from watch.match import Expansion
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
from watch.pipeline.nearness import open_view
from watch.pipeline.quoting import quotes
from watch.pipeline.search_counts import Answering, counted, topic_trend
from watch.pipeline.search_filters import Around, allowed, allowed_rows
from watch.pipeline.search_kinds import kinds_of
from watch.pipeline.search_ranking import Asked, Found
from watch.pipeline.search_stories import (
    BOUND,
    Ranked,
    Wanted,
    lately,
    of_kinds,
    ranked,
    searched_by,
    varied,
)
from watch.protocols import Embedder
from watch.settings import Home
from watch.store import Connection, Database


def answer(
    query: str,
    database: Database,
    home: Home,
    views: Sequence[Embedder],
    wanted: Wanted,
    expansion: Expansion | None = None,
) -> SearchAnswer:
    """Return the stories nearest to a query by meaning and by words, and what they are.

    Args:
        views: The embedding views that search; the first also chooses the sentence shown.
        expansion: What the solution library adds to the query.
    """
    vectors = {view.key: view.queries([query])[0] for view in views}
    asked = Asked(text=query, vectors=vectors, expansion=expansion)
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
    stories = of_kinds(connection, around, found.best(among, wanted.without), wanted.chosen)
    if wanted.topical:
        stories = [one for one in stories if one[0].score >= found.bar]
    leads = varied([one[0] for one in stories])[: wanted.limit]
    counts: dict[FilterField, dict[str, int]] = {}
    if wanted.now:
        counts = counted(_left(connection, found, stories, wanted), wanted.now)
    return SearchAnswer(
        hits=tuple(_hits(connection, leads, asked, around, embedder)),
        story_count=len(stories),
        bound=BOUND,
        counts=counts,
        trend=_trend(connection, found, wanted, wanted.now) if wanted.now else None,
        source_names={
            name: around.sources[SourceId(name)].name
            for name in counts.get(FilterField.SOURCE, ())
            if name in around.sources
        },
    )


def _left(
    connection: Connection, found: Ranked, stories: list[list[Found]], wanted: Wanted
) -> dict[FilterField, list[Answering]]:
    """Return the stories that all filters but one leave, for each."""
    left = dict.fromkeys(FilterField, _answering(connection, found.around, stories))
    for name in searched_by(wanted.chosen):
        best = found.best(allowed(found.around, wanted.chosen, name), wanted.without)
        kept = of_kinds(connection, found.around, best, wanted.chosen)
        left[name] = _answering(connection, found.around, kept)
    if wanted.chosen.kinds:
        best = found.best(allowed(found.around, wanted.chosen), wanted.without)
        left[FilterField.KIND] = _answering(connection, found.around, best)
    return left


def _answering(
    connection: Connection, around: Around, stories: list[list[Found]]
) -> list[Answering]:
    """Return what filters see of stories."""
    names = np.asarray(sorted(one[0].article.story_id for one in stories), dtype=np.int64)
    areas = around.areas(names)
    kinds = kinds_of(connection, around, [one[0].article.id for one in stories])
    return [
        Answering(
            story_id=(story_id := one[0].article.story_id),
            articles=[telling.article for telling in one],
            score=one[0].score,
            kind=kinds[one[0].article.id],
            areas=areas.get(story_id, ()),
            cards=around.cards.get(story_id, ()),
        )
        for one in stories
    ]


def _trend(connection: Connection, found: Ranked, wanted: Wanted, now: datetime) -> TopicTrend:
    """Return how often the topic was told lately, all filters but the period kept."""
    around, chosen = found.around, lately(wanted.chosen, now)
    best = found.best(allowed(around, chosen), wanted.without)
    stories = of_kinds(connection, around, best, chosen)
    told = sorted(one[0].article.story_id for one in stories if one[0].score >= found.bar)
    rows = allowed_rows(around, chosen)
    read = around.began.moments if rows is None else around.began.of_rows(rows)
    return topic_trend(around.began.of(np.asarray(told, dtype=np.int64)), read, now)


def _hits(
    connection: Connection,
    leads: Sequence[Found],
    asked: Asked,
    around: Around,
    embedder: Embedder | None,
) -> Iterator[Hit]:
    names = [lead.article.story_id for lead in leads]
    found = store.articles.of_stories(connection, names)
    held = store.articles.existing(connection, [lead.article.id for lead in leads])
    articles = [held[lead.article.id] for lead in leads]
    waiting = [article for article in articles if article.story_id is None]
    stories = understand.gather([*found, *waiting], around.sources)
    said = quotes(articles, asked, embedder)
    areas = around.areas(np.asarray(sorted(names), dtype=np.int64))
    kinds = kinds_of(connection, around, [article.id for article in articles])
    for lead, article, sentence in zip(leads, articles, said, strict=True):
        name = lead.article.story_id
        yield Hit(
            story=stories[name],
            article=article,
            source_name=_source_name(article, around.sources),
            sentence=sentence,
            score=lead.score,
            dense_rank=lead.dense_rank,
            lexical_rank=lead.lexical_rank,
            kind=kinds[article.id],
            areas=areas.get(name, ()),
            cards=around.cards.get(name, ()),
        )


def _source_name(article: Article, sources: Mapping[SourceId, Source]) -> str:
    source = sources.get(article.source_id)
    return article.publisher or (source.name if source else article.source_id)
