"""Article pages are read with leave, a few at a time, and whatever happens is a page."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
import structlog
from scripted_web import InProcessParsers, ScriptedWeb, failure

from watch.collect import read_pages
from watch.collect.documents.feed import FeedLinks, NotRead, PageText
from watch.collect.page_reader import page_of
from watch.collect.web.answers import Answer
from watch.model import ArticleId, FailureKind, Page, PageRequest, PageState
from watch.settings import CollectSettings

# urllib3 warns that PySocks is absent, for which trafilatura looks
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")

SETTINGS = CollectSettings()
TEXT = "L'usine de Flins a équipé quarante presses de capteurs de vibration. " * 5
PAGE = f"<!doctype html><html lang='fr'><title>T</title><article><p>{TEXT}</p></article>".encode()
CLOSED = b"User-agent: *\nDisallow: /"
RESERVED = b'[{"location": "/", "tdm-reservation": 1}]'
SITE = "https://a.example"
ROBOTS, TDMREP, URL = f"{SITE}/robots.txt", f"{SITE}/.well-known/tdmrep.json", f"{SITE}/1"


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    monkeypatch.setattr("watch.collect.session.ParserPool", InProcessParsers)


def ask(*urls: str) -> list[PageRequest]:
    return [PageRequest(article_id=ArticleId(n), url=url) for n, url in enumerate(urls)]


def read(script, *urls: str, web: ScriptedWeb | None = None, **options) -> list[Page]:
    found = read_pages(
        ask(*(urls or (URL,))), SETTINGS, fetcher=web or ScriptedWeb(script), **options
    )
    return sorted(found, key=lambda page: page.article_id)


def test_page_is_read_after_its_rules():
    web = ScriptedWeb({URL: PAGE})
    (page,) = read({}, web=web)
    assert (page.article_id, page.state, page.reason) == (0, PageState.READ, "")
    assert (page.text, page.title, page.language) == (TEXT.strip(), "T", "fr")
    assert web.asked == [ROBOTS, TDMREP, URL]
    assert web.closed


def test_no_request_needs_no_network():
    assert list(read_pages([], SETTINGS)) == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ({ROBOTS: CLOSED}, "robots.txt asks not to read this page"),
        ({ROBOTS: b"User-agent: techwatch\nDisallow: /1"}, "robots.txt asks not to"),
        ({ROBOTS: failure(503)}, "robots.txt cannot be read: the server answered 503"),
        ({ROBOTS: failure(500)}, "robots.txt cannot be read"),
        ({ROBOTS: failure(429)}, "robots.txt cannot be read"),
        ({ROBOTS: failure(0, "no such host")}, "robots.txt cannot be read: no such host"),
        (
            {ROBOTS: b"User-agent: *\nCrawl-delay: 11"},
            "robots.txt asks for 11 s between two pages",
        ),
        ({TDMREP: RESERVED}, "the publisher reserves text and data mining (tdmrep.json)"),
    ],
)
def test_page_that_is_not_to_be_read_is_not_asked_for(script, reason):
    web = ScriptedWeb({URL: PAGE} | script)
    (page,) = read({}, web=web)
    assert page.state is PageState.CLOSED
    assert page.reason.startswith(reason)
    assert page.text == ""
    assert URL not in web.asked


@pytest.mark.parametrize(
    "script",
    [
        {ROBOTS: failure(404)},
        {ROBOTS: failure(403)},
        {ROBOTS: failure(410)},
        {ROBOTS: b"<html>404</html>"},
        {ROBOTS: b"User-agent: *\nDisallow: /autre"},
        {ROBOTS: b"User-agent: *\nDisallow: /" + b"x" * 600_000},
        {TDMREP: failure(500)},
        {TDMREP: failure(0)},
        {TDMREP: b"<html>home</html>"},
        {TDMREP: b'[{"location": "/images/", "tdm-reservation": 1}]'},
    ],
)
def test_page_that_nobody_closes_is_read(script):
    (page,) = read({URL: PAGE} | script)
    assert page.state is PageState.READ


def test_rules_past_the_first_500_kilobytes_are_not_read():
    robots = b"# " + b"x" * 500 * 1024 + b"\n" + CLOSED
    (page,) = read({URL: PAGE, ROBOTS: robots})
    assert page.state is PageState.READ


def test_delay_between_pages_is_passed_on():
    web = ScriptedWeb({URL: PAGE, ROBOTS: b"User-agent: *\nCrawl-delay: 3"})
    (page,) = read({}, web=web)
    assert page.state is PageState.READ
    assert web.slowed == [("a.example", 3.0)]


def test_rules_of_a_host_are_asked_for_once():
    urls = [f"{SITE}/{number}" for number in range(5)] + ["https://b.example/x"]
    web = ScriptedWeb(dict.fromkeys(urls, PAGE))
    pages = read({}, *urls, web=web)
    assert [page.state for page in pages] == [PageState.READ] * 6
    assert web.asked.count(ROBOTS) == web.asked.count(TDMREP) == 1
    assert len(web.asked) == 6 + 4


def test_page_that_a_person_asked_for_needs_no_robots_but_a_reservation_holds():
    web = ScriptedWeb({URL: PAGE, ROBOTS: CLOSED})
    (page,) = read({}, web=web, obey_robots=False)
    assert page.state is PageState.READ
    assert ROBOTS not in web.asked
    (page,) = read({URL: PAGE, TDMREP: RESERVED}, obey_robots=False)
    assert page.state is PageState.CLOSED


def test_rules_are_also_those_of_where_redirects_end():
    elsewhere = Answer(body=PAGE, final_url="https://b.example/1")
    (page,) = read({URL: elsewhere})
    assert page.state is PageState.READ
    (page,) = read({URL: elsewhere, "https://b.example/robots.txt": CLOSED})
    assert (page.state, page.text) == (PageState.CLOSED, "")


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (failure(404), PageState.FAILED, "the server answered 404"),
        (failure(0, "no such host"), PageState.FAILED, "no such host"),
        (
            Answer(body=b"%PDF-1.7", content_type="application/pdf"),
            PageState.FAILED,
            "the address answers application/pdf, not a web page",
        ),
        (
            b"<html><body><div></div></body></html>",
            PageState.EMPTY,
            "the page holds no article text",
        ),
        (
            PAGE + b"<p>Il vous reste 80 % de cet article \xc3\xa0 lire.</p>",
            PageState.PAYWALLED,
            "only the beginning is free to read",
        ),
        (
            PAGE.replace(b"<title>", b'<meta name="tdm-reservation" content="1"><title>'),
            PageState.CLOSED,
            "the publisher reserves text and data mining (tdm-reservation)",
        ),
    ],
)
def test_what_comes_of_a_page(answer, state, reason):
    (page,) = read({URL: answer})
    assert (page.state, page.reason) == (state, reason)


def test_one_page_of_a_host_and_four_in_all_are_read_at_once():
    urls = [f"https://h{number % 6}.example/{number}" for number in range(24)]
    web = ScriptedWeb(dict.fromkeys(urls, PAGE), delay_s=0.02)
    pages = read({}, *urls, web=web)
    assert len(pages) == 24
    assert web.peak.pop("") == 4
    assert set(web.peak.values()) == {1}


def test_error_of_ours_is_logged_once_and_does_not_stop_the_others():
    script = {URL: RuntimeError("https://secret.example/?token=1"), f"{SITE}/2": PAGE}
    with structlog.testing.capture_logs() as logs:
        crashed, good = read(script, URL, f"{SITE}/2")
    assert good.state is PageState.READ
    assert (crashed.state, crashed.reason) == (
        PageState.FAILED,
        "an error in techwatch itself (RuntimeError)",
    )
    (log,) = logs
    assert (log["event"], log["article_id"]) == ("page.crashed", 0)
    assert "secret" not in repr(log)


def test_stop_begins_no_other_page():
    urls = [f"https://h{number}.example/1" for number in range(20)]
    stop = threading.Event()
    web = ScriptedWeb(dict.fromkeys(urls, PAGE), delay_s=0.05)
    pages = read_pages(ask(*urls), SETTINGS, stop=stop, fetcher=web)
    found = [next(pages)]
    stop.set()
    found += pages
    assert 1 <= len(found) < 12
    assert web.closed


def test_stop_drops_what_does_not_finish_in_time(monkeypatch):
    monkeypatch.setattr("watch.collect.page_reader._GRACE_S", 0.2)
    stop = threading.Event()
    stop_soon = threading.Timer(0.1, stop.set)
    stop_soon.start()
    began = time.monotonic()
    assert list(read_pages(ask(URL), SETTINGS, stop=stop, fetcher=ScriptedWeb(delay_s=3600))) == []
    assert time.monotonic() - began < 2
    stop_soon.join()


def test_closing_the_iterator_ends_at_once_and_leaves_no_thread():
    urls = [URL, *(f"https://slow{number}.example/" for number in range(5))]
    web = ScriptedWeb({URL: PAGE})
    pages = read_pages(ask(*urls), SETTINGS, fetcher=web)
    next(pages)
    web.delay_s = 3600
    began = time.monotonic()
    pages.close()
    assert time.monotonic() - began < 2
    assert web.closed
    assert not [t for t in threading.enumerate() if t.name.startswith("techwatch-")]


def test_text_of_a_page_is_clean_and_keeps_its_paragraphs():
    at = datetime(2025, 1, 6, tzinfo=UTC)
    reply = PageText(text="Un\x00 \ud800 deux\n\n \u202e\nTrois", title="T\x07\n", published_at=at)
    page = page_of(ask(URL)[0], reply)
    assert (page.text, page.title, page.published_at) == ("Un deux\nTrois", "T", at)


def test_other_replies_are_failures():
    request = ask(URL)[0]
    unread = NotRead(kind=FailureKind.UNREADABLE, reason="reading it took longer than 10 s")
    assert page_of(request, unread).reason == unread.reason
    assert page_of(request, FeedLinks()).state is PageState.FAILED
