"""The vocabulary of techwatch: one frozen type for each word of the glossary.

Moments are aware UTC and end in ``_at``; days end in ``_on``; quantities carry
their unit in the name. Nothing here does I/O, and nothing but these types
travels between stages.
"""

from watch.model.answers import Finding, Hit, RunReport, SearchFilter
from watch.model.articles import Article, EventKind, Facts, Placement, Story
from watch.model.names import (
    AREAS,
    LANGUAGES,
    ArticleId,
    ModelKey,
    OpportunityId,
    PainId,
    SourceId,
    StoryId,
    Week,
)
from watch.model.opportunities import Edition, Grade, Opportunity, Signal, Silence
from watch.model.pages import Page, PageRequest, PageState
from watch.model.pains import Company, Evidence, Facet, FacetKind, Match, PainPoint, Solution
from watch.model.sources import (
    Coverage,
    Entry,
    Failed,
    FailureKind,
    Fetched,
    FoundFeed,
    Harvest,
    Move,
    Outcome,
    Pack,
    PollRecord,
    PollRequest,
    Reliability,
    Source,
    SourceKind,
    SourceStanding,
    SourceState,
    Unchanged,
    Validators,
    owner_of,
)
from watch.model.topics import Excerpt, Phase

__all__ = [
    "AREAS",
    "LANGUAGES",
    "Article",
    "ArticleId",
    "Company",
    "Coverage",
    "Edition",
    "Entry",
    "EventKind",
    "Evidence",
    "Excerpt",
    "Facet",
    "FacetKind",
    "Facts",
    "Failed",
    "FailureKind",
    "Fetched",
    "Finding",
    "FoundFeed",
    "Grade",
    "Harvest",
    "Hit",
    "Match",
    "ModelKey",
    "Move",
    "Opportunity",
    "OpportunityId",
    "Outcome",
    "Pack",
    "Page",
    "PageRequest",
    "PageState",
    "PainId",
    "PainPoint",
    "Phase",
    "Placement",
    "PollRecord",
    "PollRequest",
    "Reliability",
    "RunReport",
    "SearchFilter",
    "Signal",
    "Silence",
    "Solution",
    "Source",
    "SourceId",
    "SourceKind",
    "SourceStanding",
    "SourceState",
    "Story",
    "StoryId",
    "Unchanged",
    "Validators",
    "Week",
    "owner_of",
]
