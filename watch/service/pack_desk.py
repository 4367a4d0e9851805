"""Packs: sources that are switched on and off together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from watch import config
from watch.errors import UsageError
from watch.model import Coverage, Pack, SourceState
from watch.service.coverage import coverage
from watch.service.open_home import OpenHome
from watch.service.source_desk import SourceDesk
from watch.text import fold

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStanding:
    """A pack, how many sources it holds, and how many of these fail."""

    pack: Pack
    sources: int
    failing: int


class PackDesk:
    """What can be asked of the packs of ``sources.yaml``, and done with them."""

    def __init__(self, home: OpenHome, sources: SourceDesk) -> None:
        self._open = home
        self._sources = sources

    def standings(self) -> list[PackStanding]:
        """Return every pack, in the order of the file."""
        standings = self._sources.standings()
        return [
            PackStanding(
                pack=pack,
                sources=sum(s.source.pack == pack.id for s in standings),
                failing=sum(s.source.pack == pack.id and s.record.state in _BAD for s in standings),
            )
            for pack in self._packs()
        ]

    def switch(self, names: Sequence[str], *, on: bool) -> list[Pack]:
        """Write in ``sources.yaml`` that packs are read or not; return those that were otherwise.

        Args:
            names: Ids, or names in either language; case and accents do not count.
            on: Whether their sources are read from the next run on.

        Raises:
            UsageError: If there is no such pack; none is switched then.
        """
        packs = self._packs()
        meant = [_named(name, packs) for name in names]
        changed = {pack.id: replace(pack, enabled=on) for pack in meant if pack.enabled != on}
        if changed:
            config.switch_packs(self._open.home.sources_path, changed, on=on)
        return list(changed.values())

    def coverage(self) -> list[Coverage]:
        """Return how well each pain point is covered, and which packs would help."""
        company, pains = config.read_pains(self._open.home.pains_path)
        listed = config.read_sources(self._open.home.sources_path, every_pack=True)
        return coverage(
            list(pains.values()),
            self._sources.standings(),
            self._packs(),
            list(listed.values()),
            company,
        )

    def _packs(self) -> tuple[Pack, ...]:
        return config.read_packs(self._open.home.sources_path)


def _named(written: str, packs: Sequence[Pack]) -> Pack:
    """Return the pack that a person means.

    Raises:
        UsageError: If there is none.
    """
    known = {fold(word): pack for pack in packs for word in (*pack.names.values(), pack.id) if word}
    found = known.get(fold(written.strip()))
    if found is not None:
        return found
    near = get_close_matches(fold(written), known, n=1, cutoff=0.5)
    guess = f"did you mean `{known[near[0]].id}`? " if near else ""
    message = f"no pack is called `{written}`"
    raise UsageError(message, hint=f"{guess}`techwatch packs list` shows them")
