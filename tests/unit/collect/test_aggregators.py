"""An entry of a search engine is the publisher's: its address, its headline, its name."""

from __future__ import annotations

import pytest

from watch.collect.documents.aggregators import headline, publisher_of, unwrapped

TARGET = "https://www.usine.example/article?id=1&x=2"
BING = "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=%s&c=9&mkt=fr-fr"
PACKED = "https%3a%2f%2fwww.usine.example%2farticle%3fid%3d1%26x%3d2"


def test_bing_link_is_unwrapped():
    assert unwrapped(BING % PACKED) == TARGET


@pytest.mark.parametrize("host", ["www.google.com", "google.fr", "www.google.co.uk"])
def test_link_of_a_google_alert_is_unwrapped(host):
    assert unwrapped(f"https://{host}/url?rct=j&sa=t&url={PACKED}&ct=ga") == TARGET


@pytest.mark.parametrize(
    "link",
    [
        BING % "javascript%3aalert(1)",
        BING % "http%3a%2f%2fuser%3apass%40a.example%2f",
        BING % "",
        "http://www.bing.com/news/apiclick.aspx",
        "http://www.bing.com/news/apiclick.aspx?" + "a=1&" * 100,
        "https://bing.com.evil.example/news/apiclick.aspx?url=https%3a%2f%2fa.example",
        "https://www.google.evil.example/url?url=https%3a%2f%2fa.example",
        "https://www.usine.example/url?url=https%3a%2f%2fa.example",
        "https://www.google.com/search?q=https%3a%2f%2fa.example",
    ],
)
def test_any_other_link_is_left_as_it_is(link):
    assert unwrapped(link) == link


def test_only_one_wrapping_is_taken_off():
    inner = BING % PACKED
    outer = "https://www.google.com/url?url=" + inner.replace("%", "%25").replace("&", "%26")
    assert unwrapped(outer) == inner


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Des robots au quai - L'Usine", "L'Usine", "Des robots au quai"),
        ("A - B - Les Echos", "Les Echos", "A - B"),
        ("Le Monde - Le Monde", "Le Monde", "Le Monde"),
        ("Des robots au quai - Autre", "L'Usine", "Des robots au quai - Autre"),
        ("Des robots au quai - ", "", "Des robots au quai - "),
        ("L'Usine", "L'Usine", "L'Usine"),
        ("- L'Usine", "L'Usine", "- L'Usine"),
    ],
)
def test_name_of_the_publisher_leaves_the_headline(title, publisher, expected):
    assert headline(title, publisher) == expected


def test_address_of_a_publisher_goes_before_its_name():
    assert publisher_of("https://a.example", "A", TARGET, TARGET) == "https://a.example"
    assert publisher_of("", "A", TARGET, TARGET) == "A"
    assert publisher_of("javascript:x", " A ", TARGET, TARGET) == "A"


def test_unwrapped_link_says_whose_it_is():
    assert publisher_of("", "L'Usine", TARGET, BING % PACKED) == TARGET


@pytest.mark.parametrize("name", ["L'Usine sur MSN.com", "L'Usine on MSN", "L'Usine via MSN.com"])
def test_reprint_on_msn_names_the_publisher_not_msn(name):
    link = "https://www.msn.com/fr-fr/article/x"
    assert publisher_of("", name, link, "http://www.bing.com/news/apiclick.aspx") == "L'Usine"
