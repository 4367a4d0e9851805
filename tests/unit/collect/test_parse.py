"""Every dialect becomes the same entries; what is no feed says what it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import MAX_ENTRIES, Document, Feed, NotRead
from watch.collect.documents.parse import parse
from watch.model import FailureKind

URL = "https://www.usine.example/flux/rss.xml"
DC = "http://purl.org/dc/elements/1.1/"
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


DIALECTS = {
    "RSS 0.90": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Quai</title></channel>'
    "<item><title>Robots</title><link>http://a.example/1</link></item></rdf:RDF>",
    "RSS 0.91": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
    "<title>Quai</title><item><title>Robots</title><link>http://a.example/1</link></item>"
    "</channel></rss>",
    "RSS 0.92": '<rss version="0.92"><channel><title>Quai</title><item><title>Robots</title>'
    "<link>http://a.example/1</link></item></channel></rss>",
    "RSS 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Quai</title></channel>'
    '<item rdf:about="http://a.example/1"><title>Robots</title><link>http://a.example/1</link>'
    "</item></rdf:RDF>",
    "RSS 2.0": '<rss version="2.0"><channel><title>Quai</title><item><title>Robots</title>'
    "<link>http://a.example/1</link></item></channel></rss>",
    "RSS without a version": "<rss><channel><title>Quai</title><item><title>Robots</title>"
    "<link>http://a.example/1</link></item></channel></rss>",
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Quai</title>'
    '<entry><title>Robots</title><link rel="alternate" type="text/html" '
    'href="http://a.example/1"/></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quai</title>'
    '<entry><title>Robots</title><link href="http://a.example/1"/></entry></feed>',
    "CDF": '<CHANNEL HREF="http://a.example/"><TITLE>Quai</TITLE>'
    '<ITEM HREF="http://a.example/1"><TITLE>Robots</TITLE></ITEM></CHANNEL>',
    "JSON Feed 1.0": '{"version": "https://jsonfeed.org/version/1", "title": "Quai", '
    '"items": [{"id": "1", "title": "Robots", "url": "http://a.example/1"}]}',
    "JSON Feed 1.1": '{"version": "https://jsonfeed.org/version/1.1", "title": "Quai", '
    '"items": [{"id": "1", "title": "Robots", "url": "http://a.example/1"}]}',
    "news sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
    "<loc>http://a.example/1</loc><news:news><news:publication><news:name>Quai</news:name>"
    "</news:publication><news:title>Robots</news:title></news:news></url></urlset>",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_read(dialect):
    feed = read(DIALECTS[dialect])
    (entry,) = feed.entries
    assert (feed.title, entry.title, entry.url) == ("Quai", "Robots", "http://a.example/1")


def test_date_of_rdf_is_read():
    dated = DIALECTS["RSS 1.0"].replace("xmlns:rdf", f'xmlns:dc="{DC}" xmlns:rdf')
    (entry,) = read(dated.replace("</item>", "<dc:date>2024-05-01T10:00Z</dc:date></item>")).entries
    assert entry.updated_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_cdf_is_dated_and_may_be_empty():
    dated = DIALECTS["CDF"].replace("<ITEM", '<ITEM LASTMOD="2004-04-06T23:05:43-05:00"')
    assert read(dated).entries[0].updated_at == datetime(2004, 4, 7, 4, 5, 43, tzinfo=UTC)
    assert read("<CHANNEL><TITLE>Quai</TITLE></CHANNEL>") == Feed(title="Quai")


def test_endless_feed_is_cut():
    assert len(read(RSS % ("<item><title>x</title></item>" * 2500)).entries) == MAX_ENTRIES


def test_empty_feed_is_a_feed():
    assert read('<rss version="2.0"><channel><title>Vide</title></channel></rss>') == Feed(
        title="Vide"
    )


@pytest.mark.parametrize(
    "body",
    [
        '<rss version="2.0"/>',
        '<rss version="2.0"><channel/></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
    ],
)
def test_feed_that_says_nothing_is_empty(body):
    assert read(body) == Feed()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html><body>Bonjour</body></html>", FailureKind.WEB_PAGE),
        (
            b"<html><title>Just a moment...</title><script>_cf_chl_opt</script>",
            FailureKind.BOT_WALL,
        ),
        (b"<html><form><input type='password'></form></html>", FailureKind.FORBIDDEN),
        (b"<html><body><item><title>x</title></item></body></html>", FailureKind.WEB_PAGE),
        (b"<!DOCTYPE html><meta charset=utf-8><title>Le Quai</title>Bonjour", FailureKind.WEB_PAGE),
        (b'{"message": "not found"}', FailureKind.NOT_A_FEED),
        (b"<p>Un fragment</p>", FailureKind.NOT_A_FEED),
        (b"<opml><body/></opml>", FailureKind.NOT_A_FEED),
        (b"<sitemapindex/>", FailureKind.NOT_A_FEED),
        (b"%PDF-1.7 ...", FailureKind.NOT_A_FEED),
        (b"", FailureKind.NOT_A_FEED),
        (b'<rss version="2.0"><channel><title>x</tit', FailureKind.UNREADABLE),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', FailureKind.UNREADABLE),
    ],
)
def test_what_is_no_feed_is_a_failure_of_its_kind(body, kind):
    assert refused(body).kind is kind


@pytest.mark.parametrize("flaw", ["&nbsp;", "<itunes:subtitle>x</itunes:subtitle>"])
def test_flaw_that_loses_no_entry_does_not_make_an_empty_feed_unreadable(flaw):
    found = read(f'<rss version="2.0"><channel><title>Vide</title>{flaw}</channel></rss>')
    assert found == Feed(title="Vide")


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
        ("utf-8", "utf-16", "text/xml"),
        ("utf-8", "nonsense", "text/xml; charset=binary"),
        ("utf-8-sig", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "windows-1252", ""),
        ("iso-8859-15", "iso-8859-15", "text/xml"),
        ("iso-8859-1", "utf-8", "text/xml; charset=iso-8859-1"),  # only the header is right
        ("iso-8859-1", "iso-8859-1", "text/xml; charset=utf-8"),  # only the declaration is right
        ("utf-16", "utf-16", "application/xml"),
        ("utf-16", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "utf-16", "text/xml; charset=utf-8"),
        ("utf-32", "utf-8", ""),
        ("windows-1252", "windows-1252", ""),
        ("windows-1252", "utf-8", ""),  # nobody is right
        ("mac-roman", "macintosh", "application/rss+xml"),
    ],
)
def test_accents_survive_wrong_and_rare_charsets(encoding, declared, header):
    text = RSS.replace('"UTF-8"', f'"{declared}"').replace("’", "'") % ""
    feed = read(text.encode(encoding), header)
    assert feed.entries[0].title == "Maintenance prédictive"


@pytest.mark.parametrize("header", ["", "text/xml; charset=iso-8859-1"])
def test_windows_characters_declared_as_latin_are_read_as_browsers_do(header):
    text = RSS.replace('"UTF-8"', '"ISO-8859-1"') % "<item><title>5 € – œuvre</title></item>"
    feed = read(text.encode("windows-1252"), header)
    assert (feed.title, feed.entries[1].title) == ("L’Usine", "5 € – œuvre")


def test_invalid_byte_costs_one_character_and_not_every_accent():
    body = (RSS % "<item><title>Coût @</title></item>").encode().replace(b"@", b"\xe9")
    assert [e.title for e in read(body).entries] == ["Maintenance prédictive", "Coût \ufffd"]


@pytest.mark.parametrize(
    "before",
    ["\n\n", "\ufeff\n", "<br />\n<b>Warning</b>: x on line 3\n", "<!DOCTYPE html>\n<html><body>"],
)
def test_what_a_server_puts_before_the_feed_is_read_past(before):
    assert read(before + RSS % "").entries[0].title == "Maintenance prédictive"


def test_files_named_in_a_feed_are_not_opened():
    attack = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    attack += b"<title>&x;</title><item><title>&x;</title></item></channel></rss>"
    found = parse(Document(body=attack, url=URL))
    assert "root:" not in repr(found)


def test_body_that_is_a_file_name_is_not_opened():
    assert "root:" not in repr(parse(Document(body=b"/etc/passwd", url=URL)))
