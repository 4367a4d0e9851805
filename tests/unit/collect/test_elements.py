"""What an element of a feed means: its text, links, dates and publisher."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import Document, Feed
from watch.collect.documents.parse import parse
from watch.model import Entry

URL = "https://www.usine.example/flux/rss.xml"
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:News="https://www.bing.com/news/search?q=robots"><channel><item>%s</item></channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry>%s</entry></feed>'


def only_entry(text: str) -> Entry:
    found = parse(Document(body=text.encode(), url=URL))
    assert isinstance(found, Feed), found
    (entry,) = found.entries
    return entry


def with_item(xml: str) -> Entry:
    return only_entry(RSS % xml)


def with_entry(xml: str) -> Entry:
    return only_entry(ATOM % xml)


def test_youtube_description_is_the_summary():
    entry = with_entry(
        "<id>yt:video:1</id><title>Vidéo</title>"
        '<link rel="alternate" href="https://www.youtube.com/watch?v=1"/>'
        '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:title>Vidéo</media:title>'
        '<media:thumbnail url="https://i.example/1.jpg"/>'
        "<media:description>Ce que montre la vidéo</media:description></media:group>"
    )
    assert entry.summary == "Ce que montre la vidéo"
    assert entry.url == "https://www.youtube.com/watch?v=1"


def test_podcast_is_read_as_text():
    entry = with_item(
        '<enclosure url="https://cdn.example/3.mp3" type="audio/mpeg"/>'
        "<itunes:title>Épisode 3</itunes:title><itunes:author>Radio</itunes:author>"
        "<itunes:summary>Dit</itunes:summary>"
    )
    assert (entry.title, entry.summary, entry.author) == ("Épisode 3", "Dit", "Radio")
    assert entry.url == "https://cdn.example/3.mp3"


def test_subtitle_of_a_podcast_serves_where_there_is_no_summary():
    assert with_item("<itunes:subtitle>En bref</itunes:subtitle>").summary == "En bref"


@pytest.mark.parametrize("first", ["caption", "description"])
def test_caption_of_a_picture_is_not_the_text_of_the_article(first):
    caption = (
        '<media:content url="https://i.example/1.jpg" medium="image"><media:description '
        'type="plain">Une longue légende sous la photo</media:description></media:content>'
    )
    parts = [caption, "<description>Le résumé</description>"]
    entry = with_item("".join(parts if first == "caption" else reversed(parts)))
    assert (entry.summary, entry.content) == ("Le résumé", "")


def test_empty_caption_does_not_swallow_the_rest():
    entry = with_item("<media:description/><title>t</title><description>d</description>")
    assert (entry.title, entry.summary) == ("t", "d")


def test_picture_is_no_link():
    assert with_item('<enclosure url="https://i.example/1.jpg" type="image/jpeg"/>').url == ""


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "http://u:p@a.example/", "data:text/html,x", ""],
)
def test_unsafe_link_is_no_link(link):
    assert with_item(f"<title>t</title><link>{link}</link>").url == ""


def test_guid_that_is_an_address_serves_as_link():
    guid = "https://a.example/article"
    assert with_item(f'<guid isPermaLink="false">{guid}</guid><title>t</title>').url == guid


@pytest.mark.parametrize("guid", ["12345", "u-1", "/articles/7", "tag:a.example,2025:1"])
def test_bare_id_is_kept_as_it_is_and_makes_no_link(guid):
    entry = with_item(f"<guid>{guid}</guid><title>t</title>")
    assert (entry.guid, entry.url) == (guid, "")
    entry = with_entry(f"<id>{guid}</id>")
    assert (entry.guid, entry.url) == (guid, "")


def test_link_that_is_also_the_id_is_resolved():
    entry = with_item("<link>/a</link><guid>/a</guid>")
    assert (entry.guid, entry.url) == ("/a", "https://www.usine.example/a")


def test_entry_without_id_and_link_is_an_entry():
    entry = with_item("<description>Un texte seul</description>")
    assert (entry.guid, entry.url, entry.title) == ("", "", "")
    assert entry.summary == "Un texte seul"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("../p.html", "https://www.usine.example/p.html"),
        ("p.html", "https://www.usine.example/flux/p.html"),
        ("?id=3", "https://www.usine.example/flux/rss.xml?id=3"),
        ("//cdn.example/p.html", "https://cdn.example/p.html"),
        ("\n  https://a.example/p \n", "https://a.example/p"),
        ("https://a.example/un rapport.pdf", "https://a.example/un%20rapport.pdf"),
        ("https://a.example/long/\n/path", "https://a.example/long//path"),
        ("https://a b.example/", ""),
        ("http://[x/", ""),
    ],
)
def test_relative_link_is_resolved_against_the_address_of_the_feed(link, url):
    assert with_item(f"<link>{link}</link>").url == url


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://base.example/dir/", "https://base.example/dir/p.html"),
        ("/dir/", "https://www.usine.example/dir/p.html"),
    ],
)
def test_declared_base_goes_before_the_address_of_the_feed(base, url):
    item = "<item><link>p.html</link></item>"
    rss = f'<rss version="2.0" xml:base="{base}"><channel>{item}</channel></rss>'
    atom = f'<entry xml:base="{base}"><link href="p.html"/></entry>'
    assert only_entry(rss).url == url
    assert only_entry(f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>').url == url


def test_links_that_lead_elsewhere_are_no_links():
    links = '<link rel="replies" href="/c"/><link rel="edit" href="/e"/>'
    assert with_entry(links).url == ""
    alone = '<link rel="self" href="/s"/>'
    assert with_entry(links + alone).url == "https://www.usine.example/s"


def test_original_link_goes_before_that_of_feedburner():
    entry = with_item(
        "<link>http://feedproxy.google.com/~r/x</link>"
        "<feedburner:origLink>https://a.example/p</feedburner:origLink>"
    )
    assert entry.url == "https://a.example/p"


def test_item_of_google_news_is_its_publishers():
    entry = with_item(
        "<title>Des robots au quai - Le Quai</title>"
        "<link>https://news.google.com/rss/articles/CBMi?oc=5</link>"
        '<source url="https://www.quai.example">Le Quai</source>'
    )
    assert (entry.title, entry.publisher) == ("Des robots au quai", "https://www.quai.example")
    assert entry.url == "https://news.google.com/rss/articles/CBMi?oc=5"


def test_item_of_bing_news_is_its_publishers():
    entry = with_item(
        "<title>Des robots au quai</title><link>http://www.bing.com/news/apiclick.aspx?"
        "ref=FexRss&amp;url=https%3a%2f%2fwww.quai.example%2frobots&amp;c=1</link>"
        "<News:Source>Le Quai</News:Source>"
    )
    assert entry.url == entry.publisher == "https://www.quai.example/robots"


def test_name_of_a_publisher_is_kept_where_there_is_no_address():
    link = "<link>https://www.msn.com/a</link>"
    assert with_item(f"{link}<News:Source>Le Quai on MSN</News:Source>").publisher == "Le Quai"
    assert with_item(f"{link}<source>Le Quai</source>").publisher == "Le Quai"


def test_source_of_an_atom_entry_is_its_publisher():
    source = "<source><id>urn:1</id><title>Blog</title>%s</source>"
    link = '<link rel="self" href="/f"/><link href="https://blog.example/"/>'
    assert with_entry(source % link).publisher == "https://blog.example/"
    assert with_entry(source % "").publisher == "Blog"


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("mar. 12 févr. 2025 à 08h30", datetime(2025, 2, 12, 8, 30, tzinfo=UTC)),
        ("12 février 2025", datetime(2025, 2, 12, tzinfo=UTC)),
        ("mer, 14 sep 2005 19:15:01 +0000", datetime(2005, 9, 14, 19, 15, 1, tzinfo=UTC)),
        ("Wed, 12 Feb 25 08:30:00 +9999", datetime(2025, 2, 12, 8, 30, tzinfo=UTC)),
        ("hier", None),
        ("12 " * 60, None),
    ],
)
def test_date_feedparser_cannot_read_is_read(raw, moment):
    assert with_item(f"<title>t</title><pubDate>{raw}</pubDate>").published_at == moment


def test_long_fields_are_cut():
    entry = with_item(
        f"<title>{'t' * 3000}</title><description>{'d' * 30_000}</description>"
        f"<content:encoded>{'c' * 300_000}</content:encoded>"
    )
    assert (len(entry.title), len(entry.summary), len(entry.content)) == (2000, 20_000, 200_000)
