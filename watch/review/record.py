"""All that outcomes are counted from, and the questions that every count asks of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from watch.model import (
    Article,
    ArticleId,
    Decision,
    Edition,
    Opportunity,
    OpportunityId,
    PainId,
    PainPoint,
    Source,
    SourceId,
    Standing,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was shown, decided and cited.

    An opportunity that was merged into another counts as that one, and once.

    Attributes:
        editions: Of one reader, oldest first.
        decisions: The whole ledger; undone rows do not count.
        standings: What the ledger comes to.
        pains: Each has its row, also if nothing was ever shown for it.
        cards: Opportunities as last kept, for what was never in an edition.
        articles: Those that the editions cite; one that is not here is nobody's.
    """

    editions: Sequence[Edition]
    decisions: Sequence[Decision]
    standings: Mapping[OpportunityId, Standing]
    sources: Mapping[SourceId, Source]
    pains: Sequence[PainPoint] = ()
    cards: Mapping[OpportunityId, Opportunity] = field(default_factory=dict)
    articles: Mapping[ArticleId, Article] = field(default_factory=dict)

    def lead(self, name: OpportunityId) -> OpportunityId:
        """Return the opportunity that one counts as: itself, or what it was merged into."""
        standing = self.standings.get(name)
        return (standing and standing.merged_into) or name

    def shown(self, edition: Edition) -> dict[OpportunityId, None]:
        """Return what an edition shows, each once, in its order."""
        return dict.fromkeys(self.lead(row.id) for row in edition.opportunities)

    def ever_shown(self) -> dict[OpportunityId, None]:
        """Return what any edition shows, each once."""
        return {name: None for edition in self.editions for name in self.shown(edition)}

    def standing_in(self, statuses: Collection[Status]) -> set[OpportunityId]:
        """Return what has one of these statuses now, each once."""
        return {
            name
            for name, standing in self.standings.items()
            if standing.status in statuses and not standing.merged_into
        }

    def rows(self) -> dict[OpportunityId, Opportunity]:
        """Return every opportunity as it was last shown, or else as it was last kept."""
        shown = {row.id: row for edition in self.editions for row in edition.opportunities}
        return {**self.cards, **shown}

    def pain_of(self) -> dict[OpportunityId, PainId]:
        """Return the pain point of whatever was decided, kept or shown."""
        decided = {row.opportunity_id: row.pain_id for row in self.decisions}
        return decided | {name: row.pain_id for name, row in self.rows().items()}
