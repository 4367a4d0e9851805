"""What keeps a row out of an edition at the moment it is frozen, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watch.links import canonical_url, safe_link
from watch.model import Edition, LeftOut, Opportunity
from watch.settings import RankSettings
from watch.text import words

NO_EVIDENCE = "no evidence"
NO_LINK = "no link"
BELOW_FLOOR = "below the floor"
REDUNDANT = "redundant"
PAIN_FULL = "too many for a pain point"
OWNER_FULL = "too many of one owner"


def guarded(edition: Edition, settings: RankSettings) -> Edition:
    """Return the edition without the rows that fail a guard; each is named in ``left_out``.

    Rows are taken in the order of the list, and compared with those kept so far. The weak signal
    and what a person placed have a place of their own: neither floor nor caps concern them.
    """
    kept: list[Opportunity] = []
    left_out: list[LeftOut] = []
    for row in edition.opportunities:
        guard = _failed(row, kept, settings)
        if guard:
            left_out.append(LeftOut(opportunity_id=row.id, title=row.title, guard=guard))
        else:
            kept.append(row)
    return replace(edition, opportunities=tuple(kept), left_out=(*edition.left_out, *left_out))


def _failed(row: Opportunity, kept: Sequence[Opportunity], settings: RankSettings) -> str:
    """Return the first guard that the row fails; empty when it passes all."""
    return unproved(row) or _repeated(row, kept) or _beyond(row, kept, settings)


def unproved(row: Opportunity) -> str:
    """Return the guard of evidence that a row fails: no sentence, or a link to nowhere."""
    if not any(evidence.sentence.strip() for evidence in row.evidence):
        return NO_EVIDENCE
    return "" if all(safe_link(evidence.url) for evidence in row.evidence) else NO_LINK


def _repeated(row: Opportunity, kept: Sequence[Opportunity]) -> str:
    stories = {other.story_id for other in kept}
    told = {mark for other in kept for mark in _marks(other)}
    return REDUNDANT if row.story_id in stories or told & _marks(row) else ""


def _marks(row: Opportunity) -> set[str]:
    """Return what two rows that tell the same thing share: the title's words, an address."""
    return {canonical_url(e.url) for e in row.evidence} | {" ".join(words(row.title))} - {""}


def _beyond(row: Opportunity, kept: Sequence[Opportunity], settings: RankSettings) -> str:
    if _has_own_place(row):
        return ""
    if row.score < settings.floor:
        return BELOW_FLOOR
    rivals = [other for other in kept if not _has_own_place(other)]
    if sum(other.pain_id == row.pain_id for other in rivals) >= settings.per_pain:
        return PAIN_FULL
    of_owner = sum(_first_owner(other) == _first_owner(row) for other in rivals)
    return OWNER_FULL if of_owner >= settings.per_owner else ""


def _has_own_place(row: Opportunity) -> bool:
    return row.weak_signal or row.placed


def _first_owner(row: Opportunity) -> str:
    return row.owners[0] if row.owners else ""
