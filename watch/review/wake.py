"""When an opportunity that was put aside comes back: its rule, and whether it is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from watch.model import Change, ChangeKind, Reason, Standing, Status, WakeRule

PUT_ASIDE = frozenset({Status.WATCHING, Status.REJECTED})
"""Only these come back; what is followed is told as updates, what is done stays done."""

_WATCH_DAYS = 90
"""A quarter: pain points are rated again as often, so a look that often is never stale."""

_FURTHER_OWNERS = 2
"""One further owner may repeat the first; two independent ones are what corroboration asks."""

_NEVER = WakeRule()

_BY_REASON: Mapping[Reason, WakeRule] = MappingProxyType(
    {
        # What was too early is so no longer once somebody uses it, or has measured it.
        Reason.TOO_EARLY: WakeRule(changes=(ChangeKind.PEER, ChangeKind.ADOPTER, ChangeKind.GAIN)),
        Reason.TOO_EXPENSIVE: WakeRule(changes=(ChangeKind.PRICE,)),
        Reason.NOT_AVAILABLE: WakeRule(changes=(ChangeKind.AVAILABILITY,)),
        Reason.DOUBTFUL_SOURCE: WakeRule(owners=_FURTHER_OWNERS),
        Reason.NOT_OUR_SIZE: WakeRule(changes=(ChangeKind.PEER,)),
    }
)
"""The fact whose absence each reason names; the reasons left out name none and never wake."""


def default_rule(status: Status, reason: Reason | None, decided_on: date) -> WakeRule:
    """Return when an opportunity comes back if the person who decided did not say.

    What is watched always comes back, at the latest after 90 days. What is rejected comes back
    only by the fact that its reason missed; off topic, already known, already done here,
    duplicate and not a priority miss none and stay away.
    """
    by_reason = _NEVER if reason is None else _BY_REASON.get(reason, _NEVER)
    if status is Status.REJECTED:
        return by_reason
    if status is not Status.WATCHING:
        return _NEVER
    known = by_reason or WakeRule(owners=_FURTHER_OWNERS, changes=(ChangeKind.PEER,))
    return WakeRule(
        until_on=decided_on + timedelta(days=_WATCH_DAYS),
        owners=known.owners,
        changes=known.changes,
    )


def awake(standing: Standing, changes: Iterable[Change], today: date) -> bool:
    """Return whether an opportunity that was put aside may come back.

    Args:
        changes: Of this opportunity; those seen up to the decision do not count.
        today: In the company's time zone.
    """
    if standing.status not in PUT_ASIDE:
        return False
    until_on = standing.wake.until_on
    return (until_on is not None and until_on <= today) or bool(woken_by(standing, changes))


def woken_by(standing: Standing, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that make a wake rule true, oldest first; none wake it by its date."""
    if standing.status not in PUT_ASIDE or standing.decided_at is None:
        return ()
    rule, decided_at = standing.wake, standing.decided_at
    later = sorted((c for c in changes if c.seen_at > decided_at), key=lambda c: c.seen_at)
    owners = {c.told for c in later if c.kind is ChangeKind.OWNER}
    kinds = set(rule.changes)
    if ChangeKind.ADOPTER in kinds:
        kinds.add(ChangeKind.PEER)
    if rule.owners and len(owners) >= rule.owners:
        kinds.add(ChangeKind.OWNER)
    return tuple(c for c in later if c.kind in kinds)
