"""Listed and followed opportunities → the days that bind soon, whatever their rank."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, timedelta, tzinfo

from watch.deliver.budget import Detail
from watch.deliver.digest import Deadline
from watch.deliver.excerpt import excerpt
from watch.deliver.link import host_of, safe_link
from watch.deliver.verbatim import in_marks
from watch.model import LANGUAGES, Edition, Opportunity, OpportunityId
from watch.wording import Translator, one_line

HORIZON_DAYS = 90
"""A quarter: what binds later is decided in a later review."""


def binding(edition: Edition, zone: tzinfo = UTC) -> list[tuple[date, Opportunity]]:
    """Return what binds within the horizon of an edition, the earliest first.

    Args:
        edition: Frozen, or still open.
        zone: The company's: it says which day the edition is of.
    """
    cards = {u.opportunity.id: u.opportunity for u in edition.updates}
    cards |= {o.id: o for o in edition.opportunities}
    today = (edition.frozen_at or edition.made_at).astimezone(zone).date()
    last = today + timedelta(days=HORIZON_DAYS)
    coming = [
        (card.prospect.deadline_on, card)
        for card in cards.values()
        if card.prospect
        and card.prospect.deadline_on
        and today <= card.prospect.deadline_on <= last
    ]
    return sorted(coming, key=lambda found: (found[0], found[1].id))


def deadline(
    on: date,
    opportunity: Opportunity,
    linked: Collection[OpportunityId],
    detail: Detail,
    translator: Translator,
) -> Deadline:
    """Return how a digest tells a day that binds.

    Args:
        on: The day.
        opportunity: What it is about.
        linked: Opportunities that stand above with their address: it is not told twice.
        detail: How much is said.
        translator: The reader's.
    """
    lead = opportunity.evidence[0] if opportunity.evidence else None
    url = safe_link(lead.url) if lead and opportunity.id not in linked else ""
    words = _words(opportunity, detail) if detail.deadline_words else ""
    return Deadline(
        id=opportunity.id,
        day=translator.day(on),
        headline=one_line(opportunity.title, detail.headline_limit) or "—",
        language=opportunity.language if opportunity.language in LANGUAGES else "",
        words=in_marks(words, translator) if words else "",
        url=url,
        host=host_of(url),
    )


def _words(opportunity: Opportunity, detail: Detail) -> str:
    """Return the sentence that binds, else its date as it is written."""
    prospect = opportunity.prospect
    if prospect is None:
        return ""
    told = prospect.basis.get("deadline") or prospect.deadline
    return excerpt(told, detail.told_limit, opportunity.language, prospect.deadline)
