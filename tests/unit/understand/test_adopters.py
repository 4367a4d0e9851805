"""Who adopted something, and who supplied it."""

from __future__ import annotations

import pytest

from watch.understand.adopters import adopter, headlined, supplier, tells_adoption


def name(found, sentence):
    return sentence[found.start : found.end] if found else ""


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Résultat chez Brisquet Lame : les arrêts ont été réduits de 41 %.", "Brisquet Lame"),
        ("À la sucrerie de Bellefosse, la vapeur baisse de 12 %.", "Bellefosse"),
        ("La fonderie Castelmoran a diminué de 18 % ses retards.", "Castelmoran"),
        ("La directrice financière d'Orvalis a gagné trois jours.", "Orvalis"),
        ("Seen at Hobbs Brothers, errors fell by 30%.", "Hobbs Brothers"),
        ("Vines Laundry trimmed its linen losses by 21%.", "Vines Laundry"),
        ("Faults are located faster, Sowerby Power said.", "Sowerby Power"),
        ("The plant reduced errors by 30%.", ""),
        ("Il a réduit ses pertes de 12 %.", ""),
        ("Output rose by 12% in October.", ""),
    ],
)
def test_adopter_of_an_effect_is_named_by_grammar(sentence, who):
    """A preposition, a trade, a verb; never a pronoun or a common word."""
    assert name(adopter(sentence, measured=True), sentence) == who


def test_trade_and_head_count_are_kept():
    """« le logisticien Valbrune, 380 salariés »."""
    found = adopter("Le logisticien Valbrune, 380 salariés, gagne 3 heures.", measured=True)
    assert (found.trade, found.size, found.unit) == ("logisticien", 380, "salariés")


def test_without_an_effect_only_sure_constructions_count():
    """A place in general news is no adopter."""
    assert adopter("Talks were held at Camp David.", measured=False) is None
    sentence = "Cramond Airport has been testing baggage tugs."
    assert tells_adoption(sentence)
    assert name(adopter(sentence, measured=False), sentence) == "Cramond Airport"
    assert not tells_adoption("Two soldiers were deployed near the border.")


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Quillefer ne saisit plus que 18 % de ses factures", "Quillefer"),
        ("Peser chaque colis : l'idée simple de Lormont Pièces", "Lormont Pièces"),
        ("Five warehouses: Norvessan counts its gains", "Norvessan"),
        ("How a foundry took 18% off its power bill", ""),
    ],
)
def test_title_names_who_it_is_about(title, who):
    """Looser, for a title whose article tells an effect."""
    assert name(headlined(title), title) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Le logiciel est développé par la société Planorix.", "Planorix"),
        ("La solution vient de l'éditeur Clotura.", "Clotura"),
        ("The tugs were designed by Wheelhouse Autonomy.", "Wheelhouse Autonomy"),
        ("New software from Skybox Security watches the network.", "Skybox Security"),
        ("Kilnworks will no longer patch its first gateways.", "Kilnworks"),
        ("She met with Angela in Paris.", ""),
    ],
)
def test_supplier_is_named_by_grammar(sentence, who):
    """A verb of making or selling, a trade, goods from somebody."""
    assert name(supplier(sentence, acted=False), sentence) == who


def test_supplier_beside_an_effect_may_be_named_loosely():
    """ "with the EchoTrace cart" counts where something was achieved."""
    sentence = "Faults are found faster with the EchoTrace cart."
    assert name(supplier(sentence, acted=True), sentence) == "EchoTrace"
    assert supplier(sentence, acted=False) is None
