"""Figures tied to an effect of something done, and those that are not."""

from __future__ import annotations

import pytest

from watch.understand.effects import effects


def told(sentence, *, french):
    return [
        (sentence[e.start : e.end], e.about, e.value, e.unit)
        for e in effects(sentence, french=french)
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "La coopérative a réduit de 32 % le temps de préparation.",
            ("32 %", "temps de préparation", -32.0, "%"),
        ),
        (
            "L'atelier a abaissé ses rebuts de 2,5 points.",
            ("2,5 points", "rebuts", -2.5, "points"),
        ),
        (
            "Depuis la formation, les accidents ont chuté d'un tiers.",
            ("un tiers", "accidents", pytest.approx(-33.3, abs=0.1), "%"),
        ),
        (
            "L'attente aux caisses est passée de 11 à 4 minutes.",
            ("de 11 à 4 minutes", "attente aux caisses", -7.0, "minutes"),
        ),
        (
            "La refonte a porté le rendement de 61 à 74 %.",
            ("de 61 à 74 %", "rendement", 13.0, "points"),
        ),
        (
            "L'alternance des postes réduit de 20 à 28 % les gestes douloureux.",
            ("de 20 à 28 %", "gestes douloureux", -20.0, "%"),
        ),
        (
            "Le nombre de pannes a été divisé par quatre.",
            ("quatre", "nombre de pannes", -75.0, "%"),
        ),
        (
            "Le tri a économisé 52 000 € de frais de transport.",
            ("52 000 €", "frais de transport", -52000.0, "EUR"),
        ),
        (
            "Le vrac évite l'émission de 47 tonnes de CO2.",
            ("47 tonnes", "CO2", -47.0, "tonnes"),
        ),
        (
            "Grâce au logiciel, chaque tournée gagne une demi-heure.",
            ("une demi-heure", "tournée", -0.5, "hours"),
        ),
        (
            "Avec ses variateurs, l'usine dépense 18 % d'électricité en moins.",
            ("18 %", "électricité", -18.0, "%"),
        ),
        (
            "Le service répond en 3 heures au lieu de deux jours.",
            ("3 heures au lieu de deux jours", "service répond", -45.0, "hours"),
        ),
        (
            "Bilan : −23 % de kilomètres à vide.",
            ("−23 %", "kilomètres à vide", -23.0, "%"),
        ),
        (
            "Les stocks ont fondu de 1,4 million d'euros grâce au kanban.",
            ("1,4 million d'euros", "stocks", -1400000.0, "EUR"),
        ),
        (
            "L'aide a permis aux serristes de diminuer leur facture de fioul de 14 %.",
            ("14 %", "facture de fioul", -14.0, "%"),
        ),
    ],
)
def test_effect_is_found_in_french(sentence, found):
    """Figure, what it concerns, signed value and unit."""
    assert told(sentence, french=True) == [found]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The sensors cut unplanned stoppages by 41%.", ("41%", "unplanned stoppages", -41.0, "%")),
        (
            "Energy use per tonne fell 17% after the kiln was relined.",
            ("17%", "Energy use per tonne", -17.0, "%"),
        ),
        (
            "Since the change, morning queueing has dropped from 50 to 18 minutes.",
            ("from 50 to 18 minutes", "morning queueing", -32.0, "minutes"),
        ),
        (
            "The tool reduces cable distribution time from 24 hours to 30 seconds.",
            ("from 24 hours to 30 seconds", "cable distribution time", -86370.0, "seconds"),
        ),
        (
            "Translating the cards took near-misses down by a fifth.",
            ("a fifth", "near-misses", -20.0, "%"),
        ),
        ("It knocked 18% off the gas bill.", ("18%", "gas bill", -18.0, "%")),
        (
            "The layout saves pickers 3 miles of walking a day.",
            ("3 miles", "walking", -3.0, "miles"),
        ),
        ("The farm used 95% less water than before.", ("95%", "water", -95.0, "%")),
        (
            "Hauliers wait 19 minutes less at the gate since March.",
            ("19 minutes", "Hauliers wait", -19.0, "minutes"),
        ),
        (
            "The trial showed a 58% average reduction in the time required.",
            ("58%", "time required", -58.0, "%"),
        ),
        ("Shared taxis halved the cost of each trip.", ("halved", "cost of each trip", -50.0, "%")),
        (
            "Overtime was trimmed to 60 hours a month from 210.",
            ("60 hours a month from 210", "Overtime", -150.0, "hours"),
        ),
        ("Automation brought 276 hours of work saved.", ("276 hours", "work", -276.0, "hours")),
        (
            "Order accuracy rose to 99.6%, up from 97.1%, with the scanners.",
            ("99.6%, up from 97.1%", "Order accuracy", 2.5, "points"),
        ),
        (
            "French toolmaker cuts unplanned downtime 41% with sensors.",
            ("41%", "unplanned downtime", -41.0, "%"),
        ),
    ],
)
def test_effect_is_found_in_english(sentence, found):
    """Figure, what it concerns, signed value and unit."""
    assert told(sentence, french=False)[:1] == [found]


