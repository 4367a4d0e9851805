"""What decisions with a reason do to the signals: each reason turns its own knob, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from watch.model import Lessons, Match, Signal, Story

STEP = 0.8
"""Each decision takes a fifth of what is left of the signal: one is felt, two are plain."""

LEAST = 0.5
"""No number of decisions takes more than half of a signal: what was doubtful, too early or too
dear once may be none of it elsewhere. Both are design values, not measured yet."""


def turned(
    signals: tuple[Signal, ...], story: Story, match: Match, lessons: Lessons
) -> tuple[Signal, ...]:
    """Return the signals with what decisions taught about source, timing, fit and novelty."""
    counts = _counts(story, match, lessons)
    return tuple(
        replace(signal, value=round(signal.value * factor(count), 4), decisions=count)
        if (count := counts.get(signal.name, 0))
        else signal
        for signal in signals
    )


def factor(decisions: int) -> float:
    """Return what so many decisions leave of a signal, from 1 down to ``LEAST``."""
    return max(STEP**decisions, LEAST)


def _counts(story: Story, match: Match, lessons: Lessons) -> Mapping[str, int]:
    """Return how many decisions count against each signal."""
    family = match.pain_id, match.solution_id
    return {
        "corroboration": sum(lessons.doubted.get(owner, 0) for owner in story.owners[:1]),
        "readiness": lessons.early.get(match.pain_id, 0),
        "applicability": lessons.unfit.get(family, 0),
        "novelty": int(family in lessons.known),
    }
