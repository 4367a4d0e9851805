"""Numbers in words and digits, and the tags of a sentence."""

from __future__ import annotations

import pytest

from watch.understand.amounts import number
from watch.understand.tagging import MAX_WORDS, tag


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("1 200", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("1 200,50", 1200.5),
        ("vingt", 20),
        ("quatre-vingt-douze", 92),
        ("deux cents", 200),
        ("thirty-eight", 38),
        ("two hundred", 200),
    ],
)
def test_number_is_read_in_both_languages(told, value):
    """Thousands are grouped by spaces, points or commas; numbers may be words."""
    assert number(told) == value


@pytest.mark.parametrize(
    ("sentence", "french", "figure", "value", "unit"),
    [
        ("près de 32 % de moins", True, "32 %", 32, "%"),
        ("1,2 million d'euros de moins", True, "1,2 million d'euros", 1_200_000, "EUR"),
        ("310 k€ de moins", True, "310 k€", 310_000, "EUR"),
        ("un quart d'heure de moins", True, "un quart d'heure", 0.25, "hours"),
        ("deux tiers de moins", True, "deux tiers", 200 / 3, "%"),
        ("$1.9m less", False, "$1.9m", 1_900_000, "USD"),
        ("33 per cent less", False, "33 per cent", 33, "%"),
        ("12–15 minutes less", False, "12–15 minutes", 12, "minutes"),
        ("nearly 5,000 cubic metres less", False, "5,000 cubic metres", 5000, "m³"),
        ("three times less", False, "three times", 3, "times"),
    ],
)
def test_amount_is_one_word_with_its_unit(sentence, french, figure, value, unit):
    """Approximations stay outside of the figure; a range counts for its lower end."""
    word = tag(sentence, french=french).words[0]
    assert sentence[word.figure : word.end] == figure
    assert word.amount.value == pytest.approx(value)
    assert word.amount.unit == unit


def test_tags_are_one_letter_a_word():
    """Words and tags go together, whatever the text; long sentences are cut."""
    tagged = tag("Les rebuts ont baissé de 12 %, dit-il.", french=True)
    assert tagged.tags == "EwXDOA,w;"
    assert tagged.text(0, 2) == "Les rebuts"
    assert len(tag("mot " * 500, french=True).words) == MAX_WORDS


def test_years_and_days_of_a_month_are_no_amounts():
    """« en 2027 » and "12 March" count nothing."""
    assert "C" not in tag("en 2027 et le 12 mars", french=True).tags


def test_future_is_marked_as_unreal():
    """« réduira », « pourrait » : what will or would happen is no effect."""
    assert tag("il réduira", french=True).tags == "rL"
    assert tag("il pourrait", french=True).tags == "rL"
    assert tag("une caméra", french=True).tags == "Ew"
