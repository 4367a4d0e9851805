"""What a pain point would cost less in a year, as a range that says what it rests on.

Without a yearly cost, or without a cited fall of what the pain is about, there is no figure: a
bare number would be invented.
"""

from __future__ import annotations

from watch.model import PainPoint, Solution, Stake, Story
from watch.rank.cuts import Cut, cut_for
from watch.rank.signals import Context

LEAST_KEPT = 0.5
"""Part of a cited fall that the low end supposes. An assumption, not a measurement: what the
press tells is an adopter's best case, and nothing here shows how far one transfers."""

MOST_CUT = 0.5
"""No range passes half of a pain's yearly cost, whatever is cited. A judgement: "errors fell by
90 %" speaks of the errors that a tool sees, and a cost has causes that no one tool touches."""


def stake(
    pain: PainPoint, story: Story, solution: Solution | None, context: Context
) -> Stake | None:
    """Return what the pain would cost less if the cited fall held here, by half to in full.

    The story's own figure goes before the usual one of the family. ``cut`` is what is cited,
    the range what it comes to once cut off at ``MOST_CUT``.
    """
    cut = cut_for(pain, story, solution, context.company.language)
    if not pain.yearly_cost or cut is None:
        return None
    high = pain.yearly_cost * min(cut.part, MOST_CUT)
    return Stake(
        low=high * LEAST_KEPT,
        high=high,
        currency=context.company.currency,
        cut=cut.part,
        assumption=cut.words,
        source_name=_source_name(cut, context),
    )


def _source_name(cut: Cut, context: Context) -> str:
    """Return who tells the figure; empty where it is the library's."""
    if cut.article is None:
        return ""
    source = context.sources.get(cut.article.source_id)
    return cut.article.publisher or (source.name if source else cut.article.source_id)
