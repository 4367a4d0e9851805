"""A prospect tells effect, effort, time, fit and deadline, each with its words."""

from __future__ import annotations

from datetime import date

import pytest
from fakes import MOMENT, article, match, pain, source, story
from hypothesis import given
from hypothesis import strategies as st

from watch.config import read_solutions
from watch.model import Company, EventKind, Fact, FactKind, Facts
from watch.rank import Context
from watch.rank.cuts import Cut
from watch.rank.peers import available, is_peer, of_its_size, words_of_size
from watch.rank.prospect import impact_of, prospect
from watch.rank.signals import months_to_adopt, readiness
from watch.understand import note_facts

FAMILIES = {s.id: s for s in read_solutions()}
SENSORS = "vibration-predictive-maintenance"
STATED = pain(title="Trop d'arrêts imprévus sur nos lignes", area="maintenance")
MILL = "À la sucrerie de Bellefosse, 240 salariés, le suivi a réduit de 18 % les arrêts imprévus."


def told(text, language="fr", title=""):
    return note_facts(story(1, article(1, title=title, text=text, language=language)))


def made(one, stated=STATED, family=SENSORS, **company):
    around = Context(
        company=Company(**company),
        sources={"press": source()},
        solutions=FAMILIES,
        first_listed_at={},
        now=MOMENT,
    )
    return prospect(match(1, solution_id=family), one, stated, around)


def test_impact_is_that_of_the_cited_fall():
    """18 % is medium; the words are the article's."""
    found = made(told(MILL))
    assert found.impact == "medium"
    assert found.basis["impact"] == "réduit de 18 % les arrêts imprévus"


def test_impact_without_a_citation_is_the_usual_one_of_the_family():
    """The library says 30 to 50 %."""
    found = made(told("Un capteur est proposé."), pain(title="Trop d'arrêts non planifiés"))
    assert found.impact == "high"
    assert found.basis["impact"] in FAMILIES[SENSORS].gains["fr"]


def test_impact_without_any_figure_is_unknown():
    """No word is invented for it."""
    found = made(told("Un capteur est proposé."), pain(title="Turnover"))
    assert found.impact == "unknown"
    assert "impact" not in found.basis


@pytest.mark.parametrize(
    ("part", "word"),
    [(0.6, "high"), (0.3, "high"), (0.2, "medium"), (0.15, "medium"), (0.1, "low")],
)
def test_impact_follows_the_size_of_the_fall(part, word):
    """From 30 % high, from 15 % medium."""
    assert impact_of(Cut(part=part, words="")) == word


def test_effort_and_maturity_are_those_of_the_family():
    """With its name in the company's language."""
    found, family = made(told(MILL)), FAMILIES[SENSORS]
    assert (found.effort, found.maturity) == (family.effort, family.maturity)
    assert found.basis["effort"] == family.name["fr"]
    assert made(told(MILL), language="en").basis["effort"] == family.name["en"]


def test_prospect_without_a_family_says_so():
    """The months are those that readiness supposes too."""
    found = made(told(MILL), family="")
    assert (found.effort, found.maturity, found.months) == ("unknown", "unknown", 8.0)


@given(st.sampled_from(EventKind), st.sampled_from(sorted(FAMILIES)), st.integers(1, 120))
def test_months_of_prospect_and_readiness_are_one(event, name, horizon):
    """One definition: what readiness divides by is what the card shows."""
    months = months_to_adopt(event, FAMILIES[name])
    assert readiness(event, FAMILIES[name], horizon) == (
        min(1.0, horizon / months),
        f"{months:.0f}",
    )


def test_pilot_takes_longer_than_a_deployment():
    """What is on trial has months to go."""
    trial = told("Le site teste des capteurs.", title="Le site teste des capteurs de vibration")
    assert trial.facts.event is EventKind.PILOT
    assert made(trial).months > made(told(MILL)).months
    assert made(trial).basis["months"] == "months, pilot"


def test_fit_names_area_trade_and_size():
    """A mill of 240 people is like a mill of 100: both under 250."""
    found = made(told(MILL), sector="sucrerie et distillerie", employees=100)
    assert found.applies == ("area", "sector", "size")
    assert found.basis["size"] == MILL
    assert "size" not in made(told(MILL), employees=1_200).applies
    assert "size" not in made(told(MILL)).applies


def test_fit_names_the_country_where_it_can_be_had():
    """In France for a French company, in Europe for one of the Union; elsewhere nothing is said."""
    here = told("Le capteur est disponible en France dès mars.")
    assert "country" in made(here, country="FR").applies
    assert "country" not in made(here, country="BE").applies
    beside = told("Le capteur n'est pas disponible en Belgique.")
    assert made(beside, country="FR").applies == ("area",)
    assert "unavailable" in made(beside, country="BE").applies
    union = told("The sensor is available in the EU.", "en")
    assert "country" in made(union, country="BE").applies
    assert "country" not in made(union, country="CH").applies


