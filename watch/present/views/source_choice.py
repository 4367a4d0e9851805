"""Which sources are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from watch.model import SourceStanding, SourceState
from watch.text import fold
from watch.wording import LEVELS, mark

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Order(StrEnum):
    """By what the lines are sorted."""

    STATE = "state"
    NAME = "name"
    NEWEST = "newest"
    ARTICLES = "articles"
    OPPORTUNITIES = "opportunities"


ORDERS: Mapping[Order, str] = {
    Order.STATE: mark("Worst first"),
    Order.NAME: mark("By name"),
    Order.NEWEST: mark("Newest article first"),
    Order.ARTICLES: mark("Most articles first"),
    Order.OPPORTUNITIES: mark("Most opportunities first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the reader of the list asked for; what is empty leaves nothing out."""

    words: str = ""
    state: SourceState | None = None
    pack: str = ""
    language: str = ""
    order: Order = Order.STATE


def wanted_sources(standings: Sequence[SourceStanding], wanted: Wanted) -> list[SourceStanding]:
    """Return the sources that were asked for, in the order that was."""
    words = fold(wanted.words).split()
    found = [one for one in standings if _fits(one, wanted, words)]
    return sorted(found, key=_key(wanted.order))


def states_of(standings: Sequence[SourceStanding]) -> list[SourceState]:
    """Return the states that some source is in, the worst first."""
    held = {standing.record.state for standing in standings}
    return [state for state in LEVELS if state in held]


def packs_of(standings: Sequence[SourceStanding]) -> list[str]:
    """Return the packs that some source belongs to, in the order of the file."""
    return [*dict.fromkeys(s.source.pack for s in standings if s.source.pack)]


def languages_of(standings: Sequence[SourceStanding]) -> list[str]:
    """Return the languages that some source is said to be in."""
    return sorted({s.source.language for s in standings if s.source.language})


def _fits(standing: SourceStanding, wanted: Wanted, words: Sequence[str]) -> bool:
    source = standing.source
    text = fold(f"{source.name} {source.owner} {source.url}")
    return (
        all(word in text for word in words)
        and wanted.state in (None, standing.record.state)
        and wanted.pack in ("", source.pack)
        and wanted.language in ("", source.language)
    )


def _key(order: Order) -> Callable[[SourceStanding], Any]:
    severity = [*LEVELS]
    keys: Mapping[Order, Callable[[SourceStanding], Any]] = {
        Order.STATE: lambda one: severity.index(one.record.state),
        Order.NAME: lambda one: fold(one.source.name),
        Order.NEWEST: lambda one: _LONG_AGO - (one.record.newest_entry_at or _LONG_AGO),
        Order.ARTICLES: lambda one: -one.harvest.articles,
        Order.OPPORTUNITIES: lambda one: -one.harvest.opportunities,
    }
    return keys[order]
