"""Decisions on the command line: words of both languages, rules, undo, and the ledger."""

from __future__ import annotations

import json
from datetime import date

import pytest
from review_home import SCHOOL, TWIN, WEAK

from watch.cli import words
from watch.errors import UsageError
from watch.model import ChangeKind, Reason, Status


def ledger(call):
    return json.loads(call("ledger", "--json").stdout)["rows"]


def spoken(result) -> str:
    """Return what was shown, its line breaks and special spaces as plain ones."""
    return " ".join(result.stdout.split())


def test_number_in_the_newest_list_names_the_opportunity(reviewing):
    found = json.loads(reviewing("decide", "2", "study", "--json").stdout)
    assert found["opportunity"]["id"] == SCHOOL
    (row,) = ledger(reviewing)
    assert (row["before"], row["status"]) == ("new", "to study")
    assert (row["week"], row["rank"]) == ("2026-W47", 2)
    assert row["by"] == "nadia"


def test_weak_signal_has_the_number_after_the_rows(reviewing):
    assert "~ 4" in reviewing("opportunities").stdout
    assert json.loads(reviewing("card", "4", "--json").stdout)["opportunity"]["id"] == WEAK


def test_beginning_of_an_id_names_it_unless_two_begin_so(reviewing):
    assert reviewing("note", "c0ffee99", "Vu").exit_code == 0
    assert ledger(reviewing)[0]["opportunity_id"] == TWIN
    refused = reviewing("note", "c0ffee", "Vu")
    assert refused.exit_code == 2
    assert "2 opportunities" in refused.stderr


def test_state_is_one_line_and_undo_is_offered(reviewing):
    done = reviewing(
        "decide", "1", "étudier", "--owner", "Nadia", "--due", "2s", "--next", "Appeler"
    )
    assert "→ À étudier · Nadia · pour le 7 décembre 2026 · prochaine étape : Appeler" in (
        spoken(done)
    )
    assert "techwatch undo c0ffee00" in done.stderr


def test_undo_brings_the_state_before_back_and_can_be_undone(reviewing):
    reviewing("decide", "1", "study")
    undone = reviewing("undo", "1", "--lang", "en")
    assert "→ To decide" in undone.stdout
    assert "undo c0ffee00 --row 2" in undone.stderr
    assert "→ To study" in reviewing("undo", "1", "--row", "2", "--lang", "en").stdout
    assert [row["undone"] for row in ledger(reviewing)] == [False, True, False]


def test_rule_given_by_hand_replaces_that_of_the_reason(reviewing):
    told = ("--until", "2027-03-01", "--owners", "3", "--when", "prix", "--when", "law")
    done = reviewing("decide", "2", "watch", *told, "--lang", "en")
    assert (
        "Comes back on 1 March 2027 or with 3 further independent sources or as soon as this is"
        " news: price, law or deadline."
    ) in spoken(done)


def test_rejection_says_when_it_comes_back(reviewing):
    done = reviewing("decide", "2", "non", "--reason", "trop-cher")
    assert "→ Écartée (trop cher)" in done.stdout
    assert "Revient dès que ceci est annoncé : prix." in spoken(done)
    never = reviewing("decide", "3", "no", "--reason", "not a priority", "--lang", "en")
    assert "Comes back" not in never.stdout


def test_rejection_without_a_reason_names_the_codes(reviewing):
    refused = reviewing("decide", "1", "no")
    assert refused.exit_code == 2
    assert "too early" in refused.stderr
    assert ledger(reviewing) == []


def test_mistyped_words_get_a_guess(reviewing):
    assert "vouliez-vous dire `study`" in reviewing("decide", "1", "stuudy").stderr
    refused = reviewing("decide", "1", "no", "--reason", "to-early", "--lang", "en")
    assert "did you mean `too-early`?" in refused.stderr
    refused = reviewing("decide", "1", "watch", "--when", "pryce", "--lang", "en")
    assert "did you mean `price`?" in refused.stderr


