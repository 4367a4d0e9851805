"""What adopting it would mean here: effect, effort, time, fit, deadline, yearly value at stake.

In → a match with its story and pain; out → a prospect, each of its parts with the words that it
was read from. Nothing here moves the score: it is what a reader asks once the score has spoken.
"""

from __future__ import annotations

from datetime import date

from watch.model import Fact, FactKind, Match, PainPoint, Prospect, Solution, Story
from watch.rank.cuts import Cut, cut_for
from watch.rank.peers import available, names_country, of_its_size
from watch.rank.signals import Context, likenesses, months_to_adopt
from watch.rank.stake import stake

HIGH_IMPACT = 0.30
MEDIUM_IMPACT = 0.15
"""Falls in per cent that make an impact high or medium: median and first quartile of the lower
ends of the 342 falls that the solution library states as usual (10th to 90th percentile: 10 to
60 %). So a high impact is more than half of the families usually bring."""

UNKNOWN = "unknown"


def prospect(match: Match, story: Story, pain: PainPoint, context: Context) -> Prospect:
    """Return what adopting the story's development would mean for the company.

    ``applies`` names, in this order, those that hold of: "area", "sector", "size", "country"
    (the story names the company's, or says that it can be had there), "unavailable" (it says
    that it cannot). ``basis`` has the words for "impact", "effort" (the family's name),
    "months", "deadline" and each name in ``applies``.
    """
    solution = context.solutions.get(match.solution_id)
    language = context.company.language
    cut = cut_for(pain, story, solution, language)
    fit = _fit(story, pain, solution, context)
    deadline = next_deadline(story, context.now.date())
    told = {
        "impact": cut.words if cut else "",
        "effort": solution.name.get(language, "") if solution else "",
        "months": f"{solution.effort}, {story.facts.event}" if solution else "",
        "deadline": deadline.sentence if deadline else "",
    }
    return Prospect(
        impact=impact_of(cut),
        effort=solution.effort if solution else UNKNOWN,
        maturity=solution.maturity if solution else UNKNOWN,
        months=months_to_adopt(story.facts.event, solution),
        applies=tuple(fit),
        basis={name: words for name, words in (told | fit).items() if words},
        deadline_on=deadline.on if deadline else None,
        deadline=deadline.text if deadline else "",
        stake=stake(pain, story, solution, context),
    )


def impact_of(cut: Cut | None) -> str:
    """Return how large an effect is: "high", "medium", "low"; "unknown" without a figure."""
    if cut is None:
        return UNKNOWN
    if cut.part >= HIGH_IMPACT:
        return "high"
    return "medium" if cut.part >= MEDIUM_IMPACT else "low"


def next_deadline(story: Story, today: date) -> Fact | None:
    """Return the earliest date that binds and is not past."""
    coming = [f for f in story.facts.of(FactKind.DEADLINE) if f.on is not None and f.on >= today]
    return min(coming, key=lambda fact: (fact.on or today, fact.start), default=None)


def _fit(
    story: Story, pain: PainPoint, solution: Solution | None, context: Context
) -> dict[str, str]:
    """Return why it fits this company, or does not, with the words that tell it."""
    company = context.company
    found = likenesses(story, pain, solution, company)
    adopters = story.facts.of(FactKind.ADOPTER)
    peer = next((fact for fact in adopters if of_its_size(fact, company)), None)
    if peer is not None:
        found.setdefault("size", peer.sentence)
    claim = available(story, company)
    here = next((fact for fact in adopters if names_country(fact.sentence, company)), None)
    if claim is not None:
        found["country" if claim[0] else "unavailable"] = claim[1].sentence
    elif here is not None:
        found["country"] = here.sentence
    return found
