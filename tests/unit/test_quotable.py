"""Which sentences can stand alone: whole, about something, leaning on nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.text import concreteness, dangling, quotable


@pytest.mark.parametrize(
    "sentence",
    [
        "Le logisticien Velmora a fermé quatorze de ses dix-neuf entrepôts lundi.",
        "The group asked its suppliers to sign up to a new delivery scheme.",
        "« Nous reprendrons lundi », assure la directrice du site de Vénissieux.",
        "The regulator said copyright claims against the firm were dropped.",
        "Une zone de protection de dix kilomètres (Landes) est mise en place !",
        "Shares of the battery maker lost “about a third” of their value.",
    ],
)
def test_news_sentence_is_quotable(sentence):
    """A whole sentence of news may be quoted, even with a word that also calls to readers."""
    assert quotable(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The post Velmora shuts fourteen warehouses appeared first on Ops Wire.",
        "L’article Velmora ferme quatorze entrepôts est apparu en premier sur Quai 12.",
        "Lire la suite : les quatorze entrepôts du logisticien Velmora restent fermés.",
        "À lire aussi : la cyberattaque contre Velmora en cinq questions simples.",
        "Read more: what the attack on the warehouses means for the sector.",
        "Continue reading to learn how the warehouses were shut down on Monday.",
        "Inscrivez-vous pour recevoir chaque matin les nouvelles de la logistique.",
        "Subscribe now to read everything about logistics every single morning.",
        "Retrouvez chaque jour notre newsletter consacrée à la logistique urbaine.",
        "Ce site vous demande d’accepter les cookies afin de poursuivre la lecture.",
        "Photo d’archives : un préparateur de commandes dans un entrepôt lyonnais.",
        "© Agence Méridien, tous droits réservés, reproduction interdite sans accord.",
        "Please visit https://example.com for the full text of the announcement.",
        "Trop courte pour être citée.",
        "Le groupe annonce la fermeture de quatorze de ses dix-neuf entre…",
        "Le groupe annonce la fermeture de quatorze de ses dix-neuf entrepôts",
        "Le groupe annonce la fermeture de quatorze entrepôts [...] dès lundi.",
        "Pourquoi le groupe a-t-il fermé quatorze de ses dix-neuf entrepôts ?",
        "« Nous reprendrons lundi, assure la directrice du site de Vénissieux.",
        'The foreman said "My father would have recognised it, without computers.',
        "Lyon, Paris, Lille, Nantes, Bordeaux, Toulouse, Nice, Brest, Metz, Caen.",
        "Le groupe annonce " + "encore et encore " * 20 + "des fermetures.",
    ],
)
def test_boilerplate_and_broken_sentences_are_not_quotable(sentence):
    """Calls to the reader, cut sentences, halves of quotations, lists: none is quoted."""
    assert not quotable(sentence)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Il a ajouté que les entrepôts rouvriraient lundi.", "fr"),
        ("Elle compte 2 300 salariés.", "fr"),
        ("Ce dernier promet un retour lundi.", "fr"),
        ("Cette usine emploie 300 personnes.", "fr"),
        ("Mais la reprise tarde.", "fr"),
        ("Ses ventes ont doublé.", "fr"),
        ("C’est une première en Europe.", "fr"),
        ("« Nous avons tout perdu. »", "fr"),
        ("Les quais rouvriront lundi, a-t-elle précisé.", "fr"),
        ("He said the warehouses would open on Monday.", "en"),
        ("Its sales doubled.", "en"),
        ("This plant employs 300 people.", "en"),
        ("However, the restart is slow.", "en"),
        ("It’s a first in Europe.", "en"),
        ("“We lost everything.”", "en"),
        ("“We lost the orders,” he said.", "en"),
    ],
)
def test_sentence_that_leans_on_another_is_dangling(sentence, language):
    """Who "he" is, and what "this" was, stood in the sentence before."""
    assert dangling(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Il faut six mois pour former un cariste.", "fr"),
        ("Il y a deux ans, Velmora livrait le double.", "fr"),
        ("Cette semaine, Velmora rouvre quatre entrepôts.", "fr"),
        ("Ces derniers mois, les prix ont baissé.", "fr"),
        ("Velmora a fermé ses entrepôts.", "fr"),
        ("This week, Velmora reopens four warehouses.", "en"),
        ("Car makers cut their orders.", "en"),
        ("On Monday, Velmora shut its warehouses.", "en"),
        ("James Martin runs the plant.", "en"),
        ("“We are pausing,” the chief executive, Sindre Aldvik, told reporters.", "en"),
        ("Ihre Lager sind geschlossen.", "de"),
    ],
)
def test_sentence_that_names_its_subject_stands_alone(sentence, language):
    """A date, an impersonal turn or a name leans on nothing."""
    assert not dangling(sentence, language)


def test_figures_and_names_make_a_sentence_concrete():
    """Half for a figure, half for a name; the capital that opens a sentence names nobody."""
    assert concreteness("Les entrepôts ferment.") == 0
    assert concreteness("Les entrepôts de Velmora ferment.") == 0.5
    assert concreteness("Quelque 14 entrepôts ferment.") == 0.5
    assert concreteness("Quelque 14 entrepôts de Velmora ferment.") == 1


@given(st.text(max_size=400), st.sampled_from(["fr", "en", "de", "und"]))
def test_rules_are_total(text, language):
    """No text breaks the rules."""
    assert quotable(text) in {True, False}
    assert dangling(text, language) in {True, False}
    assert 0 <= concreteness(text) <= 1
