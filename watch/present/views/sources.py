"""Source standings → lines in words and figures, what needs a person apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from watch.links import registrable_domain
from watch.model import Outcomes, SourceId, SourceStanding, SourceYield
from watch.present.views.names import language_name
from watch.wording import (
    Figures,
    Health,
    Level,
    Translator,
    figures,
    health,
    in_sentence,
    name_of,
    one_line,
)

_NAME_LIMIT = 100
_DETAIL_LIMIT = 240
_NONE = "—"

Yields = Mapping[str, SourceYield]
"""By owner, what its sources gave to the lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source: who it is, how it stands and why, what it has given.

    Cause, remedy and detail are empty for a source that does as it should; what stands
    between backquotes is to be typed. ``detail`` is technical and in English,
    ``succeeded_at`` the whole moment of the last success, ``kept`` how many opportunities that
    its owner was cited for are studied, piloted or adopted.
    """

    id: SourceId
    name: str
    about: tuple[str, ...]
    url: str
    state: str
    level: Level
    cause: str
    remedy: str
    needs_person: bool
    detail: str
    succeeded_at: str
    figures: Figures
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """How many sources are in each state, and the lines; those in ``calling`` need a person."""

    summary: str
    counts: tuple[tuple[Level, str], ...]
    calling: tuple[SourceRow, ...]
    rows: tuple[SourceRow, ...]


def yields_by_owner(outcomes: Outcomes) -> Yields:
    """Return what the sources of each owner gave to the lists."""
    return {one.owner: one for one in outcomes.sources}


def sources_view(
    standings: Sequence[SourceStanding],
    zone: tzinfo,
    translator: Translator,
    shown: Sequence[SourceStanding] | None = None,
) -> SourcesView:
    """Return the sources, the worst first, otherwise in the order of the file.

    Args:
        standings: All of them: the counts are theirs.
        zone: In which days are told.
        translator: The reader's.
        shown: Those that have a line, in this order; else all.
    """
    told = [(standing, health(standing.record, translator, zone)) for standing in standings]
    told.sort(key=lambda pair: pair[1].order)
    return SourcesView(
        summary=_summary(told, translator),
        counts=tuple(
            _count([found for _, found in group], translator)
            for _, group in groupby(told, key=lambda pair: pair[1].state)
        ),
        calling=tuple(source_row(s, zone, translator) for s, found in told if found.needs_person),
        rows=tuple(
            source_row(standing, zone, translator)
            for standing in (shown if shown is not None else [standing for standing, _ in told])
        ),
    )


def source_row(
    standing: SourceStanding, zone: tzinfo, translator: Translator, yields: Yields | None = None
) -> SourceRow:
    """Return one source as it stands."""
    found = health(standing.record, translator, zone)
    return _row(standing, found, zone, translator, _kept(standing, yields or {}, translator))


def _summary(told: Sequence[tuple[SourceStanding, Health]], translator: Translator) -> str:
    articles = sum(standing.harvest.articles for standing, _ in told)
    counts = {
        "sources": translator.plural("{n} source", "{n} sources", len(told)),
        "articles": translator.plural("{n} article", "{n} articles", articles),
    }
    calling = sum(found.needs_person for _, found in told)
    if not calling:
        return translator.translate("{sources}, {articles}.", **counts)
    return translator.plural(
        "{sources}, {articles}; {n} needs your attention.",
        "{sources}, {articles}; {n} need your attention.",
        calling,
        **counts,
    )


def _count(found: Sequence[Health], translator: Translator) -> tuple[Level, str]:
    """Return how many are in a state, coloured as the worst of them."""
    name = name_of(found[0].state, translator)
    return found[0].level, translator.translate("{name}: {n}", name=name, n=len(found))


def _kept(standing: SourceStanding, yields: Yields, translator: Translator) -> str:
    given = yields.get(standing.source.owner)
    return translator.number(given.kept) if given else _NONE


def _row(
    standing: SourceStanding, found: Health, zone: tzinfo, translator: Translator, kept: str
) -> SourceRow:
    source = standing.source
    explained = found.needs_person or found.level in (Level.BAD, Level.WARN)
    return SourceRow(
        id=source.id,
        name=one_line(source.name, _NAME_LIMIT),
        about=tuple(part for part in _about(standing, translator) if part),
        url=source.url,
        state=name_of(found.state, translator),
        level=found.level,
        cause=found.cause if explained else "",
        remedy=found.remedy if explained else "",
        needs_person=found.needs_person,
        detail=one_line(found.detail, _DETAIL_LIMIT) if explained else "",
        succeeded_at=_moment(standing.record.ok_at, zone, translator),
        figures=figures(standing, translator, zone),
        kept=kept,
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
    return translator.moment(when.astimezone(zone)) if when else ""
