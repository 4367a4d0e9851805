"""Words become the address of a news feed, in the form each engine knows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from watch.collect import news_search_url
from watch.errors import UsageError
from watch.links import canonical_url, safe_link


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_google_is_asked_in_the_french_edition():
    url = news_search_url("google", ["maintenance prédictive", "SMED"], "fr", "FR")
    assert url.startswith("https://news.google.com/rss/search?q=%22maintenance%20pr%C3%A9dictive")
    assert query(url) == {
        "q": '"maintenance prédictive" OR SMED',
        "hl": "fr",
        "gl": "FR",
        "ceid": "FR:fr",
    }


def test_bing_is_asked_for_rss_in_the_language_and_country():
    url = news_search_url("bing", ["fuite hydraulique"], "fr", "FR")
    assert url.startswith("https://www.bing.com/news/search?q=")
    assert query(url) == {
        "q": '"fuite hydraulique"',
        "format": "rss",
        "setlang": "fr",
        "cc": "FR",
    }


@pytest.mark.parametrize(
    ("language", "country", "edition"),
    [
        ("en", "GB", {"hl": "en-GB", "gl": "GB", "ceid": "GB:en"}),
        ("en", "FR", {"hl": "en-US", "gl": "US", "ceid": "US:en"}),
        ("fr", "CA", {"hl": "fr-CA", "gl": "CA", "ceid": "CA:fr"}),
        ("fr", "BE", {"hl": "fr", "gl": "BE", "ceid": "BE:fr"}),
        ("de", "DE", {"hl": "de", "gl": "DE", "ceid": "DE:de"}),
    ],
)
def test_google_has_an_edition_for_each_language(language, country, edition):
    found = query(news_search_url("google", ["usine"], language, country))
    assert {name: found[name] for name in edition} == edition


def test_days_bound_the_search():
    found = query(news_search_url("google", ["usine"], "fr", "FR", days=30))
    assert found["q"] == "usine when:30d"


def test_words_past_the_limit_of_the_engine_are_left_out():
    phrases = [f"panne de machine numéro {number}" for number in range(40)]
    found = query(news_search_url("google", phrases, "fr", "FR"))["q"]
    assert found.startswith('"panne de machine numéro 0" OR ')
    assert len(found.split()) <= 32
    assert found.endswith('"')


def test_address_stays_short_and_canonical_with_the_longest_words():
    url = news_search_url("google", ["é" * 60 for _ in range(9)] + ["x"] * 9, "fr", "FR", days=30)
    assert len(url) < 2_000
    assert safe_link(url) == url
    assert canonical_url(url)


def test_words_cannot_leave_their_quotes():
    found = query(news_search_url("google", ['a" OR site:b.example', "-c", "d\x00 e"], "fr", "FR"))
    assert found["q"] == '"a OR site:b.example" OR "-c" OR "d e"'


@pytest.mark.parametrize("words", [[], ["", '"', "\u200b"], ["x" * 600]])
def test_nothing_to_search_for_is_an_error(words):
    with pytest.raises(UsageError, match="no word"):
        news_search_url("google", words, "fr", "FR")


def test_unknown_engine_is_an_error():
    with pytest.raises(UsageError, match="altavista"):
        news_search_url("altavista", ["usine"], "fr", "FR")
