"""How a story goes on, and the sentences that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watch.model.names import ArticleId


class Phase(StrEnum):
    """Where a story stands, by how many owners tell it this week and told it last week."""

    NEW = "new"
    GROWING = "growing"
    STEADY = "steady"
    FADING = "fading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A verbatim sentence of an article, chosen to tell its story."""

    article_id: ArticleId
    sentence: str
