"""``techwatch search``: filters, results, refusals."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from cli_doubles import NOW, a_standing

from watch.cli.verbs.search import moment
from watch.errors import UsageError


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
    assert chosen.source_ids == ["énergie-et-industrie"]
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
