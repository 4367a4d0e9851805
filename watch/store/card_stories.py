"""Which stories belong to which card: the one that it rests on, and those it has gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from watch.model import ArticleId, OpportunityId, PainId, StoryId
from watch.store import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStories:
    """A card, and the stories that it has gathered.

    Attributes:
        article_id: The article that it rests on: its story is the card's own, whatever stories
            were merged or split since. None where the card cites nothing.
    """

    id: OpportunityId
    pain_id: PainId
    area: str
    article_id: ArticleId | None
    gathered: tuple[StoryId, ...]


def state(connection: Connection) -> tuple[int, ...]:
    """Return what changes whenever a card, its stories or where it stands does."""
    counted = (
        func.max(schema.decision.c.number),
        func.max(schema.run.c.number),
        func.count(schema.opportunity.c.content),
        func.count(schema.attachment.c.story_id),
    )
    return tuple(int(connection.execute(select(one)).scalar() or 0) for one in counted)


def every(connection: Connection) -> Iterator[CardStories]:
    """Yield every card, by id."""
    gathered: dict[str, list[StoryId]] = {}
    ties = schema.attachment
    pairs = select(ties.c.opportunity_id, ties.c.story_id).order_by(ties.c.story_id)
    for name, story in connection.execute(pairs):
        gathered.setdefault(name, []).append(StoryId(story))
    table = schema.opportunity
    query = (
        select(
            table.c.id,
            table.c.pain_id,
            table.c.content["area"],
            table.c.content[("evidence", 0, "article_id")],
        )
        .where(table.c.content.is_not(None))
        .order_by(table.c.id)
    )
    for name, pain, area, article in connection.execute(query):
        yield CardStories(
            id=OpportunityId(name),
            pain_id=PainId(pain),
            area=area or "",
            article_id=None if article is None else ArticleId(article),
            gathered=tuple(gathered.get(name, ())),
        )
