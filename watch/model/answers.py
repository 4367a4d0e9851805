"""What a person gets back from a command: reports, findings, comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watch.model.names import Week
from watch.model.opportunities import Opportunity
from watch.model.profiles import StageRow
from watch.model.sources import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did, and what it cost.

    Units:
        ``pages`` counts shortlisted articles whose page gave a text; ``seconds`` per stage,
        wall clock; ``peak_memory_mb`` of this process, 0 where the system does not tell.

    Attributes:
        profile: Each stage beside its limit, where that was asked for.
    """

    sources: Mapping[str, int]
    entries: int
    articles_new: int
    articles_updated: int
    articles_duplicate: int
    articles: int
    stories: int
    matches: int
    opportunities: int
    seconds: Mapping[str, float]
    peak_memory_mb: int
    pages: int = 0
    stopped: bool = False
    profile: tuple[StageRow, ...] = ()

    @property
    def failed_sources(self) -> int:
        """How many sources are in a state of failure."""
        bad = (SourceState.FAILED, SourceState.FAILING, SourceState.GONE)
        return sum(self.sources.get(state.value, 0) for state in bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that ``techwatch doctor`` looked at; a fault carries its remedy.

    Attributes:
        text: In English; ``message`` and ``values`` are the same, to be said in the reader's
            language. Without ``message`` it is the error of a library, which nobody translates.
    """

    subject: str
    ok: bool
    text: str
    hint: str = ""
    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an opportunity stands in a list.

    ``place`` counts from 1, the weak signal last; nothing where it is not listed. ``score`` is
    what it is worth there, listed or not; nothing where it cannot be told.
    """

    place: int | None
    score: float | None
    weak_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One opportunity in the stored list, and where another profile would put it.

    Units:
        ``points`` of score that each signal adds or takes away, the most telling first; with
        rounding they sum to the difference of the scores.
    """

    opportunity: Opportunity
    now: Placing
    then: Placing
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The list of a week beside the one that another profile would give; nothing is kept.

    ``shifts`` are in the order of the new list, then what would be gone from the stored one.
    """

    week: Week
    stored_profile: str
    profile: str
    weights: Mapping[str, float]
    shifts: Sequence[Shift]
