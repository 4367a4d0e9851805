"""Cards and quarters for the papers: an ordinary one, and one of the longest texts there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from digest_editions import full, opportunity
from fakes import evidence

from watch.model import (
    Act,
    Attached,
    Card,
    CardHead,
    Company,
    Decision,
    DecisionYield,
    Grade,
    OpportunityId,
    Outcomes,
    PainId,
    PainPoint,
    PainYield,
    Pilot,
    PilotResult,
    Prospect,
    Quarter,
    Reason,
    Stake,
    Standing,
    Status,
    StoryId,
    WakeRule,
    Week,
)
from watch.review import replay, standing_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COMPANY = Company(name="Ateliers Exemple", country="FR", language="fr", currency="EUR")
PAIN = PainPoint(
    id=PainId("retards-preparation"),
    title="Nos préparateurs se trompent trop souvent et les commandes partent en retard.",
    area="logistics",
    kpi="erreurs de préparation, %",
    yearly_cost=240_000.0,
    owner="Nadia Lemoine",
)
NAME = OpportunityId("opp-1")


def row(number: int, act: Act = Act.DECIDE, **fields: object) -> Decision:
    return Decision(
        number=number,
        at=NOW - timedelta(days=30 - number),
        by="Claire",
        opportunity_id=NAME,
        pain_id=PAIN.id,
        act=act,
        **fields,
    )


def gathered(number: int, sentence: str, *, against: bool, **fields: object) -> Attached:
    usual = {
        "opportunity_id": NAME,
        "story_id": StoryId(number),
        "attached_at": NOW - timedelta(days=number),
        "title": "A firm stops its robots",
        "url": f"https://www.news.example.com/{number}",
        "source_name": "Supply Desk",
        "sentence": sentence,
        "against": against,
    }
    return Attached(**usual | fields)


def ordinary() -> Card:
    """Return a card in pilot, with something for it and something against it."""
    rows = (
        row(1, status=Status.TO_STUDY, owner="Nadia Lemoine", due_on=date(2026, 12, 18)),
        row(2, Act.NOTE, note="Vu au salon de Lyon"),
        row(3, status=Status.PILOT, department="Logistique", next_step="Demander deux devis"),
        row(4, Act.MEASURE, result=PilotResult(kpi="erreurs, %", kpi_before=4.1, kpi_after=2.2)),
    )
    prospect = Prospect(
        impact="high",
        effort="months",
        maturity="proven",
        months=8.0,
        applies=("area", "size"),
        basis={"impact": "−32 % de temps de préparation", "size": "une PME de 300 salariés"},
        deadline_on=date(2027, 1, 1),
        deadline="le 1er janvier 2027",
        stake=Stake(
            low=36_000.0,
            high=72_000.0,
            currency="EUR",
            cut=0.3,
            assumption="−32 % de temps de préparation",
            source_name="Logistique Hebdo",
        ),
    )
    return card(
        replace(full().opportunities[0], prospect=prospect),
        rows,
        (
            gathered(1, "They stopped after six months.", against=True),
            gathered(2, "Twelve more shuttles were ordered.", against=False),
        ),
    )


def bare() -> Card:
    """Return a card about which nothing is known but its title."""
    return card(opportunity(evidence=(), prospect=None, gain="", signals=()), (), ())


def longest(word: str) -> Card:
    """Return a card whose every text goes on and on."""
    text = f"{word} " * 400
    rows = tuple(
        row(
            number,
            status=status,
            reason=Reason.NOT_OUR_SIZE if status is Status.REJECTED else None,
            wake=WakeRule(until_on=date(2027, 1, 1), owners=3)
            if status is Status.REJECTED
            else WakeRule(),
            note=text,
            owner=text,
            department=text,
            due_on=date(2026, 12, 18),
            next_step=text,
        )
        for number, status in enumerate(
            (Status.TO_STUDY, Status.WATCHING, Status.PILOT, Status.REJECTED), start=1
        )
    )
    measured = PilotResult(
        started_on=date(2026, 1, 1),
        ended_on=date(2026, 6, 1),
        kpi=text,
        kpi_before=123_456.789,
        kpi_after=98_765.432,
        yearly_gain=1_234_567.0,
    )
    prospect = Prospect(
        impact="high",
        effort="months",
        maturity="scaling",
        months=18.0,
        applies=("area", "sector", "size", "country", "unavailable"),
        basis=dict.fromkeys(("impact", "size", "country", "unavailable", "deadline"), text),
        deadline_on=date(2026, 12, 31),
        deadline=text,
        stake=Stake(low=1e6, high=9e6, currency="EUR", cut=0.5, assumption=text, source_name=text),
    )
    item = opportunity(
        title=text,
        pain_title=text,
        area=text,
        gain=text,
        grade=Grade.SINGLE_SOURCE,
        penalties=("promotional", "single owner", "reported failure", "rule only"),
        solution_name={"fr": text, "en": text},
        prospect=prospect,
        evidence=tuple(
            replace(
                evidence(n), sentence=text, source_name=text, url=f"https://{'x' * 60}.example/"
            )
            for n in range(9)
        ),
    )
    stories = tuple(gathered(n, text, against=True, title=text, source_name=text) for n in range(9))
    return card(item, (*rows, row(5, Act.MEASURE, result=measured)), stories)


def longest_pain(word: str) -> PainPoint:
    text = f"{word} " * 100
    return replace(
        PAIN, title=text, kpi=text, owner=text, department=text, yearly_cost=123_456_789.0
    )


def card(item, rows, stories) -> Card:
    return Card(
        opportunity=replace(item, id=NAME),
        standing=standing_of(replay(rows), NAME),
        gathered=tuple(stories),
        changes=(),
        history=tuple(rows),
        undone=frozenset(),
    )


def a_quarter(count: int, title: str):
    """Return a quarter in which so many opportunities were met."""
    from watch.deliver.quarter import QuarterRecord

    names = [OpportunityId(f"opp-{n}") for n in range(count)]
    statuses = (Status.ADOPTED, Status.PILOT, Status.TO_STUDY, Status.REJECTED, Status.WATCHING)
    reasons = list(Reason)
    rows = [
        Decision(
            number=n + 1,
            at=NOW - timedelta(days=n % 40),
            by="Claire",
            opportunity_id=name,
            pain_id=PAIN.id,
            act=Act.DECIDE,
            status=statuses[n % 5],
            reason=reasons[n % 10] if statuses[n % 5] is Status.REJECTED else None,
            owner=f"Nadia Lemoine {title}",
        )
        for n, name in enumerate(names)
    ]
    standings = {
        row.opportunity_id: Standing(
            opportunity_id=row.opportunity_id,
            status=row.status or Status.NEW,
            owner=row.owner,
            due_on=NOW.date() - timedelta(days=3),
            next_step=f"Demander deux devis {title}",
        )
        for row in rows
    }
    heads = {
        name: CardHead(
            id=name,
            pain_id=PAIN.id,
            pain_title=PAIN.title,
            area="logistics",
            title=f"{title} {name}",
            language="fr",
            solution_id="",
            score=50.0,
            grade=Grade.PROBABLE,
        )
        for name in names
    }
    tried = [name for name in names if standings[name].status in {Status.PILOT, Status.ADOPTED}]
    result = PilotResult(kpi=f"erreurs, % {title}", kpi_before=4.1, kpi_after=2.2, yearly_gain=48e3)
    outcomes = Outcomes(
        editions=(
            DecisionYield(
                week=Week("2026-W46"), shown=count, yes=count // 2, no=1, known=0, kept=1
            ),
        )
        if count
        else (),
        pains=tuple(
            PainYield(
                pain_id=PainId(f"p{n}"),
                pain_title=f"Irritant {n} {title}",
                shown=4,
                kept=2,
                pilots=1,
                adopted=1,
                yearly_gain=48e3,
            )
            for n in range(count)
        ),
        sources=(),
        pilots=tuple(
            Pilot(
                opportunity_id=name,
                pain_id=PAIN.id,
                title=title,
                status=standings[name].status,
                result=result,
            )
            for name in tried
        ),
    )
    return QuarterRecord(
        quarter=Quarter(2026, 4),
        company=COMPANY,
        now=NOW,
        outcomes=outcomes,
        decisions=rows,
        standings=standings,
        heads=heads,
    )
