"""Learned → what decisions taught for a pain point, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watch.model import Judged, Learned, OpportunityId, PainId
from watch.wording import Names, Translator, knob_phrases, one_line

_TITLE_LIMIT = 140
_NAME_LIMIT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article that a decision judged."""

    id: OpportunityId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """What was learned for one pain point."""

    pain_id: PainId
    title: str
    summary: str
    more: tuple[Example, ...]
    less: tuple[Example, ...]
    knobs: tuple[str, ...]


def lesson_view(learned: Learned, names: Names, translator: Translator) -> LessonView:
    """Return what was learned for a pain point; titles count as untrusted."""
    count = len(learned.more) + len(learned.less)
    return LessonView(
        pain_id=learned.pain_id,
        title=one_line(learned.pain_title, _TITLE_LIMIT),
        summary=translator.plural(
            "{n} decision to learn from", "{n} decisions to learn from", count
        )
        if count
        else "",
        more=_examples(learned.more),
        less=_examples(learned.less),
        knobs=tuple(knob_phrases(learned, names, translator)),
    )


def doubt_phrases(doubted: Sequence[tuple[str, int]], translator: Translator) -> tuple[str, ...]:
    """Return the publishers that count less everywhere, with how often they were doubted."""
    return tuple(
        translator.translate(
            "{kind}: {told}",
            kind=one_line(owner, _NAME_LIMIT),
            told=translator.plural("found doubtful once", "found doubtful {n} times", times),
        )
        for owner, times in doubted
    )


def _examples(judged: Sequence[Judged]) -> tuple[Example, ...]:
    return tuple(
        Example(id=one.opportunity_id, title=one_line(one.title, _TITLE_LIMIT) or "—")
        for one in judged
    )
