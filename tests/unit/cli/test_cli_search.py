"""``techwatch search``: filters, results, refusals."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from cli_doubles import NOW, a_standing

from watch.cli.narrowing import moment
from watch.errors import UsageError
from watch.model import EventKind, Status


def test_hits_show_title_sentence_source_day_and_address(call):
    shown = call("search", "robots").stdout
    assert "  1  Four hundred robots" in shown
    assert "«\u00a0Pickers no longer walk the aisles.\u00a0»" in shown
    assert "— Ops Wire, 20 novembre 2026, 1 autre article sur cet événement" in shown
    assert "       https://news.example/1" in shown


def test_filters_are_passed_on(call, service):
    service.sources.answer_standings = [a_standing("Ops Wire"), a_standing("Énergie et Industrie")]
    words = ["--language", "fr", "--source", "energie", "--since", "2026-11-01", "--limit", "3"]
    assert call("search", "robots", *words).exit_code == 0
    chosen = service.asked["chosen"]
    assert (chosen.language, service.asked["limit"]) == ("fr", 3)
    assert chosen.source_ids == ("énergie-et-industrie",)
    assert chosen.since_at == datetime(2026, 11, 1, tzinfo=UTC)


def test_unknown_source_is_guessed(call):
    result = call("search", "robots", "--source", "opswire")
    assert result.exit_code == 2
    assert "did you mean `ops wire`?" in result.stderr


def test_nothing_found_is_said(call, service):
    service.hits = []
    result = call("search", "zzz")
    assert result.exit_code == 0
    assert "Rien n’a été trouvé sur «\u00a0zzz\u00a0»." in result.stdout


def test_json_holds_the_hits(call):
    found = json.loads(call("search", "robots", "--json").stdout)
    assert found["query"] == "robots"
    assert found["hits"][0]["source"] == "Ops Wire"


@pytest.mark.parametrize(("written", "days"), [("30d", 30), ("2w", 14), ("7j", 7), ("1s", 7)])
def test_age_is_understood(written, days):
    assert moment(written, NOW) == NOW - timedelta(days=days)


@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "30", "999999d"])
def test_other_moments_are_refused(written):
    with pytest.raises(UsageError):
        moment(written, NOW)


def test_unserved_language_is_refused(call):
    assert call("search", "robots", "--language", "de").exit_code == 2


def test_further_filters_are_passed_on(call, service):
    words = ["--area", "logistics", "--kind", "deployment", "--status", "study", "--until", "7d"]
    assert call("search", "robots", *words).exit_code == 0
    chosen = service.asked["chosen"]
    assert (chosen.areas, chosen.kinds, chosen.statuses) == (
        ("logistics",),
        (EventKind.DEPLOYMENT,),
        (Status.TO_STUDY,),
    )
    assert chosen.until_at is not None


@pytest.mark.parametrize(
    ("option", "word", "guess"),
    [("--area", "logistic", "logistics"), ("--kind", "pilots", "pilot")],
)
def test_unknown_value_of_a_filter_is_guessed(call, option, word, guess):
    result = call("search", "robots", option, word)
    assert result.exit_code == 2
    assert f"did you mean `{guess}`?" in result.stderr


def test_search_is_saved_with_an_age_that_moves(call, service):
    words = ["--since", "30d", "--language", "fr", "--save", "Robots"]
    assert "Enregistrée sous le numéro 1" in call("search", "robots", *words).stdout
    saved = service.searches.kept[1]
    assert (saved.name, saved.query, saved.days) == ("Robots", "robots", 30)
    assert (saved.chosen.language, saved.chosen.since_at) == ("fr", None)


def test_likes_of_a_story_are_asked_for(call, service):
    assert "Four hundred robots" in call("search", "--like", "12").stdout
    assert service.asked["like"] == 12


def test_json_counts_what_filters_would_leave(call):
    found = json.loads(call("search", "robots", "--json").stdout)
    assert found["counts"] == {"language": {"en": 1}}
    assert found["stories"] == 1


def test_saved_searches_are_listed_told_and_forgotten(call, service):
    assert "Aucune recherche" in call("searches", "list").stdout
    call("search", "robots", "--save", "Robots")
    assert "Dans le courriel" in call("searches", "digest", "1", "on").stdout
    assert json.loads(call("searches", "list", "--json").stdout)["searches"][0]["in_digest"]
    assert "Four hundred robots" in call("searches", "show", "1").stdout
    assert call("searches", "remove", "1").exit_code == 0
    assert service.searches.kept == {}


def test_digest_of_a_search_is_on_or_off(call):
    result = call("searches", "digest", "1", "perhaps")
    assert result.exit_code == 2
    assert "neither on nor off" in result.stderr
