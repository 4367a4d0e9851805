"""Builders for the life of an opportunity: cards, rows of the ledger, changes."""

from __future__ import annotations

from fakes import MOMENT, evidence

from watch.model import (
    Act,
    ArticleId,
    Change,
    ChangeKind,
    Decision,
    EventKind,
    Grade,
    Opportunity,
    OpportunityId,
    PainId,
    Status,
    StoryId,
)

TODAY = MOMENT.date()


def opportunity(name: str = "one", /, **fields: object) -> Opportunity:
    """Return the opportunity of that id, with a story of its own."""
    usual = {
        "id": OpportunityId(name),
        "pain_id": PainId("stoppages"),
        "pain_title": "Stoppages",
        "area": "maintenance",
        "story_id": StoryId(sum(name.encode())),
        "title": f"Title of {name}",
        "language": "en",
        "score": 50.0,
        "grade": Grade.PROBABLE,
        "need": 0.5,
        "relevance": 0.5,
        "signals": (),
        "penalties": (),
        "solution_id": "predictive",
        "event": EventKind.DEPLOYMENT,
        "gain": "",
        "evidence": (evidence(1),),
        "owners": ("press owner",),
        "effective_at": MOMENT,
        "first_seen_at": MOMENT,
    }
    return Opportunity(**usual | fields)


def row(number: int = 0, name: str = "one", /, act: Act = Act.DECIDE, **fields: object) -> Decision:
    """Return a row of the ledger about the opportunity of that id."""
    usual = {
        "number": number,
        "at": MOMENT,
        "by": "coo",
        "opportunity_id": OpportunityId(name),
        "pain_id": PainId("stoppages"),
        "act": act,
    }
    return Decision(**usual | fields)


def decided(number: int, status: Status, /, name: str = "one", **fields: object) -> Decision:
    """Return the row that gives an opportunity a status."""
    return row(number, name, status=status, **fields)


def undone(number: int, undoes: int, /, name: str = "one", **fields: object) -> Decision:
    """Return the row that undoes another."""
    return row(number, name, act=Act.UNDO, undoes=undoes, **fields)


def change(
    kind: ChangeKind = ChangeKind.OWNER, told: str = "Floor", /, name: str = "one", **fields: object
) -> Change:
    """Return something that was learned about an opportunity, at the present of every test."""
    usual = {
        "opportunity_id": OpportunityId(name),
        "kind": kind,
        "seen_at": MOMENT,
        "told": told,
        "article_id": ArticleId(9),
    }
    return Change(**usual | fields)
