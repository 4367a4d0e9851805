"""Two editions → what is new, what moved, what is gone, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import isclose, log, prod, sqrt

from watch.model import Edition, Opportunity, OpportunityId, Standing, Status
from watch.model.comparison import Cause, Comparison, Moved, Movement
from watch.settings import RankSettings

_PUT_ASIDE = frozenset({Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE})
_ALMOST_ZERO = 1e-9
"""Stands for 0 in a logarithm, as Ang (2004) has it: a factor that was 0 explains everything."""

_ROUNDING = 0.1
"""Points: relevance and need are kept to four decimals, which at a score of 100 hides so much."""

Standings = Mapping[OpportunityId, Standing]


def compare(
    before: Edition | None, after: Edition, *, standings: Standings, settings: RankSettings
) -> Comparison:
    """Return what the later edition shows that the earlier one did not, and why.

    Args:
        before: The edition of the week before; nothing for the first one.
        standings: Where opportunities stood when ``after`` was made.
        settings: Those that ``after`` was made with.
    """
    if before is None:
        shown = (_new(row, now, None, None) for now, row in enumerate(after.opportunities, 1))
        return Comparison(week=after.week, before=None, moved=tuple(shown))
    moved = (
        *_shown(before, after, standings),
        *_gone(before, after, standings, settings),
    )
    return Comparison(week=after.week, before=before.week, moved=moved)


def points(before: Opportunity, after: Opportunity) -> dict[str, float]:
    """Return the points of score that each part's change gave or took, most telling first.

    Source:
        Logarithmic mean Divisia index, additive: Ang, Energy Policy 32 (2004). It splits the
        difference of two products among their factors and leaves nothing over.
    """
    old, new = _factors(before), _factors(after)
    scale = 100 * _logarithmic_mean(prod(old.values()), prod(new.values()))
    found = {name: scale * log(new[name] / old[name]) for name in old if name != "merit"}
    rest = found.pop("rest")
    name = _rest_name(before, after)
    if name != "other" or abs(rest) >= _ROUNDING:
        found[name] = rest
    per_merit = scale / _logarithmic_mean(old["merit"], new["merit"])
    found |= {signal: per_merit * change for signal, change in _changed(before, after).items()}
    telling = sorted(found, key=lambda part: (-abs(found[part]), part))
    return {part: round(found[part], 2) for part in telling if round(found[part], 2)}


def _shown(before: Edition, after: Edition, standings: Standings) -> Iterator[Moved]:
    old = {row.id: (place, row) for place, row in enumerate(before.opportunities, start=1)}
    for now, row in enumerate(after.opportunities, start=1):
        if row.id in old:
            yield _moved(*old[row.id], row, now)
        else:
            yield _new(row, now, before, standings.get(row.id))


def _new(row: Opportunity, now: int, before: Edition | None, standing: Standing | None) -> Moved:
    if row.changes or (standing is not None and standing.status in _PUT_ASIDE):
        cause = Cause.CAME_BACK
    elif before is None or row.first_seen_at > before.made_at:
        cause = Cause.NEW_STORY
    else:
        cause = Cause.FOUND_ROOM
    return Moved(opportunity=row, move=Movement.NEW, cause=cause, now=now, changes=row.changes)


def _moved(before: int, old: Opportunity, row: Opportunity, now: int) -> Moved:
    move, cause = Movement.SAME, None
    if now != before:
        up = now < before
        move = Movement.UP if up else Movement.DOWN
        by_score = row.score > old.score if up else row.score < old.score
        cause = Cause.SCORE if by_score else Cause.OTHERS
        cause = Cause.PLACED if row.placed != old.placed else cause
    return Moved(
        opportunity=row, move=move, cause=cause, before=before, now=now, points=points(old, row)
    )


def _gone(
    before: Edition, after: Edition, standings: Standings, settings: RankSettings
) -> Iterator[Moved]:
    listed = {row.id for row in after.opportunities}
    guards = {left.opportunity_id: left.guard for left in after.left_out}
    oldest = after.made_at - timedelta(days=settings.max_age_days)
    for place, row in enumerate(before.opportunities, start=1):
        if row.id in listed:
            continue
        decided = _decided(standings.get(row.id), before)
        cause = Cause.AGED_OUT if row.effective_at < oldest else Cause.DISPLACED
        if row.id in guards:
            cause = Cause.LEFT_OUT
        if decided:
            cause = Cause.MERGED if decided.merged_into else Cause.DECIDED
        yield Moved(
            opportunity=row,
            move=Movement.GONE,
            cause=cause,
            before=place,
            standing=decided,
            guard=guards.get(row.id, ""),
        )


def _decided(standing: Standing | None, shown: Edition) -> Standing | None:
    """Return what people decided since an edition was made; what they had before let it in."""
    if standing is None or standing.merged_into:
        return standing
    decided_at = standing.decided_at
    since = decided_at is not None and decided_at >= shown.made_at
    return standing if since and standing.status is not Status.NEW else None


def _factors(row: Opportunity) -> dict[str, float]:
    """Return what a hundredth of the score is the product of.

    ``rest`` is what the other parts do not account for: penalties, what was learned.
    """
    merit = sum(signal.weight * signal.value for signal in row.signals)
    parts = {"need": sqrt(row.need), "relevance": row.relevance, "merit": merit}
    factors = {name: max(value, _ALMOST_ZERO) for name, value in parts.items()}
    rest = row.score / (100 * prod(factors.values()))
    return factors | {"rest": rest or 1.0}


def _rest_name(before: Opportunity, after: Opportunity) -> str:
    if before.penalties != after.penalties:
        return "penalties"
    return "learned" if before.learned != after.learned else "other"


def _changed(before: Opportunity, after: Opportunity) -> dict[str, float]:
    """Return by how much each signal's part of merit differs."""
    old = {signal.name: signal.weight * signal.value for signal in before.signals}
    new = {signal.name: signal.weight * signal.value for signal in after.signals}
    return {name: new.get(name, 0.0) - old.get(name, 0.0) for name in dict.fromkeys((*old, *new))}


def _logarithmic_mean(one: float, other: float) -> float:
    return one if isclose(one, other) else (other - one) / log(other / one)
