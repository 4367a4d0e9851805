"""The list of the week as another profile of weights would make it.

Stored articles and stored vectors are ranked again at the moment of the stored list, so that
nothing but the weights differs. No article is embedded and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watch import rank
from watch.model import Edition, Opportunity, OpportunityId, Placing, Shift, WhatIf
from watch.pipeline.listing import consider, load_solutions, quoted
from watch.pipeline.past_material import stored_material
from watch.protocols import Embedder
from watch.settings import Settings
from watch.store import Database

Weights = Mapping[str, float]


def what_if(
    edition: Edition,
    profile: str,
    database: Database,
    embedders: Sequence[Embedder],
    settings: Settings,
) -> WhatIf:
    """Return the stored list beside the one that a known profile would give.

    Raises:
        UsageError: If the articles have no vectors in these views.
    """
    after = settings.rank.known_profiles[profile]
    material = replace(stored_material(edition, database, embedders, settings), weights=after)
    library = load_solutions(embedders)
    considered = consider(material, library, embedders, edition.company, edition.made_at)
    worth = {c.opportunity.id: c.opportunity for c in considered.candidates}
    listed = quoted(rank.choose(considered.candidates, settings.rank), considered)
    return WhatIf(
        week=edition.week,
        stored_profile=edition.profile,
        profile=profile,
        weights=after,
        shifts=shifts(edition.opportunities, listed, worth, _stored_weights(edition, settings)),
    )


def shifts(
    stored: Sequence[Opportunity],
    listed: Sequence[Opportunity],
    worth: Mapping[OpportunityId, Opportunity],
    before: Weights,
) -> tuple[Shift, ...]:
    """Return what stands in either list, in the order of the new one, then what is gone.

    Args:
        stored: The list as it is.
        listed: The list as it would be.
        worth: Every candidate under the new weights, listed or not.
        before: Weights of the stored list.
    """
    now, then = _placings(stored), _placings(listed)
    old = {opportunity.id: opportunity for opportunity in stored}
    unlisted = Placing(place=None, score=None)
    found: list[Shift] = []
    for item in (*listed, *(o for o in stored if o.id not in then)):
        again = worth.get(item.id)
        points = _points(old.get(item.id, item), before, again) if again else {}
        found.append(
            Shift(
                opportunity=item,
                now=now.get(item.id) or _scored(unlisted, again, -sum(points.values())),
                then=then.get(item.id) or _scored(unlisted, again),
                points=points,
            )
        )
    return tuple(found)


def _stored_weights(edition: Edition, settings: Settings) -> Weights:
    """Return the weights that the stored list was made with, as its signals tell them."""
    for opportunity in edition.opportunities:
        return {signal.name: signal.weight for signal in opportunity.signals}
    return settings.rank.weights


def _placings(listed: Sequence[Opportunity]) -> dict[OpportunityId, Placing]:
    return {
        o.id: Placing(place=place, score=o.score, weak_signal=o.weak_signal)
        for place, o in enumerate(listed, start=1)
    }


def _scored(placing: Placing, worth: Opportunity | None, points: float = 0.0) -> Placing:
    return replace(placing, score=round(worth.score + points, 2)) if worth else placing


def _points(item: Opportunity, before: Weights, again: Opportunity) -> dict[str, float]:
    """Return the points that each signal's new weight adds to the score or takes from it.

    The score is ``merit`` times something that no weight touches, so each signal's part of
    the difference is that factor times its value times the difference of its weights.
    """
    merit = sum(signal.weight * signal.value for signal in item.signals)
    factor = item.score / merit if merit else 0.0
    found = {
        signal.name: round(factor * signal.value * (signal.weight - before.get(signal.name, 0)), 2)
        for signal in again.signals
    }
    telling = sorted(found, key=lambda name: -abs(found[name]))
    return {name: found[name] for name in telling if found[name]}
