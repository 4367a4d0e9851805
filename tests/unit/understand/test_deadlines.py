"""Dates that bind, and dates that only stand there."""

from __future__ import annotations

from datetime import date

import pytest

from watch.understand.deadlines import deadlines

PUBLISHED_ON = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("sentence", "day", "binds"),
    [
        ("L'arrêté, paru jeudi, entre en vigueur le 1er novembre.", "2026-11-01", "entre en vig"),
        ("La norme s'applique à compter d'avril 2027.", "2027-04-01", "s'applique"),
        ("Les dossiers sont à déposer avant le 31 janvier 2027.", "2027-01-31", "déposer"),
        ("Date limite de remise des offres : 9 décembre 2026.", "2026-12-09", "Date limite"),
        ("Les exploitants devront se déclarer d'ici fin juin 2028.", "2028-06-30", "devront"),
        ("Dès le 1er mars 2027, tout chariot devra être équipé.", "2027-03-01", "devra"),
        ("Le bonus vélo-cargo prend fin le 31 décembre.", "2026-12-31", "prend fin"),
        ("Fin du support de la version 11 : 30/11/2027.", "2027-11-30", "Fin du support"),
        ("La loi, reportée au 1er janvier 2028, vise les entreprises.", "2028-01-01", "reportée"),
        ("The act comes into force on 7 June 2027.", "2027-06-07", "comes into force"),
        ("Applications must be submitted by 31 March.", "2027-03-31", "must"),
        ("The call for proposals is open until 14 January 2027.", "2027-01-14", "is open"),
        ("By the end of 2028 depots are to be fitted with sensors.", "2028-12-31", "are to be"),
        ("Effective April 1, 2027, brokers will have to register.", "2027-04-01", "will have"),
        ("Vendor support for Gantrix 11 expires on 9 June 2027.", "2027-06-09", "expires on"),
        ("Firms have until the end of March 2027 to claim.", "2027-03-31", "have until"),
    ],
)  # fmt: skip
def test_binding_date_is_found(sentence, day, binds):
    """The day, and the words that make it bind."""
    (found,) = deadlines(sentence, PUBLISHED_ON)
    assert str(found.on) == day
    assert found.binds.startswith(binds)
    assert sentence[found.start : found.end]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le salon de la manutention aura lieu le 4 février 2027.",
        "The webinar on pallet standards will be held on 10 December 2026.",
        "The law came into force on 1 January 2020.",
        "Publiée le 18 mai 2026, la norme remplace un texte de 2012.",
        "Annoncée pour le 1er octobre 2027, l'application est suspendue jusqu'à nouvel ordre.",
        "The phase-out, once due on 30 June 2027, is on hold indefinitely.",
        "La réforme pourrait entrer en vigueur le 1er janvier 2028.",
        "The ban would apply from 1 March 2027.",
        "The exhibition runs until 30 September 2027.",
        "L'usine ouvrira en mars 2027.",
        "The trial is postponed to 28 October by the court.",
    ],
)
def test_other_date_is_left(sentence):
    """Events, past, possible and suspended rules, plans."""
    assert list(deadlines(sentence, PUBLISHED_ON)) == []


def test_each_date_needs_its_own_words():
    """Adopted on one day, in force on another: only the second binds."""
    sentence = "Adopted on 3 May 2027, the act applies from 1 July 2027."
    assert [str(found.on) for found in deadlines(sentence, PUBLISHED_ON)] == ["2027-07-01"]


def test_announced_dates_bind_together():
    """ "Two dates matter" speaks for both."""
    sentence = "Two dates matter: 15 December 2026 for forms and 1 May 2027 for the rest."
    found = [str(deadline.on) for deadline in deadlines(sentence, PUBLISHED_ON)]
    assert found == ["2026-12-15", "2027-05-01"]
