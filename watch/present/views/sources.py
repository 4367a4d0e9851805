"""Source standings → a table in words, what needs a person first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from watch.links import registrable_domain
from watch.model import SourceStanding, SourceState
from watch.present.views.names import language_name
from watch.wording import Translator, in_sentence, name_of, one_line

_NAME_LIMIT = 100
_REASON_LIMIT = 240


class Level(StrEnum):
    """How much a state asks for a person."""

    BAD = "bad"
    WARN = "warn"
    IDLE = "idle"
    GOOD = "good"


_LEVELS = {
    SourceState.FAILING: Level.BAD,
    SourceState.FAILED: Level.BAD,
    SourceState.GONE: Level.BAD,
    SourceState.EMPTY: Level.WARN,
    SourceState.UNDATED: Level.WARN,
    SourceState.STALE: Level.WARN,
    SourceState.OFF: Level.IDLE,
    SourceState.NEVER: Level.IDLE,
    SourceState.UNCHANGED: Level.GOOD,
    SourceState.OK: Level.GOOD,
}
"""In the order in which the page lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source: who it is, how its last poll ended and why, what it gave."""

    name: str
    about: tuple[str, ...]
    state: str
    level: Level
    reason: str
    articles: str
    polled: str
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """The table, and how many sources are in each state."""

    summary: str
    counts: tuple[tuple[Level, str], ...]
    rows: tuple[SourceRow, ...]


def sources_view(
    standings: Sequence[SourceStanding], zone: tzinfo, translator: Translator
) -> SourcesView:
    """Return the sources, failed ones first, otherwise in the order of the file."""
    order = list(_LEVELS)
    ranked = sorted(standings, key=lambda s: order.index(s.record.state))
    tally = Counter(standing.record.state for standing in standings)
    articles = sum(standing.article_count for standing in standings)
    return SourcesView(
        summary=translator.translate(
            "{sources}, {articles}.",
            sources=translator.plural("{n} source", "{n} sources", len(standings)),
            articles=translator.plural("{n} article", "{n} articles", articles),
        ),
        counts=tuple(
            (level, _count(state, tally[state], translator))
            for state, level in _LEVELS.items()
            if tally[state]
        ),
        rows=tuple(_row(standing, zone, translator) for standing in ranked),
    )


def _count(state: SourceState, count: int, translator: Translator) -> str:
    name = name_of(state, translator)
    return translator.translate("{name}: {n}", name=name, n=count)


def _row(standing: SourceStanding, zone: tzinfo, translator: Translator) -> SourceRow:
    source, record = standing.source, standing.record
    level = _LEVELS[record.state]
    return SourceRow(
        name=one_line(source.name, _NAME_LIMIT),
        about=tuple(part for part in _about(standing, translator) if part),
        state=name_of(record.state, translator),
        level=level,
        reason="" if level is Level.GOOD else one_line(record.reason, _REASON_LIMIT),
        articles=translator.number(standing.article_count),
        polled=_moment(record.polled_at, zone, translator),
        newest=translator.day(record.newest_entry_at) if record.newest_entry_at else "—",
    )


def _about(standing: SourceStanding, translator: Translator) -> tuple[str, ...]:
    source = standing.source
    owner = one_line(source.owner, _NAME_LIMIT)
    return (
        "" if owner == source.name else owner,
        in_sentence(name_of(source.kind, translator)),
        _tongue(source.language, translator),
        in_sentence(name_of(source.reliability, translator)),
        registrable_domain(source.url),
    )


def _tongue(language: str, translator: Translator) -> str:
    """Return the name of a language inside a list: French writes it small, English does not."""
    name = language_name(language, translator)
    return in_sentence(name) if translator.language == "fr" else name


def _moment(when: datetime | None, zone: tzinfo, translator: Translator) -> str:
    return translator.moment(when.astimezone(zone)) if when else "—"
