from __future__ import annotations

import pytest
from digest_editions import SIGNALS

from watch.model import (
    AREAS,
    EventKind,
    FailureKind,
    Grade,
    Reliability,
    SourceKind,
    SourceState,
)
from watch.rank.score import PENALTIES
from watch.wording import (
    Translator,
    area_name,
    in_sentence,
    name_of,
    penalty_name,
    signal_name,
)

FR = Translator("fr")
EN = Translator("en")
KINDS = (EventKind, FailureKind, Grade, Reliability, SourceKind, SourceState)
SAME = {"Maintenance", "Production", "Transport", "Supply chain", "Finance", "Organisation"}


def test_every_area_has_a_name_in_both_languages():
    assert area_name("hr", FR) == "RH"
    assert area_name("customer_service", FR) == "Service client"
    for area in AREAS:
        french, english = area_name(area, FR), area_name(area, EN)
        assert area not in (french, english)
        assert french != english or french in SAME


def test_unknown_area_is_shown_as_written():
    assert area_name("Atelier peinture", FR) == "Atelier peinture"
    assert area_name("", FR) == ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
def test_every_member_has_its_own_name(kind, translator):
    names = [name_of(member, translator) for member in kind]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() for name in names)


def test_members_equal_as_text_keep_apart():
    assert name_of(EventKind.RESEARCH, FR) == "Résultat de recherche"
    assert name_of(SourceKind.RESEARCH, FR) == "Recherche"
    assert name_of(EventKind.FUNDING, FR) == "Levée de fonds"
    assert name_of(SourceKind.FUNDING, FR) == "Financeur"


def test_signals_and_penalties_have_names():
    signals = [signal.name for signal in SIGNALS]
    assert all(signal_name(signal, FR) != signal for signal in signals)
    assert signal_name("other", FR) == "other"
    assert penalty_name("promotional", FR) == "ton promotionnel"
    assert all(penalty_name(penalty, FR) != penalty for penalty in PENALTIES)
    assert penalty_name("brand new", EN) == "brand new"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Robots mobiles", "robots mobiles"),
        ("AI-assisted triage", "AI-assisted triage"),
        ("IoT gateways", "IoT gateways"),
        ("Écoute client : NPS", "écoute client : NPS"),
        ("", ""),
    ],
)
def test_in_sentence_spares_acronyms(name, inside):
    assert in_sentence(name) == inside
