"""Home folders for tests of the screens: files, articles and an edition, made in milliseconds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fakes import MOMENT, HashingEmbedder, article, source

from watch import store
from watch.config import read_sources
from watch.links import source_id
from watch.model import (
    Article,
    Company,
    Edition,
    EventKind,
    Evidence,
    Grade,
    Known,
    Opportunity,
    OpportunityId,
    PainId,
    Placement,
    PollRecord,
    Signal,
    Silence,
    SourceState,
    StoryId,
    Week,
)

VIEW = HashingEmbedder()
HEADLINE = "Kerlouan halves its picking errors with shuttle robots"
SENTENCE = "Kerlouan, 310 people, put twelve shuttle robots to work in its spare parts warehouse."

SOURCES = """\
sources:
  - {url: "https://press.example/feed", name: Press, owner: Press House, language: en}
  - {url: "https://atelier.example/flux", name: L’Atelier, owner: Éditions du Quai, language: fr}
  - {url: "https://gone.example/feed", name: Broken Feed, owner: Nobody}
"""
PAINS = """\
company: {name: Ateliers Exemple, country: FR, language: fr, currency: EUR}
pain_points:
  - title: Erreurs de préparation
    description: Une commande sur soixante part avec une erreur.
    area: logistics
    owner: Responsable logistique
    yearly_cost: 240000
    importance: 9
    satisfaction: 3
  - title: Factures saisies à la main
    area: finance
    importance: 6
    satisfaction: 4
"""
SETTINGS = "example: true\nunderstand: {models: [use]}\n"
PICKING = PainId("erreurs-de-preparation")
INVOICES = PainId("factures-saisies-a-la-main")


def write_files(root: Path) -> Path:
    """Write the three files of a home folder that has never been run."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (root / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (root / "watch.yaml").write_text(SETTINGS, encoding="utf-8")
    return root


def write_home(root: Path, made: Edition | None = None, articles: list[Article] | None = None):
    """Write a home folder as a run leaves it."""
    write_files(root)
    told = articles if articles is not None else stories()
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {"press": source(), **read_sources(root / "sources.yaml")})
        store.articles.save(connection, told)
        store.articles.place(connection, {a.id: Placement(story_id=StoryId(a.id)) for a in told})
        matrix = VIEW.documents([f"{a.title}. {a.text}" for a in told])
        store.vectors.save(connection, VIEW.key, [a.id for a in told], matrix)
        store.editions.save(connection, made or edition(), made_from="test")
        for record in records():
            store.sources.save_record(connection, record)
    database.close()
    return root


def lived_home(root: Path, *listed: Opportunity, **fields: object) -> Path:
    """Write a home whose rows have cards, with a frozen edition of the week before."""
    made = edition(*listed, frozen_at=MOMENT, **fields)
    write_home(root, edition(*listed, week=Week("2026-W46"), made_at=MOMENT - timedelta(days=7)))
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        earlier = store.editions.of_week(connection, Week("2026-W46"))
        store.editions.freeze(connection, replace(earlier, frozen_at=earlier.made_at))
        store.editions.freeze(connection, made)
        for item in made.opportunities:
            store.opportunities.keep(connection, item, Known(), MOMENT)
    database.close()
    return root


def stories() -> list[Article]:
    """Return three articles, two in English and one in French."""
    return [
        article(1, title=HEADLINE, text=SENTENCE),
        article(2, title="Invoices read by a machine", text="No invoice is typed any more."),
        article(
            3,
            title="Des robots navettes en entrepôt",
            text="Les robots navettes divisent les erreurs de préparation par quatre.",
            language="fr",
        ),
    ]


def records() -> list[PollRecord]:
    """Return the standing of the three sources, one of them failed."""
    ok = PollRecord(
        source_id=source_id("https://press.example/feed"),
        state=SourceState.OK,
        polled_at=MOMENT,
        newest_entry_at=MOMENT - timedelta(days=1),
    )
    failed = PollRecord(
        source_id=source_id("https://gone.example/feed"),
        state=SourceState.FAILED,
        reason="the server answered 404 Not Found",
        polled_at=MOMENT,
        failure_count=1,
    )
    return [ok, failed]


def opportunity(number: int = 1, /, **fields: object) -> Opportunity:
    """Return an opportunity of that number."""
    usual = {
        "id": OpportunityId(f"opportunity-{number}"),
        "pain_id": PICKING,
        "pain_title": "Erreurs de préparation",
        "area": "logistics",
        "story_id": StoryId(number),
        "title": HEADLINE,
        "language": "en",
        "score": 61.4,
        "grade": Grade.CONFIRMED,
        "need": 0.75,
        "relevance": 0.64,
        "signals": (
            Signal(name="impact", value=1.0, weight=0.3, basis="halves, Kerlouan"),
            Signal(name="corroboration", value=0.6, weight=0.2, basis="2"),
            Signal(name="applicability", value=0.6, weight=0.15, basis="area, sector"),
            Signal(name="readiness", value=1.0, weight=0.15, basis="8"),
            Signal(name="novelty", value=1.0, weight=0.1, basis="new"),
            Signal(name="momentum", value=0.33, weight=0.05, basis="1"),
            Signal(name="freshness", value=0.9, weight=0.05, basis="3"),
        ),
        "penalties": (),
        "solution_id": "mobile-robots",
        "solution_name": {"fr": "Robots mobiles", "en": "Mobile robots"},
        "event": EventKind.DEPLOYMENT,
        "gain": "halves",
        "evidence": (proof(number), proof(number + 100, source_name="The Ledger")),
        "owners": ("Press House", "Ledger Media"),
        "effective_at": MOMENT,
        "first_seen_at": MOMENT,
    }
    return Opportunity(**usual | fields)


def proof(number: int = 1, /, **fields: object) -> Evidence:
    """Return the evidence of an article."""
    usual = {
        "article_id": number,
        "sentence": SENTENCE,
        "url": f"https://www.press.example.com/{number}?a=1&b=2",
        "source_name": "Press",
        "published_at": MOMENT,
    }
    return Evidence(**usual | fields)


def edition(*listed: Opportunity, **fields: object) -> Edition:
    """Return an edition; without opportunities given, of one of each kind and a weak signal."""
    usual = {
        "week": Week("2026-W47"),
        "made_at": MOMENT,
        "company": Company(name="Ateliers Exemple"),
        "opportunities": listed
        or (
            opportunity(1),
            opportunity(
                2,
                title="La facture se lit seule",
                language="fr",
                pain_id=INVOICES,
                pain_title="Factures saisies à la main",
                area="finance",
                score=18.2,
                grade=Grade.SINGLE_SOURCE,
                owners=("Press House",),
                penalties=("single owner",),
                evidence=(proof(2),),
                gain="",
            ),
            opportunity(3, title="A pilot to watch", score=8.0, weak_signal=True),
        ),
        "silences": (
            Silence(
                pain_id=PainId("energie"),
                pain_title="Facture d’électricité",
                article_count=297,
                source_count=2,
                nearest_title="Eighteen per cent less power",
                nearest_url="https://press.example/9",
            ),
        ),
        "article_count": 297,
        "story_count": 237,
        "source_count": 18,
        "failed_source_count": 2,
    }
    return Edition(**usual | fields)
