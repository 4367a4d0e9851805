"""Cards and the ledger → the radar: who stands in which ring, now and a month ago. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from watch.model import (
    Blip,
    Decision,
    Opportunity,
    OpportunityId,
    Radar,
    Ring,
    Standing,
    Status,
)
from watch.review.ledger import replay, standing_of

MONTH = timedelta(days=30)

_RINGS: Mapping[Status, Ring] = {
    Status.ADOPTED: Ring.ADOPTED,
    Status.PILOT: Ring.PILOT,
    Status.TO_STUDY: Ring.TO_STUDY,
    Status.WATCHING: Ring.WATCHING,
    Status.NEW: Ring.NEW,
}
"""What was rejected, or was done before, asks for nothing more: it is off the radar."""


def radar(
    cards: Iterable[Opportunity],
    decisions: Iterable[Decision],
    first_listed_at: Mapping[OpportunityId, datetime],
    scores_before: Mapping[OpportunityId, float],
    now: datetime,
) -> Radar:
    """Return the radar of a moment.

    Args:
        cards: As last assessed.
        decisions: The whole ledger.
        first_listed_at: Before it was first listed, a card was not on the radar.
        scores_before: Of the last editions frozen a month ago or earlier.
        now: Aware UTC.
    """
    rows, since = list(decisions), now - MONTH
    standings = replay(rows)
    then = replay(row for row in rows if row.at <= since)
    own = [c for c in cards if standing_of(standings, c.id).merged_into is None]
    blips = [
        _blip(card, ring, standing_of(standings, card.id), before, scores_before.get(card.id))
        for card in own
        for ring in (_RINGS.get(standing_of(standings, card.id).status),)
        for before in (_before(card, then, first_listed_at, since),)
        if ring
    ]
    statuses = Counter(standing_of(standings, card.id).status for card in own)
    return Radar(
        since_at=since,
        blips=tuple(sorted(blips, key=lambda b: (-b.score, b.id))),
        off={status: n for status, n in sorted(statuses.items()) if status not in _RINGS},
    )


def _before(
    card: Opportunity,
    then: Mapping[OpportunityId, Standing],
    first_listed_at: Mapping[OpportunityId, datetime],
    since: datetime,
) -> Ring | None:
    """Return the ring that a card stood in; None if it was not listed yet, or off the radar."""
    first = first_listed_at.get(card.id, card.first_seen_at)
    return _RINGS.get(standing_of(then, card.id).status) if first <= since else None


def _blip(
    card: Opportunity,
    ring: Ring,
    standing: Standing,
    before: Ring | None,
    score_before: float | None,
) -> Blip:
    return Blip(
        id=card.id,
        title=card.title,
        language=card.language,
        pain_title=card.pain_title,
        area=card.area,
        owner=standing.owner,
        score=card.score,
        score_before=score_before,
        grade=card.grade,
        ring=ring,
        before=before,
        months=card.prospect.months if card.prospect else None,
    )
