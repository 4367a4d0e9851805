"""What a digest tells beside its edition: whom it is for, and what happened around the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from watch.deliver.links_back import LinksBack
from watch.model import Card, OpportunityId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story that a saved search has found since the last digest: untrusted text."""

    title: str
    url: str
    language: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchNews:
    """What is new about a saved search: how many stories, and the best of them first."""

    name: str
    count: int
    stories: tuple[NewStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a digest tells beside its edition.

    Attributes:
        monthly: Whether its reader has one edition a month.
        failing: Names of the sources that have brought nothing but failures for a week.
        searches: Saved searches that are marked for the digest and have news.
        links: Makes the links that come back; None where nobody can open the app.
        cards: What the edition tells of, as it stands now; what has no card here stands as
            the edition says.
        zone: The company's, in which days and moments are told.
    """

    monthly: bool = False
    failing: tuple[str, ...] = ()
    searches: tuple[SearchNews, ...] = ()
    links: LinksBack | None = None
    cards: Mapping[OpportunityId, Card] = field(default_factory=dict)
    zone: tzinfo = UTC


ALONE = Context()
"""Nothing beside the edition."""
