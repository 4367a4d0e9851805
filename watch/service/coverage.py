"""Pain points × sources → where too little is read, and which packs would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from watch.model import (
    LANGUAGES,
    Company,
    Coverage,
    Pack,
    PainPoint,
    Source,
    SourceStanding,
    SourceState,
)
from watch.text import telling_stems

ENOUGH_SOURCES = 5
"""Sources on an area below which "nothing was found" proves little; docs/guide-utilisateur.md."""

_MOST_PACKS = 3
"""Packs named for one pain point: more would be the list of packs again."""

_SILENT = {
    SourceState.EMPTY,
    SourceState.STALE,
    SourceState.FAILED,
    SourceState.FAILING,
    SourceState.GONE,
    SourceState.OFF,
}
"""States in which a source brings nothing; one never polled has its first run before it."""


def coverage(
    pains: Sequence[PainPoint],
    standings: Sequence[SourceStanding],
    packs: Sequence[Pack],
    listed: Sequence[Source],
    company: Company,
) -> list[Coverage]:
    """Return how well the area of each pain point is covered, in their order.

    Packs are suggested where fewer than ``ENOUGH_SOURCES`` answer: those made for the
    company's sector first, then those with most sources on the area.

    Args:
        pains: With the area that each belongs to; without one nothing can be counted.
        standings: Of every source.
        packs: All of them; only those switched off are suggested.
        listed: Every source as it would be if all packs were switched on.
        company: Its sector decides which packs were made for it.
    """
    return [_covered(pain, standings, _helpful(pain, packs, listed, company)) for pain in pains]


def _covered(
    pain: PainPoint, standings: Sequence[SourceStanding], helpful: Sequence[tuple[str, int]]
) -> Coverage:
    answering = sum(
        bool(pain.area) and pain.area in s.source.topics and s.record.state not in _SILENT
        for s in standings
        if s.source.enabled
    )
    chosen = () if answering >= ENOUGH_SOURCES else tuple(helpful[:_MOST_PACKS])
    return Coverage(
        pain_id=pain.id,
        area=pain.area,
        sources=answering,
        packs=tuple(name for name, _ in chosen),
        sources_to_gain=sum(gain for _, gain in chosen),
    )


def _helpful(
    pain: PainPoint, packs: Sequence[Pack], listed: Sequence[Source], company: Company
) -> list[tuple[str, int]]:
    """Return the switched-off packs that would help, each with its sources on the area."""
    gains = Counter(s.pack for s in listed if s.enabled and pain.area and pain.area in s.topics)
    off = [
        (_made_for(pack, company.sector), gains[pack.id], pack.id)
        for pack in packs
        if not pack.enabled
    ]
    useful = [row for row in off if row[0] or row[1]]
    return [(name, gain) for _, gain, name in sorted(useful, key=lambda r: (not r[0], -r[1], r[2]))]


def _made_for(pack: Pack, sector: str) -> bool:
    """Tell whether the words of one of a pack's sectors all stand in the company's."""
    for language in LANGUAGES:
        said = set(telling_stems(sector, language))
        for named in pack.sectors:
            wanted = set(telling_stems(named, language))
            if wanted and wanted <= said:
                return True
    return False
