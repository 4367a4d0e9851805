"""A range of euros only where a cost is stated and a fall of it is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import MOMENT, article, pain, source, story
from hypothesis import given
from hypothesis import strategies as st

from watch.config import read_solutions
from watch.model import Company, Fact, FactKind, Facts
from watch.rank import Context
from watch.rank.cuts import cited_cut, concerns, usual_cut
from watch.rank.stake import stake
from watch.understand import note_facts

FAMILIES = {s.id: s for s in read_solutions()}
SENSORS = FAMILIES["vibration-predictive-maintenance"]
ROBOTS = FAMILIES["goods-to-person-robots"]
AROUND = Context(
    company=Company(currency="CHF"),
    sources={"press": source()},
    solutions=FAMILIES,
    first_listed_at={},
    now=MOMENT,
)
CUT = "Seen at Brisquet, the sensors cut unplanned stoppages by 41%."


def told(text, language="en", title=""):
    return note_facts(story(1, article(1, title=title, text=text, language=language)))


def costly(title="Unplanned stoppages of the lines", cost=400_000.0, **fields):
    return pain(title=title, yearly_cost=cost, **fields)


def test_cited_fall_gives_half_of_it_to_all_of_it():
    """400,000 × 41 %, by half to in full, with the words and the paper that report it."""
    found = stake(costly(), told(CUT), SENSORS, AROUND)
    assert (found.low, found.high) == (pytest.approx(82_000), pytest.approx(164_000))
    assert (found.cut, found.currency) == (pytest.approx(0.41), "CHF")
    assert (found.assumption, found.source_name) == ("cut unplanned stoppages by 41%", "Press")


def test_pain_without_a_yearly_cost_has_no_stake():
    """No cost was stated: any figure would be invented."""
    assert stake(costly(cost=None), told(CUT), SENSORS, AROUND) is None
    assert stake(costly(cost=0.0), told(CUT), SENSORS, AROUND) is None


def test_fall_of_something_else_gives_no_stake():
    """Stoppages fell; the pain is about people who leave."""
    assert stake(costly("Staff turnover of pickers"), told(CUT), None, AROUND) is None


def test_range_never_passes_half_of_the_cost():
    """ "Cut by 80 %" is cited as such and counted as half."""
    text = "Seen at Brisquet, the sensors cut unplanned stoppages by 80%."
    found = stake(costly(), told(text), SENSORS, AROUND)
    assert (found.low, found.high) == (pytest.approx(100_000), pytest.approx(200_000))
    assert found.cut == pytest.approx(0.8)


@pytest.mark.parametrize(
    "text",
    [
        "Seen at Brisquet, the sensors lengthened stoppages by 41%.",
        "The sensors could cut unplanned stoppages by 41%.",
        "The survey found that sensors cut unplanned stoppages by 41%.",
        "Seen at Brisquet, the sensors cut unplanned stoppages by 12 hours.",
        "Seen at Brisquet, stoppages were 41% of lost hours.",
    ],
)
def test_what_is_no_fall_in_per_cent_gives_no_stake(text):
    """Worse, possible, surveyed, in hours, a share."""
    assert stake(costly(), told(text), None, AROUND) is None


def test_french_pain_meets_an_english_fall_through_the_indicators_of_the_family():
    """« Arrêts non planifiés » and "Unplanned downtime" are one indicator of the library."""
    stated = costly("Trop d'arrêts sur nos lignes")
    text = "Seen at Brisquet, the sensors cut downtime by 20%."
    assert stake(stated, told(text), None, AROUND) is None
    assert stake(stated, told(text), SENSORS, AROUND).high == pytest.approx(80_000)


def test_usual_gain_of_the_family_stands_in_at_its_lower_end():
    """« Généralement 30 à 50 % d'arrêts non planifiés en moins » counts as 30 %, of no source."""
    found = stake(costly("Trop d'arrêts non planifiés"), told("Un capteur.", "fr"), SENSORS, AROUND)
    assert found.cut == pytest.approx(0.3)
    assert found.high == pytest.approx(120_000)
    assert found.assumption in SENSORS.gains["fr"]
    assert found.source_name == ""


