"""A quotation that is too long keeps the figure that it was chosen for, word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.deliver.excerpt import excerpt
from watch.text import clean_text

TESSANDRE = (
    "Arrêts programmés, pilotage commun de trois compresseurs, démarrage décalé des fours : en un "
    "an, l’entreprise a réduit de 18 % sa consommation d’électricité, soit 210 000 euros."
)
HALDEN = (
    "Halden Stamping fitted 64 wireless sensors to presses built before 2008 and recorded 41% "
    "fewer unplanned stops in nine months."
)


def test_sentence_that_fits_is_whole():
    assert excerpt(HALDEN, 220, "en", "41% fewer unplanned stops") == HALDEN


def test_long_sentence_is_cut_around_its_figure():
    said = excerpt(TESSANDRE, 100, "fr", "réduit de 18 % sa consommation d’électricité")
    assert said == (
        "…en un an, l’entreprise a réduit de 18\u202f% sa consommation d’électricité, "
        "soit 210\u202f000 euros."
    )
    assert excerpt(HALDEN, 60, "en", "41% fewer unplanned stops").startswith("…")
    assert "41% fewer unplanned stops" in excerpt(HALDEN, 60, "en", "41% fewer unplanned stops")


def test_sentence_whose_beginning_holds_the_figure_is_cut_at_its_end():
    text = "Picking errors fell by 41% in a year, " + "and much more was said of it " * 9
    said = excerpt(text, 60, "en", "fell by 41%")
    assert said.startswith("Picking errors fell by 41%")
    assert said.endswith("…")


def test_figure_told_in_another_language_is_found_by_its_number():
    text = "En huit mois, dans ses deux ateliers de la vallée, l’entreprise a réduit de 47 % " + (
        "les défauts découverts par ses clients, et le coût des retours aussi."
    )
    assert "47\u202f%" in excerpt(text, 70, "fr", "47% fewer defects found")


def test_figure_in_words_is_found_too():
    text = "Résultat : 82 % des factures sont comptabilisées sans saisie, et le délai moyen est "
    said = excerpt(text + "passé de onze à trois jours.", 70, "fr", "tombé de onze à trois jours")
    assert said == "…et le délai moyen est passé de onze à trois jours."


def test_without_a_gain_the_first_figure_with_a_unit_counts():
    text = "Since 2008 the works in the north have tried many things, and stops fell by 41% at last"
    assert "41%" in excerpt(text, 50, "en")


def test_words_without_a_figure_are_cut_at_their_end():
    text = "Nobody said how much of it there was, nor when, nor for whom it was done at all"
    assert excerpt(text, 40, "en") == "Nobody said how much of it there was…"


@pytest.mark.parametrize("limit", range(20, 200, 7))
@pytest.mark.parametrize("text", [TESSANDRE, HALDEN])
def test_excerpt_is_verbatim_but_for_its_ellipses(text, limit):
    said = excerpt(text, limit, "en", "41% fewer")
    assert len(said) <= limit
    assert said.strip("…") in text


@given(text=st.text(max_size=300), told=st.text(max_size=40), limit=st.integers(5, 80))
def test_excerpt_is_never_longer_than_its_limit(text, told, limit):
    said = excerpt(text, limit, "en", told)
    assert len(said) <= limit
    assert said.strip("…") in clean_text(text)
