"""What the list may show: nothing twice without a stated change, nothing that was put aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from watch.model import (
    FOLLOWED,
    Change,
    ChangeKind,
    Opportunity,
    OpportunityId,
    PainId,
    Reason,
    Standing,
    Status,
    StoryId,
    Update,
)
from watch.review.ledger import standing_of
from watch.review.wake import PUT_ASIDE, awake, woken_by

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that is remembered of what was shown, decided and learned.

    Attributes:
        changes: Every change ever noted, by opportunity.
        shown: When each opportunity last stood in a frozen edition.
        attached: The card that a story belongs to, for each pain point.
        today: In the company's time zone.
    """

    standings: Mapping[OpportunityId, Standing] = field(default_factory=dict)
    changes: Mapping[OpportunityId, Sequence[Change]] = field(default_factory=dict)
    shown: Mapping[OpportunityId, datetime] = field(default_factory=dict)
    attached: Mapping[tuple[StoryId, PainId], OpportunityId] = field(default_factory=dict)
    today: date


def admitted(opportunities: Iterable[Opportunity], memory: Memory) -> list[Opportunity]:
    """Return those that may be listed, each with its status and what changed about it.

    * new, never shown: may be listed;
    * new, shown before: only with a change since, which is stated;
    * watched or rejected: only if its wake rule is true. Once it has been shown again, its rule
      starts afresh from there: a date brings it back once, changes must be further ones;
    * followed, already done, merged into another, or a story that another card of the same pain
      point has gathered: never;
    * new, of a story that was told for another pain point: never, unless it was off topic there.
    """
    items = list(opportunities)
    told = {item.story_id for item in items if _was_told(item, memory)}
    fresh = [item for item in items if item.story_id not in told or _was_told(item, memory)]
    return [found for item in fresh if (found := _admitted(item, memory)) is not None]


def updates(
    standings: Mapping[OpportunityId, Standing],
    cards: Mapping[OpportunityId, Opportunity],
    changes: Mapping[OpportunityId, Sequence[Change]],
    since: datetime | None = None,
) -> list[Update]:
    """Return what changed about followed opportunities, the latest change first.

    Args:
        since: The last frozen edition, if there is one. What was seen before the decision was on
            the card that was decided, and is not told again.
    """
    found = []
    for name, standing in standings.items():
        if standing.status not in FOLLOWED or standing.merged_into or name not in cards:
            continue
        after = max(since or _LONG_AGO, standing.decided_at or _LONG_AGO)
        if told := _told(standing, changes, after):
            card = replace(cards[name], status=standing.status, changes=told)
            found.append(
                Update(opportunity=card, status=standing.status, owner=standing.owner, changes=told)
            )
    found.sort(key=lambda u: u.opportunity.id)
    return sorted(found, key=lambda u: u.changes[-1].seen_at, reverse=True)


def _was_told(item: Opportunity, memory: Memory) -> bool:
    """Return whether the reader knows the story from this opportunity; off topic says nothing."""
    standing = standing_of(memory.standings, item.id)
    met = item.id in memory.shown or standing.status is not Status.NEW
    return met and standing.reason is not Reason.OFF_TOPIC


def _admitted(item: Opportunity, memory: Memory) -> Opportunity | None:
    standing = standing_of(memory.standings, item.id)
    card = memory.attached.get((item.story_id, item.pain_id), item.id)
    if standing.merged_into or card != item.id:
        return None
    names = (item.id, *standing.absorbed)
    shown_at = max((memory.shown[n] for n in names if n in memory.shown), default=None)
    seen_at = max(shown_at or _LONG_AGO, standing.decided_at or _LONG_AGO)
    told = () if seen_at == _LONG_AGO else _told(standing, memory.changes, seen_at)
    if not _may_return(standing, shown_at, told, memory.today):
        return None
    return replace(item, status=standing.status, changes=told)


def _may_return(
    standing: Standing, shown_at: datetime | None, told: Sequence[Change], today: date
) -> bool:
    """Return whether the list may show an opportunity, given what is new since it was seen."""
    if standing.status is Status.NEW:
        return shown_at is None or bool(told)
    if standing.status not in PUT_ASIDE:
        return False
    if shown_at is None or standing.decided_at is None or shown_at <= standing.decided_at:
        return awake(standing, told, today)
    return bool(woken_by(standing, told))


def _told(
    standing: Standing,
    changes: Mapping[OpportunityId, Sequence[Change]],
    after: datetime,
) -> tuple[Change, ...]:
    """Return what is new since a moment, oldest first; absorbed cards tell it too, once."""
    names = (standing.opportunity_id, *standing.absorbed)
    every = sorted((c for n in names for c in changes.get(n, ())), key=lambda c: c.seen_at)
    first: dict[tuple[ChangeKind, str], Change] = {}
    for change in every:
        first.setdefault((change.kind, change.told), change)
    return tuple(c for c in first.values() if c.seen_at > after)
