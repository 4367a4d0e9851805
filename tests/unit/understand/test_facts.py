"""What a reader would underline, verbatim, in French and English."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.model import EventKind, FactKind
from watch.understand import facts

PUBLISHED_ON = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("sentence", "gain"),
    [
        (
            "Les capteurs ont réduit les arrêts machine de 41 %.",
            "réduit les arrêts machine de 41 %",
        ),
        (
            "L'atelier a divisé par deux le temps perdu, soit un gain de 3 heures par jour.",
            "divisé par deux le temps perdu",
        ),
        (
            "Depuis l'audit, la consommation baisse de 310 MWh.",
            "consommation baisse de 310 MWh",
        ),
        ("Le taux de rebut passe de 6 % à 2 %.", "taux de rebut passe de 6 % à 2 %"),
        ("The sensors cut unplanned stoppages by 41%.", "cut unplanned stoppages by 41%"),
        ("It saves 12 hours a week.", "saves 12 hours"),
        ("The line now makes 30% fewer defects.", "30% fewer defects"),
    ],
)
def test_gain_is_the_clause_of_its_effect(sentence, gain):
    """The words that state the first effect, and the sentence they stand in."""
    found = facts("A title", sentence)
    assert found.gain == gain
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
    ("title", "text"),
    [
        ("Selon une enquête, rien ne va", "Le système a réduit les erreurs de 30 %."),
        ("Le robot qui renonce", "L'usine abandonne : le robot a réduit les erreurs de 30 %."),
        ("Maker raises $30m in series B", "The robots cut errors by 30%."),
        ("Un leader mondial, unique au monde", "Le système a réduit les erreurs de 30 %."),
    ],
)
def test_surveys_setbacks_funding_and_brochures_have_no_gain(title, text):
    """Their figures are kept as facts, and are not called gains."""
    found = facts(title, text)
    assert found.of(FactKind.EFFECT)
    assert found.gain == ""


def test_change_for_the_worse_is_a_fact_and_no_gain():
    """A longer queue is told, never praised."""
    (effect,) = facts("A title", "The merger led to a 4% rise in sick days.").found
    assert effect.adverse
    assert facts("A title", effect.sentence).gain == ""


def test_facts_say_where_they_stand():
    """Offsets count in title, line break, text; the title's own facts come last."""
    title = "Chez Brisquet, 41 % d'arrêts en moins grâce à des capteurs"
    text = "Chez Brisquet, les capteurs ont réduit de 32 % le temps de réglage."
    found = facts(title, text)
    whole = f"{title}\n{text}"
    assert [whole[fact.start : fact.end] for fact in found.found] == [f.text for f in found.found]
    told = [(fact.kind, fact.text) for fact in found.found]
    assert told == [
        (FactKind.ADOPTER, "Brisquet"),
        (FactKind.EFFECT, "32 %"),
        (FactKind.EFFECT, "41 %"),
    ]
    assert found.adopter == "Brisquet"


def test_sentence_that_merely_counts_is_believed_beside_a_sure_effect():
    """In an article on something done, "errors fell by 12 %" need not say why."""
    alone = "Picking errors fell by 12%."
    assert facts("A title", alone).found == ()
    told = facts("A title", f"The new robots cut stoppages by 41%. {alone}").of(FactKind.EFFECT)
    assert [fact.text for fact in told] == ["41%", "12%"]


def test_adopter_may_be_introduced_apart_from_the_figure():
    """Its name and head count stand in the opening, the figure further on."""
    text = (
        "Chez Brisquet Lame, 275 salariés, tout a commencé par un audit. "
        "Les capteurs ont réduit les arrêts de 41 %."
    )
    (adopter,) = facts("Sans nom", text).of(FactKind.ADOPTER)
    assert (adopter.text, adopter.value, adopter.unit) == ("Brisquet Lame", 275, "salariés")


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
        ("Chercheurs et robots : une nouvelle voie", EventKind.RESEARCH),
        ("Deux fabricants de vérins dans un partenariat", EventKind.PARTNERSHIP),
        ("Zoo serves frozen trout", EventKind.OTHER),
        ("All these men who chose the trial of the century", EventKind.OTHER),
    ],
)
def test_event_is_named_by_the_title(title, event):
    """Each kind of development is told from the others."""
    assert facts(title, "").event is event


def test_event_of_the_title_wins_over_the_text():
    """The opening is asked only when the title says nothing, and its sentence is quoted."""
    told = facts("Kerlouan expérimente des robots", "Le décret entre en vigueur.")
    assert told.event is EventKind.PILOT
    opening = facts("Du nouveau", "Le décret entre en vigueur.")
    assert opening.event is EventKind.REGULATION
    assert opening.event_sentence == "Le décret entre en vigueur."


def test_event_without_a_word_is_told_by_the_facts():
    """Somebody named had an effect; or a date binds."""
    done = facts("Brisquet", "At Hobbs Brothers the change cut errors by 30%.")
    assert done.event is EventKind.DEPLOYMENT
    sentence = "Dès le 1er mars 2027, tout chariot devra avoir un signal lumineux."
    assert facts("Chariots", sentence, PUBLISHED_ON).event is EventKind.REGULATION
    assert facts("Chariots", sentence).event is EventKind.OTHER


def test_brochure_is_promotional_and_one_superlative_is_not():
    """Two superlatives make a brochure."""
    assert facts("Le leader mondial", "Une solution révolutionnaire, profitez-en.").promotional
    assert facts("Our unmatched tool", "Seamless. Book a demo.").promotional
    assert not facts("Une solution révolutionnaire", "Elle existe.").promotional


PIECES = (
    "réduit de 32 % le temps à par deux demi-heure two-thirds from 5 to 12 minutes ; , . — − + €12"
    " 12 € 1,2 million d'euros until by must 31 février 2027 1er janvier prochain 99/99/2027 chez"
    " Aa Bb at Cc divisé halved un quart d'heure moitié moins de plus vite faster gain économie"
    " saved environ 12x °C per cent contre instead of 0 % 1.234.567 « » ² ٣ 12:30 5pm"
).split()


@given(st.text(max_size=80), st.text(max_size=300))
def test_facts_are_total_and_verbatim(title, text):
    """Any text gives facts, and what is quoted stands in it."""
    verify(title, text)


@given(
    st.lists(st.sampled_from(PIECES), max_size=8), st.lists(st.sampled_from(PIECES), max_size=30)
)
def test_facts_of_any_mixture_of_figures_are_verbatim(title, text):
    """Words of the grammars in any order break nothing."""
    verify(" ".join(title), " ".join(text))


def verify(title, text):
    found = facts(title, text, PUBLISHED_ON)
    whole = f"{title}\n{text}"
    for fact in found.found:
        assert whole[fact.start : fact.end] == fact.text
        for quoted in (fact.text, fact.about, fact.clause):
            assert quoted in fact.sentence
        assert fact.sentence in whole


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1", "A", "Aa ", "Aa de ", "a ", "réduit de 3 % les ", "de 12 % ", "from 1 to 2 ",
        "1er janvier 2027 ", "must by 1 May 2027 ", "1 € par mois ", "chez Aa ", "plus de ",
        "disponible ", "confié ", "l'", "« ", "a-", "Aa & ", "cut a by ",
    ],
)  # fmt: skip
def test_hostile_text_takes_no_time(piece):
    """Grammars are bounded: 20,000 characters of anything take well under a second."""
    text = piece * (20_000 // len(piece))
    started = time.process_time()
    facts(text[:300], text, PUBLISHED_ON)
    facts("A title", f"{text[:900]}. " * 60, PUBLISHED_ON)
    assert time.process_time() - started < 5
