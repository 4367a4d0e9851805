"""The list under another profile, on a terminal of 80 columns and as JSON."""

from __future__ import annotations

import json

from cli_doubles import a_what_if


def test_places_scores_and_signals_stand_side_by_side(call):
    lines = call("opportunities", "--what-if", "proof").stdout.splitlines()
    assert "semaine 47" in lines[0] + lines[1]
    (first,) = (n for n, line in enumerate(lines) if line.startswith("  3 → 1 "))
    assert "Kerlouan divise ses erreurs" in lines[first]
    shown = "\n".join(lines)
    assert "61,4 → 66" in shown
    assert "Écart\u00a0: Corroboration +5,1, Fraîcheur −0,5, Nouveauté −0,3\n" in shown
    assert all(len(line) <= 80 for line in lines)


def test_newcomer_leaver_and_weak_signal_are_told(call):
    shown = call("opportunities", "--what-if", "proof", "--lang", "en").stdout
    assert "  — → ~   A newcomer\n" in shown
    assert "11 → 14 · new in the list · as the weak signal\n" in shown
    assert "  ~ → —   A leaver\n" in shown
    assert "70 → — · gone from the list · no longer the weak signal\n" in shown
    assert "profile: proof" in shown


def test_json_holds_both_places_and_every_signal(call):
    found = json.loads(call("opportunities", "--what-if", "proof", "--json").stdout)
    assert (found["stored_profile"], found["profile"]) == ("balanced", "proof")
    first, _, gone = found["shifts"]
    assert (first["now"]["place"], first["then"]["place"]) == (3, 1)
    assert first["points"]["momentum"] == 0.2
    assert first["opportunity"]["id"] == "o1"
    assert gone["then"] == {"place": None, "score": None, "weak_signal": False}


def test_limit_holds_for_terminal_and_json(call):
    words = ("opportunities", "--what-if", "proof", "--limit", "1")
    assert "A leaver" not in call(*words).stdout
    assert len(json.loads(call(*words, "--json").stdout)["shifts"]) == 1


def test_list_that_is_empty_either_way_says_so(call, service, monkeypatch):
    monkeypatch.setattr(service, "what_if", lambda profile: a_what_if(shifts=()), raising=True)
    assert "l’un comme avec l’autre" in call("opportunities", "--what-if", "proof").stdout


def test_unknown_profile_names_those_there_are(call):
    result = call("opportunities", "--what-if", "bold")
    assert result.exit_code == 2
    assert "balanced, proof" in result.stderr


def test_only_the_last_list_can_be_asked_about(call):
    result = call("opportunities", "--what-if", "proof", "--week", "2026-W47")
    assert result.exit_code == 2
    assert "--week" in result.stderr
