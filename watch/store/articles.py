"""Articles: written once, updated in place, read by what a stage needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, insert, select, update

from watch.model import Article, ArticleId, Placement, SearchFilter, SourceId, StoryId
from watch.store import fulltext, schema

_CHUNK = 500
"""Below SQLite's oldest limit of 999 bound values in one statement."""

_FIELDS = tuple(name for name in schema.article.c.keys() if name != "change")  # noqa: SIM118 - columns, not a dict


def save(connection: Connection, articles: Sequence[Article]) -> None:
    """Insert new articles and update known ones, full-text index included."""
    known = existing(connection, [article.id for article in articles])
    change = newest_change(connection) + 1
    rows = [_row(article) | {"change": change} for article in articles]
    fresh = [row for row in rows if row["id"] not in known]
    stale = [row for row in rows if row["id"] in known]
    if fresh:
        connection.execute(insert(schema.article), fresh)
    _note_versions(connection, known, rows)
    for row in stale:
        connection.execute(
            update(schema.article).where(schema.article.c.id == row["id"]).values(row)
        )
    fulltext.save(connection, articles)


def former_titles(connection: Connection, article_id: ArticleId) -> list[str]:
    """Return the titles that an article had before its present one, oldest first."""
    table = schema.version
    query = select(table.c.title).where(table.c.article_id == article_id)
    return list(connection.execute(query.order_by(table.c.number)).scalars())


def _note_versions(
    connection: Connection, known: Mapping[ArticleId, Article], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Keep the former title of each article that has a new one."""
    table = schema.version
    retitled = [
        row for row in rows if row["id"] in known and row["title"] != known[row["id"]].title
    ]
    for row in retitled:
        former = {"article_id": row["id"], "title": known[row["id"]].title}
        count = len(former_titles(connection, row["id"]))
        connection.execute(insert(table).values(former | {"number": count + 1}))


def newest_change(connection: Connection) -> int:
    """Return the highest change number; 0 in an empty database."""
    return connection.execute(select(func.max(schema.article.c.change))).scalar() or 0


def existing(connection: Connection, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
    """Return those of the articles that are stored, by id."""
    found: dict[ArticleId, Article] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(schema.article).where(schema.article.c.id.in_(ids[start : start + _CHUNK]))
        found |= {row["id"]: _article(row) for row in connection.execute(query).mappings()}
    return found


def by_fingerprint(connection: Connection, prints: Sequence[str]) -> dict[str, list[Article]]:
    """Return the articles that hold each of the texts, known by its fingerprint."""
    table = schema.article
    found: dict[str, list[Article]] = {}
    for start in range(0, len(prints), _CHUNK):
        chunk = prints[start : start + _CHUNK]
        for article in _read(connection, table.c.text_fingerprint.in_(chunk)):
            found.setdefault(article.text_fingerprint, []).append(article)
    return found


def chosen_ids(connection: Connection, chosen: SearchFilter) -> list[ArticleId] | None:
    """Return the articles a search is restricted to; nothing when it is not restricted."""
    table = schema.article
    conditions = []
    if chosen.language:
        conditions.append(table.c.language == chosen.language)
    if chosen.source_ids:
        conditions.append(table.c.source_id.in_(chosen.source_ids))
    if chosen.since_at:
        conditions.append(table.c.effective_at >= chosen.since_at)
    if not conditions:
        return None
    return [
        ArticleId(n) for n in connection.execute(select(table.c.id).where(*conditions)).scalars()
    ]


def without_story(connection: Connection) -> list[Article]:
    """Return the articles not yet put into a story, oldest first."""
    return _read(connection, schema.article.c.story_id.is_(None))


def since(connection: Connection, moment: datetime) -> list[Article]:
    """Return the articles that count as of ``moment`` or later, oldest first."""
    return _read(connection, schema.article.c.effective_at >= moment)


def within(connection: Connection, spans: Sequence[tuple[datetime, datetime]]) -> list[Article]:
    """Return the articles that count as of any of the spans of time, oldest span first."""
    moment = schema.article.c.effective_at
    return [
        article
        for first, last in spans
        for article in _read(connection, and_(moment >= first, moment <= last))
    ]


def of_stories(connection: Connection, stories: Sequence[StoryId]) -> list[Article]:
    """Return every article of the stories, oldest first."""
    found: list[Article] = []
    for start in range(0, len(stories), _CHUNK):
        found += _read(connection, schema.article.c.story_id.in_(stories[start : start + _CHUNK]))
    return found


def place(connection: Connection, placements: Mapping[ArticleId, Placement]) -> None:
    """Put each article into its story, reprints marked as such."""
    if not placements:
        return
    statement = (
        update(schema.article)
        .where(schema.article.c.id == bindparam("article"))
        .values(story_id=bindparam("story"), reprint_of=bindparam("original"))
    )
    rows = [
        {"article": article, "story": where.story_id, "original": where.reprint_of}
        for article, where in placements.items()
    ]
    connection.execute(statement, rows)


def story_total(connection: Connection) -> int:
    """Return the number of stories."""
    query = select(func.count(func.distinct(schema.article.c.story_id)))
    return connection.execute(query).scalar() or 0


def counts(connection: Connection) -> dict[SourceId, int]:
    """Return the number of articles of each source."""
    table = schema.article
    query = select(table.c.source_id, func.count()).group_by(table.c.source_id)
    return {SourceId(name): n for name, n in connection.execute(query)}


def total(connection: Connection) -> int:
    """Return the number of articles."""
    return connection.execute(select(func.count()).select_from(schema.article)).scalar() or 0


def _read(connection: Connection, condition: Any) -> list[Article]:  # noqa: ANN401 - any SQL condition
    table = schema.article
    query = select(table).where(condition).order_by(table.c.effective_at, table.c.id)
    return [_article(row) for row in connection.execute(query).mappings()]


def _row(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in _FIELDS}


def _article(row: RowMapping) -> Article:
    return Article(**{name: row[name] for name in _FIELDS})


def ids(articles: Iterable[Article]) -> list[ArticleId]:
    """Return the ids of articles, in order."""
    return [article.id for article in articles]
