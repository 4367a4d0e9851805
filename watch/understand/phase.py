"""Tellings of a story → its phase: how many distinct owners tell it, week by week. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from watch.model import Source, SourceId, Story, owner_of
from watch.model.topics import Phase

WEEK = timedelta(days=7)
"""Editions are weekly: a story is compared with itself one edition ago."""

_ENOUGH_TO_GROW = 2
"""One owner after a silent week is an echo, not growth."""


def phase(tellings: Sequence[tuple[str, datetime]], now: datetime) -> Phase:
    """Return the phase of a story from who told it and when.

    New: first told within seven days. Growing: more distinct owners in the last seven days
    than in the seven before, and at least two. Fading: fewer than half as many, or none.
    Steady otherwise.

    Args:
        tellings: ``(owner, moment)`` of each telling, in any order; at least one. A moment
            after ``now`` counts as ``now``.
        now: Aware UTC.

    Raises:
        ValueError: If nobody told it.
    """
    if not tellings:
        raise ValueError("a story without a telling has no phase")
    ages = [(owner, max(now - told_at, timedelta(0))) for owner, told_at in tellings]
    if max(age for _, age in ages) < WEEK:
        return Phase.NEW
    this_week = len({owner for owner, age in ages if age < WEEK})
    last_week = len({owner for owner, age in ages if WEEK <= age < 2 * WEEK})
    if this_week > last_week and this_week >= _ENOUGH_TO_GROW:
        return Phase.GROWING
    return Phase.FADING if not this_week or 2 * this_week < last_week else Phase.STEADY


def story_phase(story: Story, sources: Mapping[SourceId, Source], now: datetime) -> Phase:
    """Return the phase of a story; a reprint is no telling of its own, unless all are."""
    own = [a for a in story.articles if a.reprint_of is None] or list(story.articles)
    tellings = [(owner_of(a, sources.get(a.source_id)), a.effective_at) for a in own]
    return phase(tellings, now)
