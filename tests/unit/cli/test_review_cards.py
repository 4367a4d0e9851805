"""Opportunities with a life, on a terminal of 80 columns and as JSON."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from review_home import NOW, ROBOTS, SCHOOL

from watch.clock import SystemClock


def spoken(result) -> str:
    return " ".join(result.stdout.split())


@pytest.fixture
def decided(reviewing):
    """The robots in pilot and late, the school watched; a remark, and an undone row."""
    reviewing("decide", "1", "pilot", "--owner", "Nadia", "--due", "2026-11-23")
    reviewing("note", "1", "Vu au salon")
    reviewing("note", "1", "Erreur de saisie")
    reviewing("undo", "1")
    reviewing("decide", "2", "watch")
    return reviewing


def test_card_tells_what_adopting_it_would_mean(decided):
    shown = spoken(decided("card", "1"))
    assert "Effet : fort · « erreurs réduites de 30 % »" in shown
    assert "Effort : en quelques mois · robots mobiles" in shown
    assert "Délai d’adoption : 8 mois · déploiement" in shown
    assert "Convient : même domaine, une entreprise de votre taille · « une PME de" in shown
    assert "Échéance : 1er janvier 2027" in shown


def test_value_at_stake_is_a_range_with_what_it_supposes(decided):
    shown = spoken(decided("card", "1", "--lang", "en"))
    assert "Yearly value at stake: €36,000 to €72,000 a year · supposes that half to all" in shown
    assert "“erreurs réduites de 30 %” (Logistique Hebdo)" in shown


def test_card_holds_what_speaks_for_it_and_against_it(decided):
    shown = decided("card", "1", "--lang", "en").stdout
    supporting, against = shown.split("Speaks against it")
    assert "Twelve more shuttles were ordered." in supporting
    assert "Trois navettes ont été rendues." in against
    assert "https://news.example/back" in against


def test_card_tells_changes_notes_and_the_undone_row(decided):
    shown = spoken(decided("card", "1"))
    assert "Prix : 90 000 € « Le robot coûte désormais 90 000 €. » — Usine Hebdo" in shown
    assert "23 novembre 2026, nadia · Vu au salon" in shown
    assert "Remarque : « Erreur de saisie » · annulée" in shown
    assert "Ligne 3 annulée" in shown


def test_parts_of_the_score_say_what_lowered_and_raised_them(decided):
    shown = spoken(decided("card", "1", "--lang", "en"))
    assert "Evidence of impact ████████ 0.8, weight 30% · 32 % · lowered by 2 decisions" in shown
    assert "Your decisions on others like it raise it." in shown


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", [("card", "1"), ("cards",), ("ledger",), ("opportunities",)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_lines_fit_the_terminal(decided, monkeypatch, words, width, language):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = decided(*words, "--lang", language).stdout.splitlines()
    assert lines
    assert all(len(line) <= width for line in lines if "https://" not in line)


def test_cards_stand_below_their_status(decided):
    lines = decided("cards", "--lang", "en").stdout.splitlines()
    order = [line for line in lines if line.endswith(")") and line[0] != " "]
    assert order == ["In pilot (1)", "Watching (1)", "To decide (2)"]
    assert "4 opportunities." in lines


def test_late_card_is_marked_from_the_day_after(decided, monkeypatch):
    assert "no such" in decided("cards", "--overdue", "--lang", "en").stdout
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW + timedelta(days=3))
    assert "retard\u00a0: 3 j" in decided("cards", "--overdue").stdout
    (late,) = json.loads(decided("cards", "--overdue", "--json").stdout)["cards"]
    assert (late["id"], late["days_late"]) == (ROBOTS, 3)
    assert "3 jours de retard" in decided("card", "1").stdout


def test_cards_of_a_status_are_asked_for_in_either_language(decided):
    for word in ("watch", "veille", "watching"):
        (card,) = json.loads(decided("cards", "--status", word, "--json").stdout)["cards"]
        assert card["id"] == SCHOOL
    assert decided("cards", "--status", "somewhere").exit_code == 2


def test_card_as_json_is_whole_and_says_it_in_words(decided):
    found = json.loads(decided("card", "1", "--json").stdout)
    assert found["opportunity"]["prospect"]["stake"]["assumption"] == "erreurs réduites de 30 %"
    assert found["undone"] == [3]
    assert len(found["history"]) == len(found["said"]["history"]) == 4
    assert found["said"]["state"].startswith("En pilote · Nadia")
