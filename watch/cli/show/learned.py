"""What decisions taught for each pain point, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watch.cli.meant import short_id
from watch.cli.screen import Screen
from watch.cli.structure import plain
from watch.model import Judged, Learned
from watch.wording import Names, Translator, knob_phrases, one_line

_TITLE, _NAME = 200, 120
_SHOWN = 6
"""Examples shown of each list, the most telling first; JSON has them all."""


def learned_object(learned: Learned) -> dict[str, Any]:
    """Return what was learned for a pain point as JSON."""
    told: dict[str, Any] = plain(learned)
    told["unfit"] = dict(learned.unfit)
    return told


def shown_learned(
    screen: Screen,
    learned: Sequence[Learned],
    doubted: Sequence[tuple[str, int]],
    names: Names,
    translator: Translator,
) -> None:
    """Print what was learned for each pain point, then whose word counts less everywhere."""
    if not learned and not doubted:
        screen.paragraph(translator.translate("Your decisions have taught nothing yet."))
    for one in learned:
        screen.paragraph(one_line(one.pain_title, _TITLE), style="bold")
        more = translator.translate("Articles like these count more:")
        less = translator.translate("Articles like these count less:")
        _examples(screen, more, one.more, translator)
        _examples(screen, less, one.less, translator)
        for text in knob_phrases(one, names, translator):
            screen.paragraph(text, indent=2)
        screen.line()
    if doubted:
        screen.paragraph(
            translator.translate("These publishers count less everywhere:"), style="bold"
        )
    for owner, times in doubted:
        said = translator.plural("found doubtful once", "found doubtful {n} times", times)
        screen.paragraph(f"{one_line(owner, _NAME)} · {said}", indent=4, margin="  –")


def _examples(
    screen: Screen, title: str, examples: Sequence[Judged], translator: Translator
) -> None:
    if not examples:
        return
    screen.paragraph(title, indent=2)
    for example in examples[:_SHOWN]:
        said = f"{one_line(example.title, _TITLE)} · {short_id(example.opportunity_id)}"
        screen.paragraph(said, indent=6, margin="    –")
    rest = len(examples) - _SHOWN
    if rest > 0:
        screen.paragraph(translator.plural("and {n} more", "and {n} more", rest), indent=6)
