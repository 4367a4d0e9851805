"""Feeds are found on real web sites over HTTP, within bounds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from web_site import WebSite, opened, redirect

from watch.collect import discover
from watch.model import Discovery, FailureKind
from watch.settings import CollectSettings

SETTINGS = CollectSettings(allow_hosts=("127.0.0.1",), parser_processes=1, per_host_rate=50.0)


def feed(title: str = "La Presse") -> bytes:
    item = "<item><title>a</title><pubDate>Mon, 06 Jan 2025 09:30:00 GMT</pubDate></item>"
    return f'<rss version="2.0"><channel><title>{title}</title>{item}</channel></rss>'.encode()


def page(*hrefs: str, body: str = "") -> bytes:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">' for href in hrefs
    )
    return f"<!doctype html><html><head>{links}</head><body>{body}</body></html>".encode()


@pytest.fixture
def site() -> Iterator[WebSite]:
    with opened() as found:
        yield found


def titles(site: WebSite, path: str = "/", settings: CollectSettings = SETTINGS) -> list[str]:
    return [feed.title for feed in discover(site.url + path, settings).feeds]


def test_home_page_leads_to_its_feeds(site):
    site.answers = {
        "/": page("/une.xml", "/tech.xml", body='<a href="/rss/industrie.xml">Industrie</a>'),
        "/une.xml": feed("Une"),
        "/tech.xml": feed("Tech"),
        "/rss/industrie.xml": feed("Industrie"),
    }
    assert titles(site) == ["Une", "Tech", "Industrie"]
    assert len(site.asked) == 4


def test_feed_address_is_itself(site):
    site.answers = {"/rss": feed()}
    found = discover(f"{site.url}/rss", SETTINGS)
    assert [feed.url for feed in found.feeds] == [f"{site.url}/rss"]
    assert site.paths == ["/rss"]


def test_page_that_names_no_feed_still_has_one(site):
    site.answers = {"/": page(), "/spip.php?page=backend": feed("SPIP")}
    assert titles(site) == ["SPIP"]
    assert len(site.asked) <= 12


def test_feed_that_moved_for_good_is_found_where_it_is(site):
    site.answers = {"/": page("/old"), "/old": redirect("/new", 301), "/new": feed()}
    (found,) = discover(site.url, SETTINGS).feeds
    assert found.url == f"{site.url}/new"


def test_page_cannot_lead_into_a_private_network(site):
    site.answers = {
        "/": page("http://169.254.169.254/feed", "http://10.0.0.1/feed", "http://[::1]/feed")
    }
    found = discover(site.url, SETTINGS)
    assert (found.feeds, found.reason) == (
        (),
        "the page names feeds, but none of them could be read",
    )


def test_slow_feeds_do_not_keep_a_person_waiting(site, monkeypatch):
    monkeypatch.setattr("watch.collect.feed_search._TOTAL_S", 2.0)
    site.answers = {
        "/": page("/une.xml", *(f"/slow{number}" for number in range(8))),
        "/une.xml": feed("Une"),
    } | {f"/slow{number}": lambda exchange: exchange.hang() for number in range(8)}
    began = time.monotonic()
    assert titles(site) == ["Une"]
    assert time.monotonic() - began < 4


def test_one_site_is_asked_politely(site):
    site.answers = {"/": page(*(f"/{number}.xml" for number in range(5)))}
    titles(site, settings=replace(SETTINGS, per_host_rate=5.0))
    first, *_, last = (at for at, _ in site.asked)
    assert (last - first) / (len(site.asked) - 1) > 0.15  # one alone may come late, not all


def test_site_that_does_not_exist_is_a_reason():
    found = discover("http://127.0.0.1:9/", SETTINGS)
    told = Discovery(reason="the server refused the connection", kind=FailureKind.UNREACHABLE)
    assert found == told


def test_captured_feeds_are_found_from_a_home_page(site, shared_data):
    """Ten real feeds of the French press, each behind a link of the page."""
    folder = shared_data / "feeds/fr_2025_multisource"
    found = [p for p in sorted(folder.iterdir()) if b"<rss" in p.read_bytes()[:500]][:10]
    names = [f"/{number}.xml" for number, _ in enumerate(found)]
    site.answers = {"/": page(*names)}
    site.answers |= {name: path.read_bytes() for name, path in zip(names, found, strict=True)}
    feeds = discover(site.url, SETTINGS).feeds
    assert len(feeds) == 10
    assert all(feed.title and feed.entry_count and feed.newest_entry_at for feed in feeds)


def test_real_home_page_names_its_feed(site, shared_data):
    """A news site's page, captured in 2025: its feed is on another host, which is not asked."""
    path = shared_data / "feeds/fr_2025_multisource/Flux_RSS_-_BFMTV_-_Strasbourg.xml"
    site.answers = {"/": path.read_bytes(), "/feed": feed("La Presse")}
    assert titles(site) == ["La Presse"]
