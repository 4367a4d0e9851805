"""What a reader would underline, verbatim, in French and English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.model import EventKind
from watch.understand import facts


@pytest.mark.parametrize(
    ("sentence", "gain"),
    [
        ("Les capteurs ont réduit les arrêts machine de 41 %.", "41 %"),
        (
            "L'atelier a divisé par deux le temps perdu, soit un gain de 3 heures par jour.",
            "3 heures",
        ),
        ("La consommation baisse de 310 MWh, une économie de 96 000 euros.", "310 MWh"),
        ("Le taux de rebut passe de 6 % à 2 %.", "6 %"),
        ("The sensors cut unplanned stoppages by 41%.", "41%"),
        ("Picking errors fell by 2.5 percent within a year.", "2.5 percent"),
        ("It saves 12 hours a week.", "12 hours"),
        ("The line now makes 30% fewer defects.", "30%"),
    ],
)
def test_gain_is_a_figure_beside_its_effect(sentence, gain):
    """The figure is found, perhaps with what it was before, and the sentence it stands in."""
    found = facts("A title", sentence)
    assert gain in found.gain
    assert found.gain_sentence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The company has 420 employees and 3 sites.",
        "Le salon ouvre le 12 mars à 9 heures.",
        "Its revenue increased by 12% in the third quarter.",
        "L'action a chuté de 4 % en bourse.",
        "Le chiffre d'affaires progresse de 8 %.",
        "Inflation fell to 2% in May.",
    ],
)
def test_figure_without_an_operational_effect_is_no_gain(sentence):
    """Head counts, dates and money news are not gains."""
    assert facts("A title", sentence).gain == ""


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("Le décret sur la facture électronique entre en vigueur", EventKind.REGULATION),
        ("Appel à projets pour la chaleur fatale", EventKind.SCHEME),
        ("A grant scheme for small factories opens", EventKind.SCHEME),
        ("Navetta lève 12 millions d'euros", EventKind.FUNDING),
        ("Robot maker raises $30m in series B", EventKind.FUNDING),
        ("Kerlouan expérimente des robots navettes", EventKind.PILOT),
        ("Brisquet a installé 42 capteurs", EventKind.DEPLOYMENT),
        ("Foundry has installed meters", EventKind.DEPLOYMENT),
        ("Fluxolane lance une nouvelle version", EventKind.LAUNCH),
        ("Vendor unveils a picking robot", EventKind.LAUNCH),
        ("Cyberattaque chez un transporteur", EventKind.INCIDENT),
        ("Tribune : cessons d'automatiser le désordre", EventKind.OPINION),
        ("Zoo serves frozen trout", EventKind.OTHER),
    ],
)
def test_event_is_named_by_the_title(title, event):
    """Each kind of development is told from the others."""
    assert facts(title, "").event is event


def test_event_of_the_title_wins_over_the_text():
    """The opening is asked only when the title says nothing."""
    assert (
        facts("Kerlouan expérimente des robots", "Le décret entre en vigueur.").event
        is EventKind.PILOT
    )
    assert facts("Du nouveau", "Le décret entre en vigueur.").event is EventKind.REGULATION


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chez Brisquet Lame, les arrêts ont été réduits de 41 %.", "Brisquet Lame"),
        ("At Hobbs Brothers, errors fell by 30%.", "Hobbs Brothers"),
        ("The plant reduced errors by 30%.", ""),
        ("Il a réduit ses pertes de 12 %.", ""),
    ],
)
def test_adopter_is_a_name_not_a_pronoun(text, name):
    """Who did it, when the sentence of the gain says so."""
    found = facts("Title", text.replace("Chez", "Résultat chez").replace("At ", "Seen at "))
    assert found.gain
    assert found.adopter == name


def test_brochure_is_promotional_and_one_superlative_is_not():
    """Two superlatives make a brochure."""
    assert facts("Le leader mondial", "Une solution révolutionnaire, profitez-en.").promotional
    assert facts("Our unmatched tool", "Seamless. Book a demo.").promotional
    assert not facts("Une solution révolutionnaire", "Elle existe.").promotional


@given(st.text(max_size=80), st.text(max_size=300))
def test_facts_are_total_and_verbatim(title, text):
    """Any text gives facts, and what is quoted stands in it."""
    found = facts(title, text)
    assert found.gain_sentence in text or found.gain_sentence == title
    assert " ".join(found.adopter.split()) in " ".join(f"{title} {text}".split())
    assert found.gain in " ".join(found.gain_sentence.split())
