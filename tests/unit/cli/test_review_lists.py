"""Lists of several weeks: what came back, moved, was learned, and what they gave."""

from __future__ import annotations

import json
from dataclasses import replace

from cli_doubles import an_edition, an_opportunity
from review_home import ROBOTS, SCHOOL, changes

from watch.model import (
    ListYield,
    OpportunityId,
    Replay,
    Replayed,
    ReplayedRow,
    Status,
    Verdict,
    Week,
)


def spoken(result) -> str:
    return " ".join(result.stdout.split())


def test_list_tells_that_it_is_frozen_and_what_changed(reviewing):
    result = reviewing("opportunities")
    shown = spoken(result)
    assert "Close le 20 novembre 2026 à 10:00 CET." in shown
    assert "Du nouveau sur ce que vous suivez" in shown
    assert "En pilote · Nadia · c0ffee00 → Prix : 90 000 €" in shown
    assert "Redite — elle répète une ligne plus haute" in shown
    assert "2 opportunités de listes précédentes attendent une décision" in shown
    assert "techwatch opportunities --week 2026-W48" in result.stderr


def test_list_tells_what_was_decided_since(reviewing):
    assert "→" not in reviewing("opportunities").stdout.split("Signal faible")[0]
    reviewing("decide", "2", "étudier", "--owner", "Marc")
    shown = spoken(reviewing("opportunities"))
    assert "Logistique · 5c400100 → À étudier · Marc Pourrait réduire" in shown


def test_open_list_says_that_it_can_change(reviewing):
    shown = spoken(reviewing("editions", "show", "2026-w48", "--lang", "en"))
    assert "Open list: each run makes it again until it is frozen." in shown


def test_reader_has_a_list_of_their_own(reviewing):
    found = json.loads(reviewing("opportunities", "--reader", "Nadia", "--json").stdout)
    assert [row["id"] for row in found["opportunities"]] == [SCHOOL]
    assert "· Nadia ·" in spoken(reviewing("opportunities", "--reader", "Nadia"))
    refused = reviewing("opportunities", "--reader", "Marc")
    assert refused.exit_code == 2
    assert "there is Nadia" in refused.stderr


def test_row_says_why_it_is_back(call, service):
    back = an_opportunity(status=Status.REJECTED, changes=changes())
    waited = an_opportunity(id=OpportunityId("o2"), status=Status.WATCHING)
    placed = an_opportunity(id=OpportunityId("o3"), placed=True)
    service.answer_edition = an_edition(opportunities=(back, waited, placed))
    shown = spoken(call("opportunities"))
    assert "De retour (écartée) : prix : 90 000 €" in shown
    assert "De retour (en veille) : sa date est arrivée" in shown
    assert "placée à la main · o3" in shown


def test_what_was_shown_once_says_nothing_of_coming_back(call):
    assert "De retour" not in call("opportunities").stdout


def test_editions_are_listed_newest_first(reviewing):
    found = json.loads(reviewing("editions", "list", "--json").stdout)["editions"]
    assert [one["week"] for one in found] == ["2026-W48", "2026-W47", "2026-W46"]
    assert [bool(one["frozen_at"]) for one in found] == [False, True, True]
    shown = spoken(reviewing("editions", "list", "--lang", "en"))
    assert "2026-W48 1 1 open 2026-W47 4 1 frozen on 20 November 2026 at 10:00 CET" in shown


def test_freezing_tells_how_long_the_list_is_and_works_once(reviewing):
    done = reviewing("editions", "freeze", "--lang", "en")
    assert "The list of week 48 (23–29 November 2026) is frozen with 1 opportunity;" in spoken(done)
    refused = reviewing("editions", "freeze")
    assert refused.exit_code == 2
    assert "no open list" in refused.stderr


def test_comparison_tells_places_and_causes(reviewing):
    reviewing("decide", "3", "no", "--reason", "off-topic")
    shown = spoken(reviewing("editions", "compare", "2026-W47", "--lang", "en"))
    assert "compared with week 46" in shown
    assert "New in the list (3)" in shown
    assert "1 → 2 Une école maison retient les techniciens The others moved" in shown
    assert "2 → — Partie Overtaken by others" in shown
    found = json.loads(reviewing("editions", "compare", "2026-W46", "--json").stdout)
    assert found["before"] is None
    assert {moved["move"] for moved in found["moved"]} == {"new"}


