from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watch.wording import Translator

FR = Translator("fr")
EN = Translator("en")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr", "fr"), ("fr-CA", "fr"), ("FR_fr", "fr"), ("en-US", "en"), ("de", "en"), ("", "en")],
)
def test_translator_speaks_french_or_english(tag, language):
    assert Translator(tag).language == language


@pytest.mark.parametrize(
    ("week", "french", "english"),
    [
        ("2026-W47", "semaine 47 (16–22 novembre 2026)", "week 47 (16–22 November 2026)"),
        (
            "2026-W49",
            "semaine 49 (30 novembre – 6 décembre 2026)",
            "week 49 (30 November – 6 December 2026)",
        ),
        (
            "2026-W53",
            "semaine 53 (28 décembre 2026 – 3 janvier 2027)",
            "week 53 (28 December 2026 – 3 January 2027)",
        ),
        ("2026-W23", "semaine 23 (1er–7 juin 2026)", "week 23 (1–7 June 2026)"),
    ],
)
def test_week_names_its_days(week, french, english):
    assert FR.week(week) == french
    assert EN.week(week) == english


@pytest.mark.parametrize("week", ["", "2026-47", "2026-W54", "2026-W47\n", "../2026-W47"])
def test_week_refuses_what_is_no_iso_week(week):
    with pytest.raises(ValueError, match=r"week"):
        FR.week(week)


def test_day_is_written_as_people_write_it():
    assert FR.day(date(2026, 3, 12)) == "12 mars 2026"
    assert EN.day(date(2026, 3, 12)) == "12 March 2026"
    assert FR.day(datetime(2026, 8, 1, 23, 59, tzinfo=UTC)) == "1er août 2026"
    assert FR.day(date(2026, 2, 11)) == "11 février 2026"
    assert FR.short_day(date(2026, 2, 1)) == "1er févr."
    assert EN.short_day(date(2026, 2, 1)) == "1 Feb"


def test_moment_names_its_zone():
    moment = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    assert FR.moment(moment) == "20 novembre 2026 à 18:05 UTC"
    assert EN.moment(moment) == "20 November 2026 at 18:05 UTC"


def test_numbers_money_and_percent():
    assert (FR.number(1234.5), EN.number(1234.5)) == ("1\u202f234,5", "1,234.5")
    assert FR.money(240000, "EUR") == "240\u202f000\u00a0€"
    assert EN.money(240000, "EUR") == "€240,000"
    assert EN.money(12.5, "GBP") == "£12.50"
    assert (FR.percent(0.32), EN.percent(0.325)) == ("32\u202f%", "32.5%")


@pytest.mark.parametrize(("n", "french", "english"), [
    (0, "0 source indépendante", "0 independent sources"),
    (1, "1 source indépendante", "1 independent source"),
    (3, "3 sources indépendantes", "3 independent sources"),
    (1200, "1\u202f200 sources indépendantes", "1,200 independent sources"),
])  # fmt: skip
def test_plural_agrees_in_both_languages(n, french, english):
    one, many = "{n} independent source", "{n} independent sources"
    assert FR.plural(one, many, n) == french
    assert EN.plural(one, many, n) == english


def test_translate_leaves_braces_in_values_alone():
    said = FR.translate("reported gain: “{gain}”", gain="{0} {gain} {x.__class__}")
    assert said == "gain annoncé\u00a0: «\u00a0{0} {gain} {x.__class__}\u00a0»"


def test_message_without_translation_is_said_in_english():
    assert FR._sentences.find("never translated") == "never translated"
    assert FR._sentences.find_plural("{n} x", "{n} xs", 0) == "{n} x"