def test_denied_availability_is_told():
    """ "Not yet available in the EU" is why it does not apply."""
    found = made(told("The sensor is not yet available in the EU.", "en"))
    assert found.applies == ("area", "unavailable")
    assert found.basis["unavailable"] == "The sensor is not yet available in the EU."


def test_deadline_is_the_earliest_that_is_not_past():
    """Of 2027 and 2028 the first, with its day and words."""
    text = (
        "L'obligation entre en vigueur le 1er janvier 2028 pour les petites entreprises. "
        "Elle entre en vigueur le 1er mars 2027 pour les grandes."
    )
    found = made(told(text))
    assert (found.deadline_on, found.deadline) == (date(2027, 3, 1), "1er mars 2027")
    assert found.basis["deadline"].startswith("Elle entre en vigueur")
    assert made(told(MILL)).deadline_on is None


def peer(text, language="fr", **company):
    one = told(text, language)
    (adopter,) = one.facts.of(FactKind.ADOPTER)
    return is_peer(adopter, one.lead, Company(**company))


@pytest.mark.parametrize(
    ("company", "like"),
    [
        ({"sector": "sucrerie", "employees": 3_000}, True),
        ({"sector": "clinique", "employees": 120}, True),
        ({"sector": "clinique", "employees": 3_000}, False),
        ({}, False),
    ],
)
def test_peer_is_of_the_trade_or_the_size_class(company, like):
    """Of a mill of 240 people."""
    assert peer(MILL, **company) is like


def test_peer_may_be_of_the_country():
    """ "A French foundry", whatever the language of the article."""
    text = "At Brisquet, a French toolmaker, the sensors cut unplanned downtime by 41%."
    assert peer(text, "en", country="FR")
    assert not peer(text, "en", country="BE")


@pytest.mark.parametrize(
    ("said", "words_found"),
    [
        ("une PME de la mécanique", ["pme"]),
        ("an entreprise de taille intermédiaire", ["taille intermediaire"]),
        ("a mid-sized maker, one of the medium-sized ones", ["medium-sized", "mid-sized"]),
        ("a pocket-sized scanner and a right-sized fleet", []),
        ("un intermédiaire de commerce", []),
    ],
)
def test_only_words_for_companies_tell_a_size(said, words_found):
    assert words_of_size(said) == words_found


def test_midsized_adopter_is_no_peer_of_a_giant():
    """« Une PME » is like companies of 10 to 5,000 people, or of unknown size."""
    text = "Chez Brisquet, une PME, les capteurs ont réduit de 41 % les arrêts imprévus."
    assert peer(text)
    assert peer(text, employees=400)
    assert not peer(text, employees=20_000)


def fact(kind, text, **fields):
    return Fact(kind=kind, text=text, sentence=text, start=0, end=len(text), **fields)


@pytest.mark.parametrize(
    ("adopter", "company", "like"),
    [
        (9, 1, True),
        (9, 10, False),
        (10, 249, True),
        (249, 250, False),
        (250, 4_999, True),
        (4_999, 5_000, False),
        (5_000, 80_000, True),
        (250, None, False),
    ],
)
def test_size_classes_begin_at_10_250_and_5000_people(adopter, company, like):
    staffed = fact(FactKind.ADOPTER, "Brisquet", value=adopter, unit="salariés")
    assert of_its_size(staffed, Company(employees=company)) is like


@pytest.mark.parametrize(
    ("employees", "like"),
    [(9, False), (10, True), (4_999, True), (5_000, False), (None, True)],
)
def test_midsized_adopter_is_like_companies_of_10_to_4999_people(employees, like):
    midsized = fact(FactKind.ADOPTER, "Chez Brisquet, une PME")
    assert of_its_size(midsized, Company(employees=employees)) is like


def test_number_that_counts_no_people_is_no_size():
    """Twelve sites may be run by anybody; the word « PME » still tells."""
    sites = fact(FactKind.ADOPTER, "Brisquet, une PME", value=12.0, unit="sites")
    assert of_its_size(sites, Company())
    assert not of_its_size(fact(FactKind.ADOPTER, "Brisquet", value=12.0, unit="sites"), Company())


def claims(*told):
    """Return a story that says where something can be had, as (words, place)."""
    found = tuple(fact(FactKind.AVAILABILITY, words, about=place) for words, place in told)
    return story(1, facts=Facts(found=found))


def test_first_of_several_claims_is_cited_and_any_denial_before_them():
    here, again = ("disponible ici", "en Europe"), ("available again", "in the EU")
    denied, once_more = ("not available yet", "in the EU"), ("ne sera pas vendu", "en Europe")
    yes = available(claims(here, again), Company())
    no = available(claims(here, denied, once_more), Company())
    assert (yes[0], yes[1].text) == (True, "disponible ici")
    assert (no[0], no[1].text) == (False, "not available yet")
    assert available(claims(), Company()) is None


@pytest.mark.parametrize("place", ["en France", "sur le marché français", "the French market"])
def test_what_can_be_had_in_france_is_for_french_companies(place):
    told = claims(("available", place))
    assert available(told, Company(country="FR")) is not None
    assert available(told, Company(country="BE")) is None
