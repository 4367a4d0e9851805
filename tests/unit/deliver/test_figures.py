"""Figures are compared by value and unit, however French or English writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.deliver.figures import Figure, counts, figures, new_figure


@pytest.mark.parametrize(
    ("text", "value", "units"),
    [
        ("2\u202f300 salariés", 2300, ()),
        ("2,300 workers", 2300, ()),
        ("1.250.000 euros", 1250000, ("€",)),
        ("3,5 %", "3.5", ("%",)),
        ("3.5 percent", "3.5", ("%",)),
        ("12 pour cent", 12, ("%",)),
        ("$4m", 4_000_000, ("$",)),
        ("4 million dollars", 4_000_000, ("$",)),
        ("4 millions de dollars", 4_000_000, ("$",)),
        ("4 M$", 4_000_000, ("$",)),
        ("€1.2bn", 1_200_000_000, ("€",)),
        ("1,2 milliard d’euros", 1_200_000_000, ("€",)),
        ("72 heures", 72, ("hour",)),
        ("en 2027", 2027, ()),
        ("14 sites in 3 days", 14, ()),
    ],
)
def test_figure_is_read_as_its_value_and_unit(text, value, units):
    """Separators, magnitudes and currencies of both languages."""
    assert next(iter(figures(text))) == Figure(Decimal(value).normalize(), frozenset(units))


def test_counts_in_words_keep_their_value_where_they_have_one():
    """ "Fourteen" is 14; "half" is only half."""
    assert counts("Quatorze entrepôts, la moitié du parc") == {"quatorze": 14, "moitie": None}
    assert counts("4 million parcels") == {}


EVIDENCE = (
    "Quatorze de ses 19 entrepôts sont à l’arrêt depuis 72 heures. Le groupe perd 4 millions "
    "d’euros par jour, soit 3,5 % de ses ventes, et la moitié des 2 300 salariés attendent."
)


@pytest.mark.parametrize(
    "text",
    [
        "14 des 19 entrepôts sont arrêtés.",
        "Le groupe perd 4 M€ par jour.",
        "Le groupe perd 4 000 000 d’euros.",
        "L’arrêt dure depuis 72 heures.",
        "La moitié des 2300 salariés attendent.",
        "Il perd 3.5 pour cent de ses ventes.",
        "Rien de chiffré.",
    ],
)
def test_same_figure_in_another_dress_is_not_new(text):
    """Words to digits, another separator, another spelling of the unit."""
    assert not new_figure(text, EVIDENCE)


@pytest.mark.parametrize(
    "text",
    [
        "15 des 19 entrepôts sont arrêtés.",
        "Le groupe perd 4 milliards d’euros par jour.",
        "Le groupe perd 4 millions de dollars par jour.",
        "Le groupe perd 4 % de ses ventes.",
        "L’arrêt dure depuis 72 jours.",
        "Les deux tiers des salariés attendent.",
        "Le quart des salariés attendent.",
        "Les ventes ont doublé : elles doublent.",
        "Seize entrepôts sont arrêtés.",
        "Le groupe perd 35 % de ses ventes.",
        "Depuis 2026, rien.",
    ],
)
def test_other_amount_or_unit_is_new(text):
    """A digit, a magnitude, a currency, a unit, a count in words."""
    assert new_figure(text, EVIDENCE)


@given(st.text(max_size=200))
def test_text_holds_no_figure_that_is_new_to_itself(text):
    """Any text is faithful to itself."""
    assert not new_figure(text, text)


@given(st.integers(min_value=2, max_value=10**9), st.integers(min_value=2, max_value=10**9))
def test_changed_number_is_always_new(told, written):
    """No other whole number passes for the one told."""
    assert new_figure(f"Le site perd {written} euros.", f"Le site perd {told} euros.") == (
        told != written
    )
