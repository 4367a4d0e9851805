"""Sources and how they do: below their state, the worst first, with cause and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from itertools import groupby
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.columns import Column, brought, given
from watch.model import Source, SourceStanding, SourceState
from watch.wording import (
    Figures,
    Health,
    Level,
    Translator,
    figures,
    health,
    in_sentence,
    moved_to,
    name_of,
    one_line,
)

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}

_NAME, _REASON, _URL = 80, 200, 2_000
"""Characters shown of a name, of a reason and of an address."""

_LEAST_NAME = 40
"""Columns of a name where there is room: short names leave their figures where the eye looks."""

_STYLES = {Level.BAD: "bold red", Level.WARN: "magenta", Level.GOOD: "green", Level.IDLE: "dim"}

Told = tuple[SourceStanding, Health, Figures]


def failed(standing: SourceStanding) -> bool:
    """Tell whether the last poll of a source failed."""
    return standing.record.state in _BAD


def source_object(source: Source) -> dict[str, Any]:
    """Return who a source is as JSON."""
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "owner": source.owner,
        "kind": source.kind.value,
        "language": source.language,
        "pack": source.pack,
    }


def standing_object(standing: SourceStanding, translator: Translator) -> dict[str, Any]:
    """Return a source and its standing as JSON, cause and remedy in the reader's language."""
    source, record, harvest = standing.source, standing.record, standing.harvest
    found = health(record, translator)
    return {
        **source_object(source),
        "enabled": source.enabled,
        "state": found.state.value,
        "reason": record.reason,
        "cause": found.cause,
        "remedy": found.remedy,
        "needs_person": found.needs_person,
        "failure": record.failure.value if record.failure else "",
        "last_error": record.reason if failed(standing) else "",
        "failing_since_at": record.failing_since_at,
        "failure_count": record.failure_count,
        "polled_at": record.polled_at,
        "last_success_at": record.ok_at,
        "due_at": record.due_at,
        "not_before_at": record.not_before_at,
        "moved_to": moved_to(record),
        "entries": record.entry_count,
        "newest_entry_at": record.newest_entry_at,
        "articles": harvest.articles,
        "articles_per_week": round(harvest.articles_per_week, 2),
        "undated_share": round(harvest.undated_share, 4),
        "duplicate_share": round(harvest.duplicate_share, 4),
        "opportunities": harvest.opportunities,
    }


def shown_standings(
    screen: Screen,
    standings: Sequence[SourceStanding],
    translator: Translator,
    *,
    polled: bool,
    zone: tzinfo = UTC,
    verbose: bool = False,
) -> None:
    """Print every source below its state, the worst first, then how many are in each.

    Args:
        screen: Where to.
        standings: In the order of the file.
        translator: The reader's.
        polled: Show what this poll brought; else what each source has given so far.
        zone: In which days and hours are told.
        verbose: Show the address of each source, and what the crawler noted, in English.
    """
    columns = brought(translator) if polled else given(translator, screen.out.width)
    told = [
        (s, health(s.record, translator, zone), figures(s, translator, zone)) for s in standings
    ]
    told.sort(key=lambda one: one[1].order)
    longest = max((len(_name(s)) for s, _, _ in told), default=0)
    table = _Table(screen, translator, columns, longest, verbose=verbose)
    table.head()
    groups = [list(group) for _, group in groupby(told, key=lambda one: one[1].state)]
    for group in groups:
        table.group(group)
    screen.line()
    screen.paragraph(_tally(groups, translator))
    if calling := sum(found.needs_person for _, found, _ in told):
        screen.paragraph(
            translator.plural("{n} needs your attention.", "{n} need your attention.", calling)
        )


def shown_failures(
    screen: Screen, standings: Sequence[SourceStanding], translator: Translator
) -> None:
    """Print the sources that failed below what failed and what to do, each with its address."""
    screen.line(translator.translate("Sources in failure"), "bold")
    told = [(s, health(s.record, translator), figures(s, translator)) for s in standings]
    for alike in _alike(told):
        _, found, _ = alike[0]
        _explain(screen, found)
        for standing, _, _ in alike:
            address = one_line(standing.source.url, _URL)
            screen.line(f"    {_name(standing)} · {address}")


def _alike(told: Sequence[Told]) -> list[list[Told]]:
    """Return sources together of which the same is said, in the order of the first of each."""
    together: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        together.setdefault((one[1].cause, one[1].remedy), []).append(one)
    return list(together.values())


def _name(standing: SourceStanding) -> str:
    return one_line(standing.source.name, _NAME)


def _explain(screen: Screen, found: Health) -> None:
    """Print cause and remedy."""
    screen.paragraph(found.cause, indent=2)
    if found.remedy:
        screen.paragraph(found.remedy, indent=4, margin="  →")


class _Table:
    """Sources in lines, each group below the state that its members share."""

    def __init__(
        self,
        screen: Screen,
        translator: Translator,
        columns: Sequence[Column],
        longest: int,
        *,
        verbose: bool,
    ) -> None:
        self._screen = screen
        self._translator = translator
        self._columns = columns
        self._verbose = verbose
        taken = sum(column.width + 2 for column in columns)
        name_width = min(screen.out.width - taken, max(longest, _LEAST_NAME))
        self._widths = [name_width, *(-column.width for column in columns)]

    def head(self) -> None:
        """Print the titles of the columns."""
        titles = (self._translator.translate("Source"), *(c.title for c in self._columns))
        self._screen.row([(title, "bold") for title in titles], self._widths)

    def group(self, told: Sequence[Told]) -> None:
        """Print a state and the sources that are in it."""
        found = told[0][1]
        count = self._translator.number(len(told))
        name = name_of(found.state, self._translator)
        self._screen.line()
        self._screen.line(f"{name} ({count})", _STYLES[found.level])
        for alike in _alike(told):
            if len(alike) > 1:
                self._explain(alike[0][1])
            for one in alike:
                self._source(one, explained=len(alike) > 1)

    def _source(self, told: Told, *, explained: bool) -> None:
        standing, found, counted = told
        cells = [(column.figure(counted), "") for column in self._columns]
        name = _name(standing)
        self._screen.row([(name, "bold"), *cells], self._widths)
        if not explained:
            self._explain(found)
        if found.needs_person or self._verbose:
            self._screen.line("  " + one_line(standing.source.url, _URL), "dim")
        if self._verbose and found.detail:
            self._screen.paragraph(one_line(found.detail, _REASON), indent=2, style="dim")

    def _explain(self, found: Health) -> None:
        """Print cause and remedy, but for a source that is as it should be."""
        if found.level is Level.GOOD and not found.needs_person:
            return
        _explain(self._screen, found)


def _tally(groups: Sequence[Sequence[Told]], translator: Translator) -> str:
    """Return how many sources are in each state."""
    counts = ", ".join(
        translator.translate(
            "{state}: {n}", state=in_sentence(name_of(group[0][1].state, translator)), n=len(group)
        )
        for group in groups
    )
    total = sum(len(group) for group in groups)
    sources = translator.plural("{n} source", "{n} sources", total)
    return translator.translate("{sources} ({states}).", sources=sources, states=counts)
