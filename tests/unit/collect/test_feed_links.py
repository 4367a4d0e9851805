"""A page tells where its feeds are: what it declares first, then what its links let guess."""

from __future__ import annotations

import pytest

from watch.collect.documents.feed import Document, FeedLinks, NotRead
from watch.collect.documents.feed_links import find, is_of_comments

# urllib3 warns that PySocks is absent, for which trafilatura looks
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")

PAGE = "https://www.press.example/industrie/"
CHANNEL = "UC" + "aB3-_" * 4 + "xy"


def found_in(head: str = "", body: str = "", url: str = PAGE) -> tuple[str, ...]:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    links = find(Document(body=html.encode(), url=url))
    assert isinstance(links, FeedLinks)
    return links.urls


def declared(kind: str, href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


def test_declared_feeds_come_in_order_and_absolute():
    head = (
        declared("application/rss+xml", "/feed/")
        + declared("application/atom+xml", "atom.xml")
        + declared("application/feed+json; charset=utf-8", "//cdn.press.example/feed.json")
    )
    assert found_in(head) == (
        "https://www.press.example/feed/",
        "https://www.press.example/industrie/atom.xml",
        "https://cdn.press.example/feed.json",
    )


def test_base_of_the_page_is_respected():
    head = '<base href="https://blog.press.example/x/">' + declared("application/rss+xml", "rss")
    assert found_in(head) == ("https://blog.press.example/x/rss",)


def test_feeds_of_comments_come_last():
    head = (
        declared("application/rss+xml", "/comments/feed/", "La Presse » Commentaires")
        + declared("application/rss+xml", "/a/feed", "Commentaires sur : A")
        + declared("application/rss+xml", "/feed/", "La Presse")
    )
    assert found_in(head, '<a href="/flux-rss">RSS</a>')[:2] == (
        "https://www.press.example/feed/",
        "https://www.press.example/flux-rss",
    )


def test_other_alternates_are_no_feeds():
    head = (
        declared("application/json", "/wp-json/wp/v2/pages/7")
        + declared("application/json+oembed", "/oembed?feed=1")
        + '<link rel="alternate" hreflang="en" href="/en/feed">'
        + '<link rel="stylesheet" type="application/rss+xml" href="/rss.css">'
        + declared("text/xml", "/sitemap-a.xml")
    )
    assert found_in(head) == ()


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="feed" href="/f">',
        '<link rel="ALTERNATE nofollow" type="Application/RSS+XML" href=" /f ">',
        declared("application/json", "/feed.json"),
        declared("text/xml", "/rss/f.xml"),
    ],
)
def test_loosely_declared_feeds_are_found(link):
    assert len(found_in(link)) == 1


@pytest.mark.parametrize(
    "href",
    [
        "/rss",
        "/rss.xml",
        "/economie/rss_full.xml",
        "/feed/",
        "/feeds/industrie.xml",
        "/flux-rss",
        "/flux/industrie",
        "/spip.php?page=backend",
        "/index.rdf",
        "/a?format=rss",
        "http://feeds2.feedburner.com/press",
    ],
)
def test_links_that_look_like_feeds_are_found(href):
    assert len(found_in(body=f'<a href="{href}">x</a>')) == 1


@pytest.mark.parametrize(
    "href",
    [
        "/feedback",
        "/press",
        "/atomic-energy",
        "/fluxion",
        "https://other.example/feed",
        "mailto:rss@press.example",
        "javascript:rss()",
        "http://[bad/rss",
        "",
        "#rss",
    ],
)
def test_other_links_are_left_alone(href):
    assert found_in(body=f'<a href="{href}">x</a>') == ()


def test_each_feed_is_named_once():
    head = declared("application/rss+xml", "/feed/") + declared(
        "application/rss+xml", "/feed/?utm_source=x"
    )
    assert found_in(head, '<a href="https://www.press.example/feed/">RSS</a>') == (
        "https://www.press.example/feed/",
    )


def test_channel_page_of_youtube_leads_to_its_feed():
    head = f'<link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">'
    (url,) = found_in(head, url="https://www.youtube.com/@usinenouvelle")
    assert url == f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"


def test_links_of_a_huge_page_are_bounded():
    body = "".join(f'<a href="/rss/{number}">x</a>' for number in range(30_000))
    assert len(found_in(body=body)) == 100


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"{}", b"<rss></rss>"])
def test_what_is_no_page_is_a_reason(body):
    found = find(Document(body=body, url=PAGE))
    assert isinstance(found, NotRead)
    assert found.reason == "the address answers no web page"


@pytest.mark.parametrize("body", [b"<html>" + b"<div>" * 5_000, b"<html><a href='//[/rss'>"])
def test_broken_page_is_an_answer(body):
    assert isinstance(find(Document(body=body, url="not an address")), FeedLinks | NotRead)


@pytest.mark.parametrize(
    ("url", "title", "is_it"),
    [
        ("https://a.example/comments/feed/", "", True),
        ("https://a.example/feed/", "Commentaires pour La Presse", True),
        ("https://a.example/feed/", "La Presse", False),
        ("https://comment.example/feed/", "", False),
    ],
)
def test_feeds_of_comments_are_known_by_title_or_path(url, title, is_it):
    assert is_of_comments(url, title) is is_it
