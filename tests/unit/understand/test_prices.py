"""Prices of products, and where they can be had."""

from __future__ import annotations

import pytest

from watch.understand.prices import availabilities, prices


@pytest.mark.parametrize(
    ("sentence", "price", "value", "unit"),
    [
        ("Elle coûte 1 200 € HT par mois.", "1 200 € HT par mois", 1200, "EUR"),
        ("La balise est vendue 249 € TTC.", "249 € TTC", 249, "EUR"),
        ("Le forfait passe à 9,90 € par mois.", "9,90 € par mois", 9.9, "EUR"),
        ("The tool costs $8 per van per week.", "$8 per van per week", 8, "USD"),
        ("The charger lists at $46,000.", "$46,000", 46000, "USD"),
        ("Calibration is priced at CAD 320 per instrument.", "CAD 320 per instrument", 320, "CAD"),
        ("It sells its checker for £39 a month.", "£39 a month", 39, "GBP"),
    ],
)  # fmt: skip
def test_price_is_an_amount_after_a_verb_of_price(sentence, price, value, unit):
    """With what it is per, its value and its currency."""
    (found,) = prices(sentence)
    assert sentence[found.start : found.end] == price
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le tribunal l'a condamné à 120 000 € d'amende.",
        "The maker raised $12m in a seed round.",
        "Le contrat coûte 2 millions d'euros.",
        "The failures cost the nation £2.7bn.",
        "Its share price is $32.",
        "Le site a économisé 35 000 € par an.",
    ],
)
def test_other_money_is_no_price(sentence):
    """Fines, funds, contracts, shares and savings."""
    assert list(prices(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "claim", "where"),
    [
        ("Le robot est disponible en France dès mars.", "disponible en France", "en France"),
        ("The tool is not yet available in the EU.", "not yet available in the EU", "in the EU"),
        (
            "Il n'est pas encore disponible en Europe.",
            "n'est pas encore disponible en Europe",
            "en Europe",
        ),
    ],
)
def test_availability_is_claimed_or_denied(sentence, claim, where):
    """In France, Europe or the European Union."""
    (found,) = availabilities(sentence)
    assert sentence[found.start : found.end] == claim
    assert found.where == where


def test_place_without_a_claim_is_left():
    """A partnership across Europe sells nothing."""
    assert list(availabilities("A partnership with Austria, and trade across Europe.")) == []
