"""Rows and editions for the tests of the review stage."""

from __future__ import annotations

from datetime import timedelta

from fakes import MOMENT, evidence

from watch.model import (
    Company,
    Edition,
    EventKind,
    Grade,
    Opportunity,
    OpportunityId,
    PainId,
    Signal,
    StoryId,
    Week,
)


def row(name: str, /, **fields) -> Opportunity:
    """Return a sound opportunity of that name, alone of its story, title, address and owner."""
    said = fields.pop("evidence", [{}])
    url = f"https://press.example/{name}"
    usual = {
        "id": OpportunityId(name),
        "pain_id": PainId("stoppages"),
        "pain_title": "Stoppages",
        "area": "maintenance",
        "story_id": StoryId(int(name, 36)),
        "title": f"Title of {name}",
        "language": "en",
        "score": 40.0,
        "grade": Grade.PROBABLE,
        "need": 0.64,
        "relevance": 0.625,
        "signals": signals(),
        "penalties": (),
        "solution_id": "",
        "event": EventKind.DEPLOYMENT,
        "gain": "",
        "evidence": tuple(evidence(1, **{"url": url} | quoted) for quoted in said),
        "owners": (f"owner of {name}",),
        "effective_at": MOMENT - timedelta(days=1),
        "first_seen_at": MOMENT - timedelta(days=1),
    }
    return Opportunity(**usual | fields)


def signals(impact: float = 0.8, freshness: float = 0.8) -> tuple[Signal, ...]:
    """Return two signals; at .8 each, the usual row is worth 100 · .8 · .625 · .8 = 40."""
    return (
        Signal(name="impact", value=impact, weight=0.75),
        Signal(name="freshness", value=freshness, weight=0.25),
    )


def edition(*rows: Opportunity, **fields) -> Edition:
    """Return an edition of 2026-W47 with these rows."""
    usual = {
        "week": Week("2026-W47"),
        "made_at": MOMENT,
        "company": Company(),
        "opportunities": rows,
        "silences": (),
        "article_count": 9,
        "story_count": 7,
        "source_count": 3,
        "failed_source_count": 0,
    }
    return Edition(**usual | fields)
