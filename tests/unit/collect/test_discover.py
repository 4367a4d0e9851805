"""From what a person pastes to feeds that have answered, within twelve requests."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from scripted_web import InProcessParsers, ScriptedWeb, failure

from watch.clock import FixedClock
from watch.collect import discover
from watch.collect.web.answers import Answer
from watch.model import Discovery, FailureKind, FoundFeed
from watch.settings import CollectSettings

# urllib3 warns that PySocks is absent, for which trafilatura looks
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")

NOW = datetime(2025, 1, 10, tzinfo=UTC)
SITE = "https://press.example"
PAGE = b"<!doctype html><html><head><title>T</title></head><body></body></html>"
CHANNEL = "UC" + "aB3-_" * 4 + "xy"


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    monkeypatch.setattr("watch.collect.session.ParserPool", InProcessParsers)


def feed(title: str = "La Presse", *dates: str, entries: int = 1) -> bytes:
    days = dates or ("Mon, 06 Jan 2025 09:30:00 GMT",) * entries
    items = "".join(f"<item><title>a</title><pubDate>{day}</pubDate></item>" for day in days)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def page(*hrefs: str, body: str = "") -> bytes:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">' for href in hrefs
    )
    return f"<!doctype html><html><head>{links}</head><body>{body}</body></html>".encode()


def find(script, pasted: str = SITE, web: ScriptedWeb | None = None) -> Discovery:
    fetcher = web or ScriptedWeb(script)
    return discover(pasted, CollectSettings(), fetcher=fetcher, clock=FixedClock(NOW))


def urls(found: Discovery) -> list[str]:
    return [feed.url for feed in found.feeds]


def test_feed_itself_is_found_at_once():
    web = ScriptedWeb({f"{SITE}/rss": feed("La Presse", entries=3)})
    found = find({}, f"{SITE}/rss", web)
    at = datetime(2025, 1, 6, 9, 30, tzinfo=UTC)
    expected = FoundFeed(url=f"{SITE}/rss", title="La Presse", entry_count=3, newest_entry_at=at)
    assert found == Discovery(feeds=(expected,))
    assert web.asked == [f"{SITE}/rss"]
    assert web.closed


@pytest.mark.parametrize(
    ("pasted", "first"),
    [
        ("press.example/rss", f"{SITE}/rss"),
        ("  press.example/rss \n", f"{SITE}/rss"),
        ("<https://press.example/rss>", f"{SITE}/rss"),
        ("feed://press.example/rss", f"{SITE}/rss"),
        ("feed:https://press.example/rss", f"{SITE}/rss"),
        ("HTTPS://press.example/rss", "HTTPS://press.example/rss"),
        ("http://press.example/rss", "http://press.example/rss"),
    ],
)
def test_address_is_understood_as_people_write_it(pasted, first):
    web = ScriptedWeb({first: feed()})
    assert urls(find({}, pasted, web)) == [first]


@pytest.mark.parametrize(
    "pasted", ["", "   ", "deux mots", "toto", "ftp://a.example", "javascript:x", "://"]
)
def test_what_is_no_address_is_a_reason_and_asks_nobody(pasted):
    web = ScriptedWeb()
    assert find({}, pasted, web) == Discovery(
        reason="this is not a web address", kind=FailureKind.NO_ADDRESS
    )
    assert web.asked == []


def test_http_is_tried_where_https_cannot_be_reached():
    web = ScriptedWeb(
        {
            SITE: failure(0, "the server refused the connection", FailureKind.UNREACHABLE),
            "http://press.example": feed(),
        }
    )
    assert urls(find({}, "press.example", web)) == ["http://press.example"]


def test_http_is_not_tried_where_no_such_host_is_known():
    web = ScriptedWeb({SITE: failure(0, "no such host", FailureKind.NO_HOST)})
    assert find({}, "press.example", web).feeds == ()
    assert web.asked == [SITE]


def test_feeds_of_a_page_are_found_in_its_order_with_comments_and_empty_ones_last():
    script = {
        SITE: page("/comments/feed", "/vide", "/une", "/tech", body='<a href="/rss/usine">x</a>'),
        f"{SITE}/comments/feed": feed("Commentaires"),
        f"{SITE}/vide": feed("Vide", entries=0),
        f"{SITE}/une": feed("Une"),
        f"{SITE}/tech": feed("Tech"),
        f"{SITE}/rss/usine": feed("Usine"),
    }
    assert [feed.title for feed in find(script).feeds] == [
        "Une",
        "Tech",
        "Usine",
        "Vide",
        "Commentaires",
    ]


def test_named_feeds_leave_the_usual_places_alone():
    web = ScriptedWeb({SITE: page("/une"), f"{SITE}/une": feed()})
    find({}, web=web)
    assert web.asked == [SITE, f"{SITE}/une"]


def test_link_that_is_no_feed_is_left_out():
    script = {SITE: page("/a", "/b", "/c"), f"{SITE}/a": PAGE, f"{SITE}/b": feed()}
    assert urls(find(script)) == [f"{SITE}/b"]


def test_same_feed_at_several_addresses_is_found_once():
    same = feed()
    script = {
        SITE: page("/a", "/b", "/c?utm_source=x", "/c"),
        f"{SITE}/a": same,
        f"{SITE}/b": same,
        f"{SITE}/c?utm_source=x": Answer(body=feed("C"), final_url=f"{SITE}/final"),
        f"{SITE}/c": Answer(body=feed("C bis"), final_url=f"{SITE}/final"),
    }
    assert urls(find(script)) == [f"{SITE}/a", f"{SITE}/c?utm_source=x"]


def test_feed_that_moved_for_good_is_proposed_at_its_new_address():
    new = f"{SITE}/flux"
    moved = Answer(body=feed(), final_url=new, permanent_url=new)
    assert urls(find({f"{SITE}/rss": moved}, f"{SITE}/rss")) == [new]


def test_feed_that_redirects_for_a_while_is_proposed_at_its_own_address():
    elsewhere = Answer(body=feed(), final_url="https://cdn.example/flux")
    assert urls(find({f"{SITE}/rss": elsewhere}, f"{SITE}/rss")) == [f"{SITE}/rss"]


@pytest.mark.parametrize(
    "place",
    [
        "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
        "/flux-rss", "/spip.php?page=backend",
    ],
)  # fmt: skip
def test_usual_places_are_tried_where_a_page_names_none(place):
    assert urls(find({SITE: PAGE, SITE + place: feed()})) == [SITE + place]


def test_section_has_its_own_feed_in_wordpress():
    script = {
        f"{SITE}/category/robots": PAGE,
        f"{SITE}/category/robots/feed/": feed("Robots"),
        f"{SITE}/feed": feed("Tout"),
    }
    assert [f.title for f in find(script, f"{SITE}/category/robots").feeds] == ["Robots"]


def test_comments_of_an_article_do_not_end_the_search():
    script = {
        f"{SITE}/2025/un-article/": PAGE,
        f"{SITE}/2025/un-article/feed/": feed("Commentaires sur : Un article", entries=0),
        f"{SITE}/feed": feed("Tout"),
    }
    found = find(script, f"{SITE}/2025/un-article/")
    assert [f.title for f in found.feeds] == ["Tout", "Commentaires sur : Un article"]


def test_page_that_is_closed_to_us_may_still_have_a_feed():
    script = {SITE: failure(403), f"{SITE}/feed": feed()}
    assert urls(find(script)) == [f"{SITE}/feed"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (PAGE, "the page names no feed, and there is none where feeds usually are"),
        (page("/a", "/b"), "the page names feeds, but none of them could be read"),
        (failure(404), "the server answered 404"),
        (failure(0, "no such host", FailureKind.NO_HOST), "no such host"),
        (
            failure(0, "the host is on a private or reserved network", FailureKind.REFUSED),
            "the host",
        ),
        (
            b"<html><title>Just a moment...</title><script>_cf_chl_opt</script></html>",
            "the address answers a robot check of Cloudflare, not a feed",
        ),
    ],
)
def test_nothing_found_has_a_reason(answer, reason):
    found = find({SITE: answer})
    assert found.feeds == ()
    assert found.reason.startswith(reason)


def test_site_that_cannot_be_reached_is_asked_once():
    web = ScriptedWeb({SITE: failure(0, "no such host", FailureKind.NO_HOST)})
    find({}, web=web)
    assert web.asked == [SITE]


@pytest.mark.parametrize(
    "home", [PAGE, page(*(f"/{number}" for number in range(90))), failure(500)]
)
def test_never_more_than_twelve_requests(home):
    web = ScriptedWeb({f"{SITE}/section/x": home})
    find({}, f"{SITE}/section/x", web)
    assert 2 < len(web.asked) <= 12
    assert len(set(web.asked)) == len(web.asked)


def test_search_ends_in_time_with_what_it_has_found(monkeypatch):
    monkeypatch.setattr("watch.collect.feed_search._TOTAL_S", 0.3)

    class Slow(ScriptedWeb):
        async def get(self, url):
            if url.endswith("/slow"):
                await asyncio.sleep(3600)
            return await super().get(url)

    web = Slow({SITE: page("/une", "/slow"), f"{SITE}/une": feed()})
    assert urls(find({}, web=web)) == [f"{SITE}/une"]
    nothing = find({}, web=Slow({SITE: page("/slow")}))
    assert nothing == Discovery(reason="no feed was found within 0.3 s", kind=FailureKind.TIMEOUT)


def test_dates_in_the_future_are_not_news():
    dates = ("Mon, 06 Jan 2025 09:30:00 GMT", "Tue, 01 Jan 2099 00:00:00 GMT")
    (found,) = find({SITE: feed("T", *dates)}).feeds
    assert found.newest_entry_at == datetime(2025, 1, 6, 9, 30, tzinfo=UTC)
    (undated,) = find({SITE: feed("T", "hier")}).feeds
    assert undated.newest_entry_at is None


def test_titles_are_clean():
    (found,) = find({SITE: feed("La \u202ePresse\n  du lundi")}).feeds
    assert found.title == "La Presse du lundi"


def test_youtube_channel_is_its_feed():
    url = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
    web = ScriptedWeb({url: feed("Chaîne")})
    assert urls(find({}, f"youtube.com/channel/{CHANNEL}", web)) == [url]


def test_youtube_handle_leads_to_its_feed_through_its_page():
    handle = "https://www.youtube.com/@usine"
    url = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
    head = f'<link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">'
    html = f"<!doctype html><html><head>{head}</head><body></body></html>".encode()
    assert urls(find({handle: html, url: feed("Chaîne")}, handle)) == [url]


def test_missing_channel_is_not_looked_for_elsewhere():
    web = ScriptedWeb()
    assert find({}, f"https://www.youtube.com/channel/{CHANNEL}", web).feeds == ()
    assert len(web.asked) == 1


async def test_search_may_be_called_where_a_loop_runs():
    assert urls(find({SITE: feed()})) == [SITE]


def test_no_thread_is_left_behind():
    find({SITE: feed()})
    assert not [t for t in threading.enumerate() if t.name.startswith("techwatch-")]
