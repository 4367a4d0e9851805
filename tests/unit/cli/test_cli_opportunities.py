"""The weekly list, on a terminal of 80 columns and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cli_doubles import an_edition, an_opportunity

LINK = "https://news.example/robots?with=a-rather-long-address-that-goes-on-and-on-and-on"


def test_list_shows_what_a_decision_needs(call):
    shown = call("opportunities").stdout
    assert "Veille opérations · Ateliers Exemple · semaine 47 (16–22 novembre 2026)" in shown
    assert "  1  Kerlouan divise ses erreurs par quatre\u00a0: douze robots" in shown
    assert "61/100 · Confirmée · Logistique" in shown
    assert "Pourrait réduire «\u00a0Erreurs de préparation\u00a0»" in shown
    assert "baissé de 32\u202f%\u00a0: six mois ont suffi.\u00a0»" in shown
    assert "— Logistique Hebdo, 20 novembre 2026" in shown
    assert "Signal faible" in shown
    assert "Arrêts machine\u00a0: 143 articles lus, 3 sources dédiées seulement." in " ".join(
        shown.split(" ")
    )
    assert "18 sources interrogées, 2 en échec." in shown


def test_text_of_a_feed_is_never_markup(call):
    assert "[bold]navettes[/bold]" in " ".join(call("opportunities").stdout.split())


def test_lines_fit_80_columns_and_addresses_stay_whole(call):
    lines = call("opportunities").stdout.splitlines()
    assert any(line.strip() == LINK for line in lines)
    assert all(len(line) <= 80 for line in lines if "https://" not in line)


def test_english_reader_gets_english(call):
    shown = call("opportunities", "--lang", "en").stdout
    assert "Could reduce “Erreurs de préparation”: mobile robots" in shown
    assert "Nothing above the bar" in shown


def test_limit_leaves_the_weak_signal(call):
    found = json.loads(call("opportunities", "--limit", "1", "--json").stdout)
    assert [(o["rank"], o["weak_signal"]) for o in found["opportunities"]] == [
        (1, False),
        (2, True),
    ]


def test_json_holds_score_evidence_and_explanation(call):
    found = json.loads(call("opportunities", "--json").stdout)
    first = found["opportunities"][0]
    assert found["week"] == "2026-W47"
    assert (first["rank"], first["grade"], first["score"]) == (1, "confirmed", 61.4)
    assert first["evidence"][0]["url"] == LINK
    assert first["explanation"]["so_what"].startswith("Pourrait réduire")


@pytest.mark.parametrize("week", ["2026-W60", "47", "2026-47"])
def test_malformed_week_is_refused(call, week):
    result = call("opportunities", "--week", week)
    assert result.exit_code == 2
    assert "2026-W47" in result.stderr


def test_week_in_small_letters_is_understood(call, service):
    assert call("opportunities", "--week", "2026-w47").exit_code == 0
    assert service.asked["week"] == "2026-W47"


def test_absent_week_names_those_there_are(call):
    result = call("opportunities", "--week", "2026-W02")
    assert result.exit_code == 2
    assert "there is one for 2026-W47" in result.stderr


def test_before_the_first_run_the_way_is_shown(call, service):
    service.answer_edition = None
    result = call("opportunities")
    assert result.exit_code == 2
    assert "techwatch run" in result.stderr


def test_empty_list_says_so(call, service):
    service.answer_edition = an_edition(opportunities=(), silences=(), failed_source_count=0)
    assert "Rien ne passe le seuil cette semaine." in call("opportunities").stdout


def test_example_is_labelled(call, service):
    service.answer_edition = an_edition(example=True)
    assert "Exemple\u00a0:" in call("opportunities").stdout


def test_unsafe_address_is_not_offered(call, service):
    evidence = an_opportunity().evidence[0]
    bad = an_opportunity(evidence=(replace(evidence, url="javascript:alert(1)"),))
    service.answer_edition = an_edition(opportunities=(bad,))
    assert "javascript" not in call("opportunities").stdout


def test_quotation_with_its_own_marks_gets_no_others(call, service):
    evidence = replace(an_opportunity().evidence[0], sentence="Il dit « oui » à tout.")
    service.answer_edition = an_edition(opportunities=(an_opportunity(evidence=(evidence,)),))
    assert "Il dit «\u00a0oui\u00a0» à tout.\n" in call("opportunities").stdout
