"""What each source has given: which articles it carried, how many were new, what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, case, func, insert, or_, select

from watch.model import ArticleId, Harvest, SourceId
from watch.store import schema

_SPAN = timedelta(weeks=8)
"""Long enough that a monthly feed shows, short enough that one gone quiet does too."""

_WEEK = timedelta(weeks=1)
_CHUNK = 500


def note(
    connection: Connection, source_id: SourceId, ids: Iterable[ArticleId], now: datetime
) -> None:
    """Note that a source carried stored articles; the first time counts."""
    table = schema.sighting
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        query = select(table.c.article_id).where(
            table.c.source_id == source_id, table.c.article_id.in_(chunk)
        )
        known = set(connection.execute(query).scalars())
        rows = [
            {"article_id": article_id, "source_id": source_id, "seen_at": now}
            for article_id in chunk
            if article_id not in known
        ]
        if rows:
            connection.execute(insert(table), rows)


def every(connection: Connection, now: datetime) -> dict[SourceId, Harvest]:
    """Return the harvest of each source that ever gave an article."""
    opportunities: dict[str, int] = dict(connection.execute(_opportunities()).all())
    return {
        SourceId(row["source_id"]): _harvest(row, now, opportunities.get(row["source_id"], 0))
        for row in connection.execute(_carried(now)).mappings()
    }


def _carried(now: datetime) -> Select[Any]:
    article, sighting = schema.article, schema.sighting
    first_told = article.c.source_id == sighting.c.source_id
    return (
        select(
            sighting.c.source_id,
            func.count().label("carried"),
            _tally(first_told).label("own"),
            _tally(article.c.published_at.is_(None)).label("undated"),
            _tally(or_(~first_told, article.c.reprint_of.is_not(None))).label("duplicates"),
            _tally(article.c.effective_at >= now - _SPAN).label("recent"),
            func.min(article.c.effective_at).label("first_at"),
        )
        .join(article, article.c.id == sighting.c.article_id)
        .group_by(sighting.c.source_id)
    )


def _tally(condition: Any) -> Any:  # noqa: ANN401 - SQL expressions
    return func.sum(case((condition, 1), else_=0))


def _opportunities() -> Select[Any]:
    article, sighting, opportunity = schema.article, schema.sighting, schema.opportunity
    return (
        select(sighting.c.source_id, func.count(func.distinct(opportunity.c.id)))
        .join(article, article.c.id == sighting.c.article_id)
        .join(opportunity, opportunity.c.story_id == article.c.story_id)
        .group_by(sighting.c.source_id)
    )


def _harvest(row: Any, now: datetime, opportunities: int) -> Harvest:  # noqa: ANN401 - a row
    span = min(max(now - row["first_at"], _WEEK), _SPAN)
    return Harvest(
        articles=row["own"],
        articles_per_week=row["recent"] / (span / _WEEK),
        undated_share=row["undated"] / row["carried"],
        duplicate_share=row["duplicates"] / row["carried"],
        opportunities=opportunities,
    )
