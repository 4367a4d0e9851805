"""A home with two frozen lists and an open one, for the commands that decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cli_doubles import an_edition, an_opportunity

from watch import store
from watch.model import (
    Attached,
    Change,
    ChangeKind,
    Edition,
    Known,
    LeftOut,
    Opportunity,
    OpportunityId,
    PainId,
    Prospect,
    Signal,
    Stake,
    Status,
    StoryId,
    Update,
    Week,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""The Monday after 2026-W47."""

ROBOTS, SCHOOL, TWIN, WEAK = (
    OpportunityId(name) for name in ("c0ffee001111", "5c4001000000", "c0ffee992222", "3eak00000000")
)

PAINS = """\
company: {name: Ateliers Exemple, language: fr, currency: EUR}
pain_points:
  - {id: erreurs, title: Erreurs de préparation, area: logistics, yearly_cost: 240000}
  - {id: recrutement, title: Recruter des techniciens, area: hr}
"""
SETTINGS = "timezone: Europe/Paris\nreaders: [{name: Nadia, pains: [recrutement]}]\n"

STAKE = Stake(
    low=36_000.0,
    high=72_000.0,
    currency="EUR",
    cut=0.3,
    assumption="erreurs réduites de 30 %",
    source_name="Logistique Hebdo",
)
PROSPECT = Prospect(
    impact="high",
    effort="months",
    maturity="proven",
    months=8.0,
    applies=("area", "size"),
    basis={"impact": "erreurs réduites de 30 %", "size": "une PME de 300 salariés"},
    deadline_on=date(2027, 1, 1),
    deadline="1er janvier 2027",
    stake=STAKE,
)


def rows() -> tuple[Opportunity, ...]:
    """Return what the newest list holds."""
    signal = Signal(name="impact", value=0.8, weight=0.3, basis="32 %", decisions=2)
    return (
        an_opportunity(id=ROBOTS, prospect=PROSPECT, signals=(signal,), learned=0.4),
        an_opportunity(
            id=SCHOOL,
            story_id=StoryId(2),
            pain_id=PainId("recrutement"),
            pain_title="Recruter des techniciens",
            title="Une école maison retient les techniciens",
            owners=("b",),
            score=48.0,
        ),
        an_opportunity(id=TWIN, story_id=StoryId(3), title="Des navettes, encore", score=41.0),
        an_opportunity(id=WEAK, story_id=StoryId(4), title="Un signal", weak_signal=True),
    )


def changes() -> tuple[Change, ...]:
    """Return what was learned about the robots since they were first listed."""
    article_id = an_opportunity().evidence[0].article_id
    return (
        Change(
            opportunity_id=ROBOTS,
            kind=ChangeKind.PRICE,
            seen_at=NOW - timedelta(days=2),
            told="90 000 €",
            sentence="Le robot coûte désormais 90 000 €.",
            article_id=article_id,
            url="https://news.example/price",
            source_name="Usine Hebdo",
        ),
    )


def gathered() -> list[Attached]:
    """Return a story for the robots and one against them."""
    told = Attached(
        opportunity_id=ROBOTS,
        story_id=StoryId(11),
        attached_at=NOW - timedelta(days=1),
        title="Douze navettes de plus",
        url="https://news.example/more",
        source_name="Ops Wire",
        sentence="Twelve more shuttles were ordered.",
    )
    against = replace(
        told,
        story_id=StoryId(12),
        sentence="Trois navettes ont été rendues.",
        url="https://news.example/back",
        against=True,
    )
    return [told, against]


def newest(**fields: object) -> Edition:
    """Return the list of 2026-W47: frozen, with an update and a row that was left out."""
    listed = rows()
    usual = {
        "opportunities": listed,
        "frozen_at": NOW - timedelta(days=3),
        "made_at": NOW - timedelta(days=3),
        "updates": (
            Update(opportunity=listed[0], status=Status.PILOT, owner="Nadia", changes=changes()),
        ),
        "waiting_count": 2,
        "left_out": (
            LeftOut(opportunity_id=OpportunityId("x"), title="Redite", guard="redundant"),
        ),
    }
    return an_edition(**usual | fields)


def write_home(root: Path) -> Path:
    """Write the files and the database of the home; return its folder."""
    root.mkdir(exist_ok=True)
    (root / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (root / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    (root / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    before = newest(
        week=Week("2026-W46"),
        opportunities=(
            rows()[1],
            an_opportunity(id=OpportunityId("900e"), story_id=StoryId(5), title="Partie"),
        ),
        made_at=NOW - timedelta(days=10),
        frozen_at=NOW - timedelta(days=10),
    )
    coming = newest(week=Week("2026-W48"), frozen_at=None, made_at=NOW, opportunities=rows()[:1])
    own = newest(week=Week("2026-W47"), reader="Nadia", opportunities=rows()[1:2], updates=())
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        for edition in (before, newest(), own):
            store.editions.freeze(connection, edition)
        store.editions.save(connection, coming, made_from="test")
        for card in rows():
            store.opportunities.keep(connection, card, Known(), NOW - timedelta(days=3))
        store.opportunities.attach(connection, gathered())
        store.opportunities.note_changes(connection, changes())
    database.close()
    return root
