"""Invented editions: a full one, one with a past, an empty one, an example."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from watch.model import (
    ArticleId,
    Change,
    ChangeKind,
    Company,
    Edition,
    EventKind,
    Evidence,
    Grade,
    Opportunity,
    OpportunityId,
    PainId,
    Prospect,
    Signal,
    Silence,
    Stake,
    Status,
    StoryId,
    Update,
    Week,
)

SIGNALS = (
    Signal(name="impact", value=0.8, weight=0.30),
    Signal(name="corroboration", value=0.7, weight=0.20),
    Signal(name="applicability", value=0.3, weight=0.15),
    Signal(name="readiness", value=0.9, weight=0.15),
    Signal(name="novelty", value=1.0, weight=0.10),
    Signal(name="momentum", value=0.5, weight=0.05),
    Signal(name="freshness", value=0.9, weight=0.05),
)

FROZEN_AT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def moment(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 9, 30, tzinfo=UTC)


def evidence(sentence: str, url: str, source: str, day: int = 17) -> Evidence:
    return Evidence(
        article_id=ArticleId(1), sentence=sentence, url=url, source_name=source,
        published_at=moment(day),
    )  # fmt: skip


def opportunity(**changes: object) -> Opportunity:
    """Return a plausible opportunity, confirmed by three owners, with some of it changed."""
    plain = Opportunity(
        id=OpportunityId("opp-1"),
        pain_id=PainId("retards-preparation"),
        pain_title="Nos préparateurs se trompent trop souvent et les commandes partent en retard.",
        area="logistics",
        story_id=StoryId(1),
        title="Chez Brivadis, soixante robots divisent par trois la marche des préparateurs",
        language="fr",
        score=71.4,
        grade=Grade.CONFIRMED,
        need=0.75,
        relevance=0.86,
        signals=(
            Signal(
                name="impact",
                value=1.0,
                weight=0.30,
                basis="−32 % de temps de préparation, Brivadis",
            ),
            *SIGNALS[1:],
        ),
        penalties=(),
        solution_id="goods-to-person-robots",
        solution_name={
            "fr": "Robots mobiles marchandise-vers-préparateur",
            "en": "Goods-to-person mobile robots",
        },
        event=EventKind.DEPLOYMENT,
        gain="−32 % de temps de préparation",
        evidence=(
            evidence(
                "Depuis mars, le temps de préparation a baissé de 32 % et les erreurs de ligne "
                "sont passées de 2,1 % à 0,4 %, indique le directeur du site de Brivadis.",
                "https://www.logistique-hebdo.example/2026/11/brivadis-robots",
                "Logistique Hebdo",
            ),
        ),
        owners=("Logistique Hebdo", "Le Quotidien régional", "Usine et Méthodes"),
        effective_at=moment(17),
        first_seen_at=moment(17),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def five() -> tuple[Opportunity, ...]:
    """Return what a good week brings: five to decide on, two more, one weak signal."""
    return (
        opportunity(),
        opportunity(
            id=OpportunityId("opp-2"),
            pain_title="Les presses et la ligne de peinture tombent en panne sans prévenir.",
            area="maintenance",
            title="Vibration sensors cut unplanned press stops by 41% at Halden Stamping",
            language="en",
            score=66.0,
            grade=Grade.PROBABLE,
            need=0.7,
            signals=SIGNALS,
            gain="41% fewer unplanned stops",
            solution_id="condition-monitoring",
            solution_name={
                "fr": "Surveillance vibratoire et maintenance conditionnelle",
                "en": "Condition monitoring with vibration sensors",
            },
            evidence=(
                evidence(
                    "Halden Stamping fitted 64 wireless sensors to presses built before 2008 and "
                    "recorded 41% fewer unplanned stops in nine months.",
                    "https://plantfloor.example/halden?id=3&lang=en",
                    "Plant Floor",
                    18,
                ),
            ),
            owners=("Plant Floor", "Ops Wire"),
        ),
        opportunity(
            id=OpportunityId("opp-3"),
            pain_title="Nous recopions à la main les factures de nos fournisseurs.",
            area="finance",
            title="Facture électronique : la plateforme publique ouvre son annuaire aux ETI",
            score=58.2,
            grade=Grade.PROBABLE,
            need=0.45,
            gain="",
            event=EventKind.REGULATION,
            solution_id="",
            solution_name={},
            evidence=(
                evidence(
                    "L’annuaire est ouvert depuis le 16 novembre aux entreprises de taille "
                    "intermédiaire, qui doivent choisir une plateforme agréée avant septembre.",
                    "https://veille-reglementaire.example/annuaire",
                    "Veille réglementaire",
                    16,
                ),
            ),
            owners=("Veille réglementaire", "Quotidien régional"),
        ),
        opportunity(
            id=OpportunityId("opp-4"),
            pain_title="Notre facture d'électricité a presque doublé en trois ans et nous ne "
            "savons pas où part le courant.",
            area="energy",
            title="Fluxolane lance un sous-comptage qui se pose sans couper le courant",
            score=44.9,
            grade=Grade.SINGLE_SOURCE,
            need=0.7,
            gain="jusqu’à 18 % d’économie",
            event=EventKind.LAUNCH,
            penalties=("promotional", "single owner"),
            solution_id="sub-metering",
            solution_name={
                "fr": "Sous-comptage et suivi énergétique en temps réel",
                "en": "Sub-metering and real-time energy monitoring",
            },
            evidence=(
                evidence(
                    "« Nos clients constatent jusqu’à 18 % d’économie dès la première année », "
                    "affirme Fluxolane.",
                    "https://blog.fluxolane.example/sous-comptage",
                    "Blog Fluxolane",
                    19,
                ),
            ),
            owners=("Fluxolane",),
        ),
        opportunity(
            id=OpportunityId("opp-5"),
            pain_title="Ce sont nos clients qui trouvent nos défauts.",
            area="Peinture",
            title="Machine vision catches paint scratches at line speed in a Swedish lamp factory",
            language="en",
            score=39.5,
            grade=Grade.TO_CHECK,
            need=0.65,
            gain="",
            event=EventKind.PILOT,
            solution_id="machine-vision",
            solution_name={
                "fr": "Contrôle visuel automatique par vision industrielle",
                "en": "Automatic visual inspection with machine vision",
            },
            evidence=(
                evidence(
                    "The pilot runs on one line and compares every housing with a reference image.",
                    "https://applied-ops.example/vision",
                    "Applied Ops Research",
                    20,
                ),
            ),
            owners=("Applied Ops Research", "Plant Floor"),
        ),
        opportunity(id=OpportunityId("opp-6"), score=31.0),
        opportunity(id=OpportunityId("opp-7"), score=28.0),
        opportunity(
            id=OpportunityId("opp-8"),
            pain_title="Nos fournisseurs livrent en retard et nous l'apprenons le jour même.",
            area="procurement",
            title="Researchers predict late shipments from port camera images",
            language="en",
            score=19.0,
            grade=Grade.SINGLE_SOURCE,
            need=0.55,
            gain="",
            event=EventKind.RESEARCH,
            penalties=("single owner",),
            solution_id="",
            solution_name={},
            evidence=(
                evidence(
                    "At three ports the model saw two late containers in three, four days ahead.",
                    "https://applied-ops.example/ports",
                    "Applied Ops Research",
                    15,
                ),
            ),
            owners=("Applied Ops Research",),
            weak_signal=True,
        ),
    )


def silences() -> tuple[Silence, ...]:
    return (
        Silence(
            pain_id=PainId("sav"),
            pain_title="Nos clients attendent trop longtemps une réponse du service après-vente.",
            article_count=143,
            source_count=3,
            nearest_title="Centres de contacts : le baromètre 2026 des délais de réponse",
            nearest_url="https://relation-client.example/barometre",
        ),
        Silence(
            pain_id=PainId("recrutement"),
            pain_title="Nous n'arrivons plus à recruter ni à garder des techniciens de maintenance "
            "et des régleurs.",
            article_count=1,
            source_count=12,
        ),
    )


def full(**changes: object) -> Edition:
    """Return the edition of a good week, with some of it changed."""
    plain = Edition(
        week=Week("2026-W47"),
        made_at=FROZEN_AT,
        company=Company(name="Ateliers Lumera", employees=420),
        opportunities=five(),
        silences=silences(),
        article_count=1437,
        story_count=982,
        source_count=42,
        failed_source_count=3,
        frozen_at=FROZEN_AT,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def empty(**changes: object) -> Edition:
    """Return the edition of a week in which nothing passed the bar."""
    return full(**{"opportunities": (), "article_count": 212, "story_count": 190, **changes})


def change(kind: ChangeKind, told: str, source: str = "", **fields: object) -> Change:
    """Return something that was learned on the eve of the freeze."""
    plain = Change(
        opportunity_id=OpportunityId("opp-1"),
        kind=kind,
        seen_at=moment(19),
        told=told,
        article_id=ArticleId(2),
        url="https://usine-methodes.example/2026/11/suite",
        source_name=source or told,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def prospect(**fields: object) -> Prospect:
    """Return what adopting would mean: months of work, nothing binding, no value known."""
    plain = Prospect(impact="high", effort="months", maturity="scaling", months=8.0)
    return replace(plain, **fields)  # type: ignore[arg-type]


def binding_prospect(on: date, sentence: str, **fields: object) -> Prospect:
    """Return a prospect with a day that binds."""
    return prospect(deadline_on=on, deadline=f"{on}", basis={"deadline": sentence}, **fields)


def stake(**fields: object) -> Stake:
    """Return a yearly value that rests on a figure of the article."""
    plain = Stake(
        low=19_200.0,
        high=38_400.0,
        currency="EUR",
        cut=0.32,
        assumption="−32 % de temps de préparation",
        source_name="Logistique Hebdo",
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def updates() -> tuple[Update, ...]:
    """Return what changed about two followed opportunities: a failure and a figure, an adopter."""
    dock = opportunity(
        id=OpportunityId("opp-20"),
        title="Quais partagés : la réservation de créneaux gagne les transporteurs",
        area="transport",
        evidence=(
            evidence(
                "Le port de Lorvec a ouvert la réservation de créneaux à tous les transporteurs.",
                "https://transport-actuel.example/lorvec",
                "Transport Actuel",
                10,
            ),
        ),
        prospect=binding_prospect(
            date(2027, 1, 15),
            "La réservation sera obligatoire sur le port de Lorvec à partir du 15 janvier 2027.",
        ),
    )
    repair = opportunity(
        id=OpportunityId("opp-21"),
        title="Spare parts printed on site end a nine-week wait at Corvane Rail",
        language="en",
        area="maintenance",
    )
    return (
        Update(
            opportunity=dock,
            status=Status.PILOT,
            owner="Claire Fontanel",
            changes=(
                change(ChangeKind.GAIN, "réduit de 41 % l’attente à quai", "Transport Actuel"),
                change(
                    ChangeKind.FAILURE,
                    "Trois transporteurs abandonnent la plateforme, faute de créneaux le matin.",
                    "Le Quotidien régional",
                ),
            ),
        ),
        Update(
            opportunity=repair,
            status=Status.TO_STUDY,
            changes=(change(ChangeKind.PEER, "Société Metz & Fils", "Plant Floor"),),
        ),
    )


def lively() -> tuple[Opportunity, ...]:
    """Return the rows of a week with a past: two are back, one is decided, two have a value."""
    first, second, third, fourth, fifth, *others = five()
    return (
        replace(
            first,
            changes=(
                change(ChangeKind.OWNER, "Usine et Méthodes"),
                change(ChangeKind.GAIN, "−32 % de temps de préparation", "Logistique Hebdo"),
            ),
            prospect=prospect(stake=stake()),
        ),
        replace(
            second,
            prospect=prospect(
                stake=stake(low=45_000, high=90_000, assumption="10 to 30%", source_name="")
            ),
        ),
        replace(
            third,
            prospect=binding_prospect(
                date(2026, 12, 31),
                "Le choix de la plateforme doit être notifié avant le 31 décembre 2026.",
            ),
        ),
        replace(fourth, status=Status.WATCHING),
        fifth,
        replace(others[0], status=Status.TO_STUDY, decided=True),
        *others[1:],
    )


def living(**changes: object) -> Edition:
    """Return the edition of a good week with a past, with some of it changed."""
    plain = full(opportunities=lively(), updates=updates(), waiting_count=4)
    return replace(plain, **changes)  # type: ignore[arg-type]
