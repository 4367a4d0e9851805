"""The word lists are whole and say what they should."""

from __future__ import annotations

import pytest

from watch.model import EventKind
from watch.understand.vocabulary import forms, patterns, phrases


def test_regular_verbs_are_listed_without_future_or_conditional():
    """What will or would happen is no effect."""
    french = forms("french")
    assert french["réduit"] == french["diminué"] == french["allège"] == "D"
    assert french["diminuer"] == "d"
    assert "diminuera" not in french
    assert "diminuerait" not in french


@pytest.mark.parametrize("language", ["french", "english"])
def test_tags_are_single_letters(language):
    """Grammars read one character a word."""
    assert {len(told) for told in forms(language).values()} == {1}


def test_phrases_are_whole_words_in_any_case():
    """ "pay" is not found in "payload"; an elision may be written either way."""
    assert phrases("market").search("Le CHIFFRE D’AFFAIRES monte")
    assert not phrases("market").search("payload")
    assert phrases("cause").search("depuis l'audit")


@pytest.mark.parametrize(
    "name", ["market", "trading", "outside", "survey", "chance", "burden", "benefit", "cause"]
)
def test_no_list_matches_everything(name):
    """A stray separator would make a list match the empty string."""
    assert phrases(name).search("") is None
    assert phrases(name).search("zzz") is None


def test_every_kind_of_development_but_other_has_words():
    """And no pattern matches everything."""
    told = patterns("event", "events")
    assert set(told) == {kind.value for kind in EventKind} - {"other"}
    tables = [
        told,
        patterns("event", "tone"),
        patterns("deadline", "deadlines"),
        patterns("price", "prices"),
        patterns("price", "availability"),
    ]
    assert [p.pattern for table in tables for p in table.values() if p.search("zzz")] == []
