"""Every dialect becomes the same entries; what is no feed says what it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watch.collect.feed import MAX_ENTRIES, Document, Feed, NotRead
from watch.collect.parse import parse
from watch.model import FailureKind

URL = "https://www.usine.example/flux/rss.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>L’Usine</title><language>fr</language>
<item><title>Maintenance prédictive</title><link>https://www.usine.example/a?id=1&amp;x=2</link>
<guid isPermaLink="false">u-1</guid><description>Un <b>résumé</b></description>
<content:encoded><![CDATA[<p>Le texte <i>entier</i></p>]]></content:encoded>
<dc:creator>A. Martin</dc:creator><pubDate>Mon, 06 Jan 2025 09:30:00 +0100</pubDate></item>
%s</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Plant</title>
<entry><id>tag:x,2025:1</id><title>Robots</title><link href="/robots"/>
<published>2025-01-06T08:30:00Z</published><updated>2025-01-07T08:30:00+02:00</updated>
<summary>Short</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content></entry></feed>"""


def read(text: str | bytes, content_type: str = "", url: str = URL) -> Feed:
    body = text.encode() if isinstance(text, str) else text
    found = parse(Document(body=body, content_type=content_type, url=url))
    assert isinstance(found, Feed), found
    return found


def refused(text: bytes) -> NotRead:
    found = parse(Document(body=text, url=URL))
    assert isinstance(found, NotRead)
    return found


def with_item(xml: str):
    return read(RSS % f"<item>{xml}</item>").entries[1]


def test_rss_item_is_read_raw():
    feed = read(RSS % "")
    (entry,) = feed.entries
    assert feed.title == "L’Usine"
    assert entry.guid == "u-1"
    assert entry.url == "https://www.usine.example/a?id=1&x=2"
    assert entry.title == "Maintenance prédictive"
    assert entry.content == "<p>Le texte <i>entier</i></p>"
    assert entry.author == "A. Martin"
    assert entry.language == "fr"
    assert entry.published_at == datetime(2025, 1, 6, 8, 30, tzinfo=UTC)
    assert entry.updated_at is None


def test_atom_entry_is_read_with_its_relative_link_resolved():
    (entry,) = read(ATOM).entries
    assert entry.guid == "tag:x,2025:1"
    assert entry.url == "https://www.usine.example/robots"
    assert (entry.summary, entry.content) == ("Short", "<p>Long</p>")
    assert entry.language == "en"
    assert entry.published_at == datetime(2025, 1, 6, 8, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 1, 7, 6, 30, tzinfo=UTC)


def test_rdf_is_read():
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>R</title></channel><item><title>T</title><link>http://a.example/1</link>"
        "<dc:date>2024-05-01T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    (entry,) = feed.entries
    assert (entry.title, entry.url) == ("T", "http://a.example/1")
    assert (entry.updated_at or entry.published_at) == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_youtube_description_is_the_summary():
    (entry,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        "<title>Chaîne</title><entry><id>yt:video:1</id><title>Vidéo</title>"
        '<link rel="alternate" href="https://www.youtube.com/watch?v=1"/><media:group>'
        '<media:title>Vidéo</media:title><media:thumbnail url="https://i.example/1.jpg"/>'
        "<media:description>Ce que montre la vidéo</media:description></media:group></entry></feed>"
    ).entries
    assert entry.summary == "Ce que montre la vidéo"
    assert entry.url == "https://www.youtube.com/watch?v=1"


def test_podcast_summary_and_enclosure_are_used_where_nothing_better_is():
    entry = with_item(
        '<title>Épisode 3</title><enclosure url="https://cdn.example/3.mp3" type="audio/mpeg"/>'
        '<itunes:summary xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">Dit</itunes:summary>'
    )
    assert (entry.summary, entry.url) == ("Dit", "https://cdn.example/3.mp3")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "http://u:p@a.example/", "data:text/html,x", ""],
)
def test_unsafe_link_is_no_link(link):
    assert with_item(f"<title>t</title><link>{link}</link>").url == ""


def test_guid_that_is_an_address_serves_as_link():
    guid = "https://a.example/article"
    assert with_item(f'<guid isPermaLink="false">{guid}</guid><title>t</title>').url == guid


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("12 févr. 2025", datetime(2025, 2, 12, tzinfo=UTC)),
        ("mer, 14 sep 2005 19:15:01 +0000", datetime(2005, 9, 14, 19, 15, 1, tzinfo=UTC)),
        ("le 3 août 2024 à 10h30", datetime(2024, 8, 3, 10, 30, tzinfo=UTC)),
        ("hier", None),
        ("mars 2024", None),
        ("12 " * 60, None),
    ],
)
def test_date_feedparser_cannot_read_falls_back_on_dateparser(raw, moment):
    assert with_item(f"<title>t</title><pubDate>{raw}</pubDate>").published_at == moment


def test_long_fields_are_cut():
    entry = with_item(
        f"<title>{'t' * 3000}</title><description>{'d' * 30_000}</description>"
        f"<content:encoded>{'c' * 300_000}</content:encoded>"
    )
    assert (len(entry.title), len(entry.summary), len(entry.content)) == (2000, 20_000, 200_000)


def test_endless_feed_is_cut():
    assert len(read(RSS % ("<item><title>x</title></item>" * 2500)).entries) == MAX_ENTRIES


def test_empty_feed_is_a_feed():
    assert read('<rss version="2.0"><channel><title>Vide</title></channel></rss>') == Feed(
        title="Vide"
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html><body>Bonjour</body></html>", "an HTML page, not a feed"),
        (b"<html><head><title>Cloudflare</title></head></html>", "a Cloudflare error page"),
        (b"<html><form><input type='password'></form></html>", "a sign-in page"),
        (b'{"message": "not found"}', "a JSON document"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"<note><to>You</to></note>", "an XML document that is not a feed"),
        (b"hello", "text, not a feed"),
        (b"", "nothing at all"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body, reason):
    found = refused(body)
    assert found.kind is FailureKind.NOT_A_FEED
    assert reason in found.reason


def test_broken_xml_without_entries_is_unreadable():
    found = refused(b'<rss version="2.0"><channel><title>x</tit')
    assert found.kind is FailureKind.UNREADABLE
    assert found.reason == "the XML is broken (unclosed token)"


def test_broken_xml_with_entries_is_read_as_far_as_it_goes():
    cut = (RSS % "<item><title>Deux</title></item>").encode()[:-20]
    assert [entry.title for entry in read(cut).entries] == ["Maintenance prédictive", "Deux"]


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "iso-8859-1", ""),  # the declaration lies
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),  # the header lies
        ("iso-8859-15", "iso-8859-15", "text/xml"),
        ("utf-16", "utf-16", "application/xml"),
        ("windows-1252", "windows-1252", ""),
    ],
)
def test_accents_survive_wrong_and_rare_charsets(encoding, declared, header):
    text = RSS.replace('"UTF-8"', f'"{declared}"').replace("’", "'") % ""
    feed = read(text.encode(encoding), header)
    assert feed.entries[0].title == "Maintenance prédictive"


def test_files_named_in_a_feed_are_not_opened():
    attack = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    attack += b"<title>&x;</title><item><title>&x;</title></item></channel></rss>"
    found = parse(Document(body=attack, url=URL))
    assert "root:" not in repr(found)


def test_body_that_is_a_file_name_is_not_opened():
    assert "root:" not in repr(parse(Document(body=b"/etc/passwd", url=URL)))