def test_what_was_learned_is_readable_and_can_be_forgotten(reviewing):
    assert "have taught nothing yet" in reviewing("learned", "show", "--lang", "en").stdout
    reviewing("decide", "1", "study")
    reviewing("decide", "3", "no", "--reason", "off-topic")
    reviewing("decide", "2", "no", "--reason", "too-early")
    shown = spoken(reviewing("learned", "show", "--lang", "en"))
    more, less = shown.split("Articles like these count less:")
    assert "Erreurs de préparation Articles like these count more:" in more
    assert "Des navettes, encore · c0ffee99" in less
    assert "Too early, once: what is not mature counts less." in shown
    reviewing("learned", "forget", "3")
    assert "count less:" not in spoken(reviewing("learned", "show", "erreurs", "--lang", "en"))
    done = reviewing("learned", "forget", "--pain", "1")
    assert "« Erreurs de préparation » n’apprend plus rien." in spoken(done)
    found = json.loads(reviewing("learned", "show", "--json").stdout)["learned"]
    assert [one["pain_id"] for one in found] == ["recrutement"]


def test_either_one_or_a_pain_point_is_forgotten(reviewing):
    for given in ((), ("1", "--pain", "1")):
        assert reviewing("learned", "forget", *given).exit_code == 2


def test_initiatives_are_added_listed_and_removed(reviewing):
    family = ("--solution", "rfid-inventory-tracking")
    added = json.loads(reviewing("initiatives", "add", "RFID", *family, "--json").stdout)
    assert added["added"]["number"] == 1
    reviewing("decide", "2", "done")
    shown = spoken(reviewing("initiatives", "list", "--lang", "en"))
    assert "1 RFID RFID inventory tracking" in shown
    assert "2 Une école maison retient les techniciens" in shown
    assert reviewing("initiatives", "remove", "1").exit_code == 0
    left = json.loads(reviewing("initiatives", "list", "--json").stdout)["initiatives"]
    assert [one["number"] for one in left] == [2]
    assert reviewing("initiatives", "remove", "1").exit_code == 2


def test_outcomes_count_decisions_gains_and_pilots(reviewing):
    reviewing("decide", "2", "pilot")
    reviewing("measure", "2", "--kpi", "départs", "--before", "20", "--after", "15")
    reviewing("measure", "2", "--gain", "8000")
    shown = spoken(reviewing("outcomes", "--lang", "en"))
    assert "2026-W47 4 1 0 0 ██ 25% 3" in shown
    assert "Recruter des techniciens 1 1 1 0 €8,000" in shown
    assert "départs: 20 → 15 · gain: €8,000 a year · départs −25%" in shown
    assert "Gain measured so far: €8,000 a year" in shown
    found = json.loads(reviewing("outcomes", "--json").stdout)
    assert found["yearly_gain"] == 8000
    assert found["editions"][1]["rate"] == 0.25


def test_replay_sets_the_measures_side_by_side(call, service):
    row = ReplayedRow(opportunity=an_opportunity(id=ROBOTS), then=2, now=1, verdict=Verdict.YES)
    week = Replayed(
        week=Week("2026-W47"),
        rows=(row, replace(row, then=None), replace(row, now=None)),
        overlap=0.8,
        tau=0.333,
        shown=ListYield(decided=4, yes=2, ndcg=0.71),
        again=ListYield(decided=4, yes=3, ndcg=0.84),
    )
    asked: list[int] = []

    def replay(weeks, progress):
        asked.append(weeks)
        progress.start("replay", 1)
        progress.advance()
        return Replay(weeks=(week,))

    service.editions.replay = replay
    shown = spoken(call("replay", "--weeks", "6", "--lang", "en"))
    assert asked == [6]
    assert "2026-W47 80% 0.33 50% → 75% 0.71 → 0.84 +1 −1" in shown
    assert "Mean 80% 0.33 50% → 75% 0.71 → 0.84" in shown
    found = json.loads(call("replay", "--json").stdout)
    assert found["again"]["rate"] == 0.75


def test_later_decision_changes_no_cause(reviewing):
    """A comparison judges a list by what was decided when it was made."""
    reviewing("decide", "3", "no", "--reason", "off-topic")
    found = json.loads(reviewing("editions", "compare", "2026-W47", "--json").stdout)
    assert {m["cause"] for m in found["moved"] if m["move"] == "new"} == {"new story"}


def test_decision_counts_for_the_list_that_was_shown(reviewing):
    """What is decided from the frozen list is booked to it, whatever the open one holds."""
    reviewing("decide", "1", "study")
    (row,) = json.loads(reviewing("ledger", "--json").stdout)["rows"]
    assert (row["week"], row["rank"]) == ("2026-W47", 1)


def test_initiative_may_name_a_pain_point(reviewing):
    """By its number in the file."""
    assert reviewing("initiatives", "add", "RFID", "--pain", "1").exit_code == 0
