"""Areas as people write them."""

from __future__ import annotations

import pytest

from watch.config import known_area


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("logistics", "logistics"),
        ("Logistique", "logistics"),
        ("Supply chain", "supply_chain"),
        ("Ressources humaines", "hr"),
        ("Achats et stocks", "procurement"),
        ("IT costs", "it"),
        ("Sécurité / HSE", "safety"),
        ("R&D", "product_development"),
        ("Bien-être animal", "Bien-être animal"),
        ("", ""),
    ],
)
def test_area_is_the_one_that_a_person_means(written, area):
    """The first word that names an area decides; an unknown one is kept."""
    assert known_area(written) == area
