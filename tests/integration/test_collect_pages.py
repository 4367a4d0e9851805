"""Article pages over real HTTP, read in real child processes."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from web_site import WebSite, opened, redirect

from watch.collect import read_pages
from watch.model import ArticleId, Page, PageRequest, PageState
from watch.settings import CollectSettings

SETTINGS = CollectSettings(allow_hosts=("127.0.0.1",), parser_processes=1, per_host_rate=50.0)
TEXT = "L'usine a équipé quarante presses de capteurs : les arrêts ont reculé de 31 %. " * 8
ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"


def article(text: str = TEXT, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='fr'><head><title>Un article</title>{head}</head><body>"
        f"<nav><a href='/'>Accueil</a></nav><article><h1>Un article</h1><p>{text}</p></article>"
        "</body></html>"
    ).encode()


@pytest.fixture
def site() -> Iterator[WebSite]:
    with opened() as found:
        yield found


def read(site: WebSite, *paths: str, settings: CollectSettings = SETTINGS, **options) -> list[Page]:
    requests = [
        PageRequest(article_id=ArticleId(number), url=site.url + path)
        for number, path in enumerate(paths)
    ]
    found = read_pages(requests, settings, **options)
    return sorted(found, key=lambda page: page.article_id)


def test_pages_of_a_site_are_read(site):
    site.answers = {
        "/1": article(),
        "/2": (200, {"Content-Encoding": "gzip"}, gzip.compress(article())),
        "/3": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, article()),
        "/4": article(head='<meta property="article:content_tier" content="locked">'),
        "/5": article(head='<meta name="tdm-reservation" content="1">'),
        "/6": redirect("/1", 301),
        "/7": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 ..."),
        "/8": b"<html><body><div id='app'></div></body></html>",
    }
    pages = read(site, *(f"/{number}" for number in range(1, 10)))
    assert [page.state for page in pages] == [
        PageState.READ,
        PageState.READ,
        PageState.READ,
        PageState.PAYWALLED,
        PageState.CLOSED,
        PageState.READ,
        PageState.FAILED,
        PageState.EMPTY,
        PageState.FAILED,
    ]
    assert all(page.text == f"Un article\n{TEXT.strip()}" for page in pages[:3])
    assert (pages[0].title, pages[0].language) == ("Un article", "fr")
    assert pages[6].reason == "the address answers application/pdf, not a web page"
    assert "404" in pages[8].reason
    assert site.paths.count(ROBOTS) == site.paths.count(TDMREP) == 1


def test_requests_say_who_we_are(site):
    site.answers = {"/1": article()}
    read(site, "/1", settings=replace(SETTINGS, contact="veille@usine.example"))
    (agent,) = site.agents
    assert agent.startswith("techwatch/")
    assert "veille@usine.example" in agent


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (ROBOTS, b"User-agent: *\nDisallow: /1"),
        (ROBOTS, (503, {}, b"busy")),
        (ROBOTS, redirect("/robots.txt")),
        (TDMREP, b'[{"location": "/", "tdm-reservation": 1}]'),
    ],
)
def test_closed_page_is_never_asked_for(site, path, answer):
    site.answers = {"/1": article(), path: answer}
    (page,) = read(site, "/1")
    assert (page.state, page.text) == (PageState.CLOSED, "")
    assert "/1" not in site.paths


def test_crawl_delay_is_kept_between_all_requests(site):
    site.answers = {ROBOTS: b"User-agent: *\nCrawl-delay: 0.6", "/1": article(), "/2": article()}
    pages = read(site, "/1", "/2")
    assert [page.state for page in pages] == [PageState.READ] * 2
    moments = [at for at, path in site.asked if path != ROBOTS]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) > 0.55


def test_silent_server_is_given_up(site):
    site.answers = {"/1": lambda exchange: exchange.hang(), "/2": article()}
    settings = replace(SETTINGS, read_timeout_s=0.3, total_timeout_s=1.0)
    began = time.monotonic()
    silent, good = read(site, "/1", "/2", settings=settings)
    assert time.monotonic() - began < 5
    assert (silent.state, good.state) == (PageState.FAILED, PageState.READ)
    assert "silent" in silent.reason


def test_page_made_to_stall_the_reader_is_given_up_and_the_next_is_read(site):
    """Each of 3,000 agents gets each of 3,000 rules: protego needs 10 s for them."""
    agents = "".join(f"user-agent:a{number}\n" for number in range(3_000))
    rules = "".join(f"allow:/{number}\n" for number in range(3_000))
    with opened() as kind:
        site.answers = {ROBOTS: (agents + rules).encode(), "/1": article()}
        kind.answers = {"/1": article()}
        settings = replace(SETTINGS, parse_timeout_s=2.0)
        requests = [
            PageRequest(article_id=ArticleId(number), url=f"{found.url}/1")
            for number, found in enumerate((site, kind))
        ]
        pages = {page.article_id: page for page in read_pages(requests, settings)}
    assert (pages[0].state, pages[1].state) == (PageState.CLOSED, PageState.READ)
    assert pages[0].reason == "robots.txt cannot be understood"


def test_forbidden_networks_are_not_entered_by_a_redirect(site):
    site.answers = {"/1": redirect("http://169.254.169.254/latest/meta-data/")}
    (page,) = read(site, "/1")
    assert page.state is PageState.FAILED
    assert "private or reserved" in page.reason


def test_stop_ends_within_its_time(site):
    site.answers = {f"/{number}": article() for number in range(30)}
    stop = threading.Event()
    requests = [
        PageRequest(article_id=ArticleId(number), url=f"{site.url}/{number}")
        for number in range(30)
    ]
    pages = read_pages(requests, SETTINGS, stop=stop)
    next(pages)
    stop.set()
    assert len(list(pages)) < 28
    assert not [t for t in threading.enumerate() if t.name.startswith("techwatch-")]


def test_real_page_that_a_feed_answered_is_left_alone(site, shared_data):
    """A news site's page, captured in 2025, that asks not to be indexed."""
    path = shared_data / "feeds/fr_2025_multisource/Flux_RSS_-_BFMTV_-_Strasbourg.xml"
    site.answers = {"/1": (200, {"Content-Type": "text/html"}, path.read_bytes())}
    (page,) = read(site, "/1")
    assert page.state is PageState.CLOSED
    assert page.reason == "the page asks not to be indexed (robots: noindex)"
