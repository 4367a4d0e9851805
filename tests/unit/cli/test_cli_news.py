"""A followed search: words of a confidential pain point leave only when a person agrees."""

from __future__ import annotations

import json

import pytest

from watch.cli.session import Session
from watch.model import PainId, PainPoint


@pytest.fixture
def stated(service):
    service.stated = [
        PainPoint(
            id=PainId("fuites"),
            title="Fuites hydrauliques",
            area="maintenance",
            keywords=("fuite hydraulique", "joint"),
        ),
        PainPoint(id=PainId("retards"), title="Retards"),
    ]
    return service


@pytest.fixture
def attended(monkeypatch):
    monkeypatch.setattr(Session, "attended", property(lambda _: True))


def answering(monkeypatch, answer: str) -> list[str]:
    asked: list[str] = []

    def prompt(question, **_):
        asked.append(question)
        return answer

    monkeypatch.setattr("watch.cli.verbs.news.typer.prompt", prompt)
    return asked


def test_nothing_is_sent_where_nobody_can_agree(call, stated):
    result = call("sources", "follow", "fuites")
    assert result.exit_code == 2
    assert "Google: fuite hydraulique, joint" in result.stderr
    assert "--yes" in result.stderr
    assert "followed" not in stated.asked


def test_json_alone_is_no_agreement(call, stated):
    result = call("sources", "follow", "fuites", "--json")
    assert result.exit_code == 2
    assert "--yes" in json.loads(result.stdout)["hint"]
    assert "followed" not in stated.asked


@pytest.mark.parametrize("refusal", ["", "n", "non", "perhaps"])
def test_person_sees_every_word_and_the_address_before_agreeing(
    call, stated, attended, monkeypatch, refusal
):
    questions = answering(monkeypatch, refusal)
    result = call("sources", "follow", "fuites")
    assert result.exit_code == 1
    assert [question[-5:] for question in questions] == ["[o/N]"]
    for shown in ("Google", "fuite hydraulique", "joint", "https://news.google.com/rss/search"):
        assert shown in result.stderr
    assert "followed" not in stated.asked


@pytest.mark.parametrize("consent", ["y", "Yes", "o", " oui "])
def test_agreed_search_is_followed(call, stated, attended, monkeypatch, consent):
    answering(monkeypatch, consent)
    result = call("sources", "follow", "Fuites Hydrauliques", "--language", "en")
    assert result.exit_code == 0
    assert stated.asked["search"] == (
        ("fuite hydraulique", "joint"),
        "google",
        "en",
        "maintenance",
    )
    assert stated.asked["followed"].words == ("fuite hydraulique", "joint")
    assert "Google News: fuite hydraulique, joint" in result.stdout
    assert "techwatch packs off search" in result.stderr


def test_yes_follows_words_of_one_s_own(call, stated):
    result = call("sources", "follow", "--words", "a b, c ,", "--engine", "bing", "--yes", "--json")
    assert result.exit_code == 0
    assert stated.asked["search"] == (("a b", "c"), "bing", "", "")
    told = json.loads(result.stdout)
    assert (told["words"], told["told_to"]) == (["a b", "c"], "Google")


def test_words_win_over_the_keywords_of_the_pain(call, stated):
    assert call("sources", "follow", "fuites", "--words", "joint torique", "--yes").exit_code == 0
    assert stated.asked["search"][0] == ("joint torique",)
    assert stated.asked["search"][3] == "maintenance"


def test_pain_without_keywords_asks_for_words(call, stated):
    result = call("sources", "follow", "retards", "--yes")
    assert result.exit_code == 2
    assert "has no keywords" in result.stderr
    assert "--words" in result.stderr


def test_unknown_pain_is_told_with_a_guess(call, stated):
    result = call("sources", "follow", "fuite", "--yes")
    assert result.exit_code == 2
    assert "did you mean `fuites`?" in result.stderr


def test_unknown_engine_is_refused(call, stated):
    assert call("sources", "follow", "fuites", "--engine", "yahoo", "--yes").exit_code == 2