def test_second_figure_of_a_list_is_found():
    """« … de 8 % et les retours de 12 % »."""
    found = told("Grâce aux photos, la casse a reculé de 8 % et les retours de 12 %.", french=True)
    assert [(figure, about) for figure, about, _, _ in found] == [
        ("8 %", "casse"),
        ("12 %", "retours"),
    ]


def test_level_alone_has_no_value():
    """ "Fell to 38" says where errors stand, not by how much they fell."""
    sentence = "Thanks to the stop button, defects per million fell to 38."
    assert told(sentence, french=False) == [("38", "defects per million", None, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le groupe vise une baisse de 30 % de ses délais.",
        "Le constructeur prévoit de réduire ses coûts de 200 millions d'euros.",
        "Cette technologie pourrait réduire de 30 % la consommation.",
        "L'éditeur assure que sa solution divisera les coûts par trois.",
        "D'ici 2030, l'usine a réduit de 30 % ses rebuts.",
        "Le système n'a pas réduit les rebuts de 20 %.",
        "Les ventes de chariots ont reculé de 5 % grâce à la météo.",
        "Les loyers d'entrepôts ont gagné 3,5 % en un an.",
        "Le système a réduit de 12 % les prix de l'énergie.",
        "Selon un sondage, le logiciel a réduit les erreurs de 12 %.",
        "Le taux de service s'est amélioré de 5 points, un hasard du calendrier.",
        "Avec son four, l'usine consomme 12 % de gaz de moins que sa jumelle.",
        "L'usine emploie 320 personnes sur trois sites.",
        "La moitié des salariés du secteur a plus de 50 ans.",
    ],
)
def test_what_is_no_effect_is_left_in_french(sentence):
    """Aims, denials, markets, surveys, chance and comparisons with others."""
    assert told(sentence, french=True) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The company aims to cut errors by 40%.",
        "The new tool could save firms 12 hours a month.",
        "The vendor promises a 30% reduction in downtime.",
        "By 2030 the system cuts energy use by 40%.",
        "Despite the slides, overtime was not cut by a quarter.",
        "House prices fell 2% thanks to the new law.",
        "Shares of the maker fell 10% after the recall.",
        "The survey found that robots cut errors by 10%.",
        "With its ovens, the bakery wastes 9% less flour than its peers.",
        "Four-time winner falls four times a year with the new rules.",
        "The warehouse covers 30,000 square metres and employs 240 people.",
        "Get 20% off your order with the new app.",
        "Waiting times fell by 12%.",
    ],
)
def test_what_is_no_effect_is_left_in_english(sentence):
    """Aims, denials, markets, surveys, comparisons, rebates; and what nothing explains."""
    assert told(sentence, french=False) == []


def test_cause_of_an_effect_is_not_an_effect():
    """ "Lowering X by 8°C has cut Y by 6 %": the first figure is the means."""
    sentence = "Lowering the oven setpoint by 8°C has cut gas use by 6%."
    assert [figure for figure, _, _, _ in told(sentence, french=False)] == ["6%"]


@pytest.mark.parametrize(
    ("sentence", "french", "adverse"),
    [
        ("Closing the bay backfired: truck dwell time lengthened by 22 minutes.", False, True),
        ("Les essais ont ajouté six jours au délai de livraison.", True, True),
        ("The sensors cut unplanned stoppages by 41%.", False, False),
    ],
)
def test_change_for_the_worse_is_marked(sentence, french, adverse):
    """More of a burden is told as such."""
    (effect,) = effects(sentence, french=french)
    assert effect.adverse is adverse