def test_past_due_date_is_refused_as_json(reviewing):
    refused = reviewing("decide", "1", "study", "--due", "2026-11-01", "--json")
    assert refused.exit_code == 2
    assert json.loads(refused.stdout)["error"] == "2026-11-01 is past"


def test_place_needs_a_reason_and_is_given_back(reviewing):
    assert "reason" in reviewing("place", "3", "1").stderr
    assert reviewing("place", "3").exit_code == 2
    done = reviewing("place", "3", "1", "--why", "Le comité", "--lang", "en")
    assert "Wished place in the list: 1." in done.stdout
    assert "Wished" not in reviewing("place", "3", "--free", "--lang", "en").stdout


def test_assignment_keeps_what_is_not_said(reviewing):
    reviewing("decide", "1", "study", "--owner", "Nadia", "--due", "30d")
    done = reviewing("assign", "1", "--owner", "Marc", "--department", "Achats")
    assert "À étudier · Marc, Achats · pour le 23 décembre 2026" in spoken(done)


def test_merged_opportunities_are_one_until_they_are_split(reviewing):
    reviewing("decide", "1", "pilot")
    assert f"Contient {TWIN}." in reviewing("merge", "1", "3").stdout
    assert "En pilote" in reviewing("card", TWIN).stdout
    assert reviewing("decide", "3", "study").exit_code == 2
    assert "Contient" not in reviewing("split", "1", "3").stdout


def test_pilot_is_measured_bit_by_bit(reviewing):
    reviewing("decide", "1", "pilote")
    kpi = ("--kpi", "erreurs, %", "--before", "4.1")
    reviewing("measure", "1", "--started", "2026-10-01", *kpi)
    done = reviewing("measure", "1", "--ended", "20/11/2026", "--after", "2.2", "--gain", "12000")
    assert (
        "Pilote : commencé le 1er octobre 2026 · terminé le 20 novembre 2026 · erreurs, % :"
        " 4,1 → 2,2 · gain : 12 000 € par an"
    ) in spoken(done)
    assert "nothing was measured" in reviewing("measure", "1").stderr


def test_ledger_tells_who_when_from_which_list(reviewing):
    reviewing("decide", "2", "no", "--reason", "off-topic", "--by", "Marc", "--note", "Rien à voir")
    shown = spoken(reviewing("ledger"))
    assert "À décider → Écartée (hors sujet) · « Rien à voir »" in shown
    assert "23 novembre 2026 à 10:00 CET · Marc · 2026-W47, rang 2" in shown


def test_before_the_first_decision_the_ledger_says_so(reviewing):
    assert "Nothing was decided yet." in reviewing("ledger", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("veille", Status.WATCHING),
        ("ÉTUDIER", Status.TO_STUDY),
        ("to study", Status.TO_STUDY),
        ("déjà-fait", Status.ALREADY_DONE),
        ("already_done", Status.ALREADY_DONE),
        ("Pilote", Status.PILOT),
    ],
)
def test_decisions_are_understood_in_both_languages(written, meant):
    assert words.decision(written) is meant


def test_every_reason_and_change_has_a_word():
    codes = words.reason_codes().split(", ")
    assert [words.reason(code) for code in codes] == list(Reason)
    assert words.reason("Pas une priorité") is Reason.NOT_A_PRIORITY
    meant = ("owner", "adopter", "pair", "chiffre", "prix", "disponibilité", "loi", "échec")
    assert [words.change(word) for word in meant] == list(ChangeKind)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("04/12/2026", date(2026, 12, 4)),
        ("10d", date(2026, 12, 3)),
        ("2s", date(2026, 12, 7)),
        ("+2w", date(2026, 12, 7)),
    ],
)
def test_days_are_written_in_several_ways(written, meant):
    assert words.day(written, date(2026, 11, 23)) == meant


def test_what_is_no_day_is_refused():
    with pytest.raises(UsageError, match="is not a day"):
        words.day("31/02/2026", date(2026, 11, 23))
