"""Addresses are compared, shown and named alike, whatever hostile text they hold."""

from __future__ import annotations

import pytest

from watch.links import canonical_url, host_of, registrable_domain, safe_link, source_id


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://www.Example.COM:80/a/../b?b=1&a=2#frag", "http://www.example.com/b?a=2&b=1"),
        ("https://a.example/x?utm_source=rss&utm_medium=feed&id=1", "https://a.example/x?id=1"),
        ("https://a.example/x?xtor=RSS-1&at_medium=a&at_campaign=b", "https://a.example/x"),
        ("https://a.example/x?fbclid=1&gclid=2&mc_cid=3&msclkid=4", "https://a.example/x"),
        (
            "https://a.example/spip.php?article12&utm_source=x",
            "https://a.example/spip.php?article12",
        ),
        ("https://a.example/?p=", "https://a.example/?p="),
        ("  https://a.example/x  ", "https://a.example/x"),
        ("https://a.example/x?a=1&amp;b=2", "https://a.example/x?a=1&b=2"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("", ""),
    ],
)
def test_canonical_address(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url", ["http://a.example/", "https://a.example:8080/x?y#z", "http://[::1]/", "https://é.fr/à"]
)
def test_web_address_is_safe(url):
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/",
        "/x",
        "http://",
        "http:///x",
        "http://user@a.example/",
        "http://a.example\\@b.example/",
        "http://a b.example/",
        "http://[::1",
        "http://a.example:99999/",
        "ht\ntp://a.example/",
        "http://.",
        "http://a.example/\x00",
        "http://a.example/<script>",
        "http://a.example/" + "x" * 5000,
    ],
)
def test_other_text_is_no_link(url):
    assert safe_link(url) == ""


@pytest.mark.parametrize(
    ("url", "host", "domain"),
    [
        ("https://www.lemonde.fr/x", "www.lemonde.fr", "lemonde.fr"),
        ("https://feeds.bbci.co.uk/news", "feeds.bbci.co.uk", "bbci.co.uk"),
        ("http://127.0.0.1:8000/", "127.0.0.1", "127.0.0.1"),
        ("http://intranet/feed", "intranet", "intranet"),
        ("http://WWW.Example.com./", "www.example.com", "example.com"),
        ("not an address", "", ""),
        ("http://[::1", "", ""),
    ],
)
def test_host_and_registrable_domain(url, host, domain):
    assert host_of(url) == host
    assert registrable_domain(url) == domain


def test_source_id_is_readable_short_and_blind_to_the_scheme():
    name = source_id("https://www.usine.example/flux/actualités.xml?utm_source=x")
    assert name == source_id("http://www.usine.example/flux/actualités.xml")
    assert name.startswith("usine-example-flux-actualites-xml-")
    assert len(source_id("https://a.example/" + "long/" * 50)) <= 60


def test_sources_on_one_host_have_their_own_ids():
    urls = [f"https://a.example/rss?cat={n}" for n in range(50)]
    assert len({source_id(url) for url in urls}) == 50


@pytest.mark.parametrize("text", ["", "not an address", "🦊", "http://[::1", "\ud800"])
def test_source_id_never_raises(text):
    assert 0 < len(source_id(text)) <= 60
