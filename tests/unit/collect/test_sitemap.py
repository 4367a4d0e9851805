"""News sitemaps are feeds; other sitemaps say what to give instead."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watch.collect.documents.feed import MAX_ENTRIES, Document, Feed, NotRead
from watch.collect.documents.parse import parse
from watch.model import FailureKind

URL = "https://www.quai.example/sitemaps/news.xml"
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="news.xsl"?><!-- <html> -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">%s</urlset>"""
PAGE = """<url><loc>https://www.quai.example/robots?id=1&amp;p=2</loc>
<lastmod>2025-02-13</lastmod>
<image:image><image:loc>https://i.example/1.jpg</image:loc><image:title>Photo</image:title></image:image>
<news:news><news:publication><news:name>Le Quai</news:name><news:language>fr</news:language>
</news:publication><news:publication_date>2025-02-12T09:30:00+01:00</news:publication_date>
<news:title>Des robots à l’entrepôt</news:title></news:news></url>"""


def read(text: str | bytes, content_type: str = "") -> Feed:
    body = text.encode() if isinstance(text, str) else text
    found = parse(Document(body=body, content_type=content_type, url=URL))
    assert isinstance(found, Feed), found
    return found


def refused(text: str) -> NotRead:
    found = parse(Document(body=text.encode(), url=URL))
    assert isinstance(found, NotRead)
    return found


def test_news_are_entries():
    feed = read(URLSET % PAGE)
    (entry,) = feed.entries
    assert feed.title == "Le Quai"
    assert entry.url == entry.guid == "https://www.quai.example/robots?id=1&p=2"
    assert entry.title == "Des robots à l’entrepôt"
    assert (entry.language, entry.publisher) == ("fr", "Le Quai")
    assert entry.published_at == datetime(2025, 2, 12, 8, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 2, 13, tzinfo=UTC)


def test_pages_without_news_are_left_out():
    pages = f"<url><loc>https://www.quai.example/contact</loc></url>{PAGE}"
    assert [entry.title for entry in read(URLSET % pages).entries] == ["Des robots à l’entrepôt"]


def test_news_sitemap_without_news_today_is_an_empty_feed():
    assert read(URLSET % "") == Feed()


def test_plain_sitemap_says_what_to_give_instead():
    found = refused(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://www.quai.example/contact</loc></url></urlset>"
    )
    assert found.kind is FailureKind.NOT_A_FEED
    assert found.reason == (
        "the address answers a sitemap without news: give one for news, or a feed"
    )


def test_list_of_sitemaps_says_what_to_give_instead():
    found = refused(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        "<loc>https://www.quai.example/news.xml</loc></sitemap></sitemapindex>"
    )
    assert found.kind is FailureKind.NOT_A_FEED
    assert (
        found.reason == "the address answers a list of sitemaps: give the one for news, or a feed"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_accents_survive_the_charset(encoding):
    text = (URLSET % PAGE).replace("UTF-8", encoding).replace("’", "'")
    assert read(text.encode(encoding)).entries[0].title == "Des robots à l'entrepôt"


def test_utf8_is_read_whatever_is_declared():
    text = (URLSET % PAGE).replace("UTF-8", "iso-8859-1")
    assert read(text, "text/xml; charset=iso-8859-1").entries[0].title == "Des robots à l’entrepôt"


def test_other_prefixes_are_as_good():
    text = (URLSET % PAGE).replace("news:", "n:").replace("xmlns:news=", "xmlns:n=")
    assert read(text).entries == read(URLSET % PAGE).entries


def test_undeclared_prefix_is_understood():
    bare = f"<urlset>{PAGE.replace('image:', '')}</urlset>"
    assert read(bare).entries[0].title == "Des robots à l’entrepôt"


def test_stray_ampersands_and_names_of_html_are_mended():
    page = PAGE.replace("&amp;", "&").replace("à", "&agrave;").replace("Le Quai", "Q&A")
    entry = read(URLSET % page).entries[0]
    assert entry.url == "https://www.quai.example/robots?id=1&p=2"
    assert (entry.title, entry.publisher) == ("Des robots à l’entrepôt", "Q&A")


def test_ampersand_in_cdata_is_not_touched():
    page = PAGE.replace("Le Quai", "<![CDATA[Q & A]]>").replace("&amp;", "&")
    assert read(URLSET % page).entries[0].publisher == "Q & A"


def test_broken_sitemap_is_read_up_to_the_break():
    cut = (URLSET % (PAGE + PAGE.replace("id=1", "id=2") + PAGE)).partition("id=2")[0]
    entries = read(cut).entries
    assert [entry.url for entry in entries] == ["https://www.quai.example/robots?id=1&p=2"]


def test_sitemap_broken_from_the_start_is_unreadable():
    found = refused('<urlset xmlns="http://www.sitemaps.org/sch')
    assert (found.kind, found.reason) == (FailureKind.UNREADABLE, "the XML is broken")


def test_relative_address_is_resolved_and_an_unsafe_one_dropped():
    relative = PAGE.replace("https://www.quai.example/robots", "/robots")
    assert read(URLSET % relative).entries[0].url == "https://www.quai.example/robots?id=1&p=2"
    for unsafe in ("javascript:alert(1)//", "http://[x/"):
        page = PAGE.replace("https://www.quai.example/robots", unsafe)
        assert read(URLSET % page).entries[0].url == ""


def test_file_named_in_a_sitemap_is_not_opened():
    doctype = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "z">]><urlset'
    page = PAGE.replace("Le Quai", "&x;").replace("robots à", "robots &x; &y; à")
    found = read((URLSET % page).replace("<urlset", doctype))
    assert "root:" not in repr(found)


def test_entities_do_not_grow():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE urlset [<!ENTITY e0 "lol">{levels}]><urlset'
    text = (URLSET % PAGE.replace("Le Quai", "&e11;")).replace("<urlset", doctype)
    assert all(len(entry.publisher) < 10 for entry in read(text).entries)


def test_depth_is_bounded():
    assert refused("<urlset>" + "<url>" * 100_000).kind is FailureKind.UNREADABLE


def test_endless_sitemap_is_cut():
    assert len(read(URLSET % (PAGE * (MAX_ENTRIES + 1))).entries) == MAX_ENTRIES
