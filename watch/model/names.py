"""The names of things and the fixed lists: ids, languages, operational areas."""

from __future__ import annotations

from typing import NewType

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
PainId = NewType("PainId", str)
OpportunityId = NewType("OpportunityId", str)
ModelKey = NewType("ModelKey", str)
Week = NewType("Week", str)

LANGUAGES = ("fr", "en")
"""Languages served throughout: reading, matching, screens and mail."""

AREAS = (
    "production",
    "maintenance",
    "quality",
    "logistics",
    "transport",
    "supply_chain",
    "procurement",
    "energy",
    "sustainability",
    "hr",
    "safety",
    "customer_service",
    "sales",
    "product_development",
    "it",
    "cybersecurity",
    "data",
    "finance",
    "compliance",
    "facilities",
    "organisation",
)
"""Operational areas: a COO's remit laid over the APQC process framework."""