def test_usual_gain_that_is_no_fall_gives_no_stake():
    """ "Two to three times more lines picked per hour" is no part of a cost."""
    stated = costly("Lignes préparées par heure trop peu nombreuses")
    assert stake(stated, told("Un robot.", "fr"), ROBOTS, AROUND) is None


def test_failure_carries_no_stake():
    """What was stopped promises nothing, whatever the family usually gives."""
    failed = told("Trop de fausses alertes.", "fr", "Le site abandonne ses capteurs de vibration")
    assert failed.facts.event == "setback"
    assert stake(costly("Trop d'arrêts non planifiés"), failed, SENSORS, AROUND) is None


@given(st.floats(1, 1e9), st.sampled_from(sorted(FAMILIES)), st.sampled_from(["fr", "en"]))
def test_stake_keeps_within_half_of_the_cost_for_every_family(cost, name, language):
    """Whatever the family states of its own first indicator."""
    family = FAMILIES[name]
    around = Context(
        company=Company(language=language),
        sources={},
        solutions=FAMILIES,
        first_listed_at={},
        now=MOMENT,
    )
    stated = costly(family.gains[language][0], cost)
    found = stake(stated, told("", language), family, around)
    assert found is None or 0 < found.low < found.high <= cost / 2
    assert found is None or found.assumption in family.gains[language]


@pytest.mark.parametrize(
    ("family", "language", "part"),
    [
        ("inventory-drones-rfid-counting", "fr", 0.6),
        ("inventory-drones-rfid-counting", "en", 0.6),
        ("warehouse-management-system", "fr", None),
        ("goods-to-person-robots", "en", None),
    ],
)
def test_usual_fall_is_read_in_both_languages(family, language, part):
    """« 60 à 90 % de temps de comptage en moins » is a fall, « 98 à 99,5 % de fiabilité » none."""
    gains = FAMILIES[family].gains[language]
    found = usual_cut(pain(title=" ".join(gains)), FAMILIES[family], language)
    assert (found.part if found else None) == part


def test_library_states_falls_alike_in_both_languages():
    """Of 496 families 300 and more state one; a reworded gain is not lost unseen."""
    by_language = {
        language: {
            name
            for name, family in FAMILIES.items()
            if usual_cut(pain(title=" ".join(family.gains[language])), family, language)
        }
        for language in ("fr", "en")
    }
    assert len(by_language["fr"]) >= 300
    assert len(by_language["fr"] ^ by_language["en"]) <= 10


def test_words_of_measure_are_no_common_subject():
    """ "Time" and "cost" stand in any indicator."""
    assert not concerns(pain(title="Time lost at month-end closing"), "picking time", "en", None)
    assert concerns(pain(title="Time lost picking orders"), "picking time", "en", None)


@pytest.mark.parametrize(
    ("value", "part"), [(-41.0, 0.41), (-0.5, 0.005), (-100.0, 1.0), (-150.0, 1.0)]
)
def test_fall_is_a_part_of_the_whole_and_never_more_than_all_of_it(value, part):
    assert _fallen_by(value).part == pytest.approx(part)


@pytest.mark.parametrize("value", [0.0, 0.5, 41.0, None])
def test_rise_however_small_is_no_fall(value):
    """Nor is nothing, nor a figure that could not be read."""
    assert _fallen_by(value) is None


def _fallen_by(value):
    """Return the cut that an effect on stoppages of so many per cent is."""
    words = "unplanned stoppages changed"
    effect = Fact(
        kind=FactKind.EFFECT,
        text=words,
        sentence=words,
        start=0,
        end=len(words),
        about=words,
        value=value,
        unit="%",
    )
    return cited_cut(costly(), story(1, facts=Facts(found=(effect,))), None)


def test_indicator_that_a_family_has_in_one_language_only_is_left_out():
    """The lists run side by side; what has no other side carries no pain across."""
    stated = costly("Trop d'arrêts sur nos lignes")
    for kept, carried in ((2, True), (1, False)):
        french = {"fr": SENSORS.kpis["fr"][:kept]}
        family = replace(SENSORS, kpis={**SENSORS.kpis, **french})
        assert concerns(stated, "Unplanned downtime", "en", family) is carried
