"""Cards for the tests of exports: one that is studied and binds, and hostile ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

from digest_editions import evidence, opportunity, stake

from watch.model import (
    Act,
    Card,
    Decision,
    OpportunityId,
    PilotResult,
    Prospect,
    Reason,
    Standing,
    Status,
    Week,
)

DECIDED_AT = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
"""In Paris it is the 20th by then."""


def studied(**changes: object) -> Card:
    """Return a card with an owner, a due date, a deadline and a stake."""
    name = OpportunityId("opp-1")
    usual = {
        "id": name,
        "title": "Kerlouan, élu : « moins d’erreurs »",
        "score": 61.44,
        "need": 0.75,
        "relevance": 0.6441,
        "prospect": Prospect(
            impact="high",
            effort="weeks",
            maturity="proven",
            months=3.0,
            deadline_on=date(2026, 12, 31),
            deadline="31 décembre 2026",
            stake=stake(low=12_000.0, high=40_000.0),
        ),
    }
    standing = Standing(
        opportunity_id=name,
        status=Status.TO_STUDY,
        decided_at=DECIDED_AT,
        owner="Nadia",
        department="Logistique",
        due_on=date(2026, 11, 30),
        next_step="Demander deux devis",
    )
    return card(standing, **usual | changes)


def card(standing: Standing, history: tuple[Decision, ...] = (), **fields: object) -> Card:
    """Return a card of an opportunity with these fields."""
    return Card(
        opportunity=opportunity(**fields),
        standing=standing,
        gathered=(),
        changes=(),
        history=history,
        undone=frozenset(),
    )


def named(text: str, number: int = 1) -> Card:
    """Return a card in which everything that others write is this text."""
    name = OpportunityId(f"opp-{number}")
    standing = Standing(
        opportunity_id=name,
        status=Status.TO_STUDY,
        owner=text,
        department=text,
        next_step=text,
        due_on=date(2026, 11, 30),
    )
    return card(
        standing,
        id=name,
        title=text,
        pain_title=text,
        gain=text,
        owners=(text,),
        solution_name={"fr": text, "en": text},
        evidence=(evidence(text, text, text),),
        prospect=Prospect(
            impact="high",
            effort="weeks",
            maturity="proven",
            months=3.0,
            deadline_on=date(2026, 12, 31),
            deadline=text,
        ),
    )


def rows() -> tuple[Decision, ...]:
    """Return three rows of a ledger: a no, a pilot that was measured, a remark."""
    name, pain = OpportunityId("opp-1"), opportunity().pain_id
    usual = {"at": DECIDED_AT, "by": "Claire", "opportunity_id": name, "pain_id": pain}
    return (
        Decision(
            number=1,
            act=Act.DECIDE,
            status=Status.REJECTED,
            reason=Reason.TOO_EXPENSIVE,
            week=Week("2026-W47"),
            rank=2,
            **usual,
        ),
        Decision(
            number=2,
            act=Act.MEASURE,
            before=Status.PILOT,
            result=PilotResult(
                started_on=date(2026, 9, 1), kpi="erreurs", kpi_before=14.2, kpi_after=-9.1
            ),
            **usual,
        ),
        Decision(number=3, act=Act.NOTE, note="=1+1", **usual),
    )
