from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from digest_editions import (
    binding_prospect,
    change,
    empty,
    evidence,
    five,
    full,
    living,
    opportunity,
    silences,
    stake,
)

from watch.deliver import compose, render_html, render_text
from watch.model import ChangeKind, OpportunityId, Status, Update
from watch.settings import DeliverSettings
from watch.text import clean_text


class Outline(HTMLParser):
    """Collects the elements of a page, its attributes and its visible text."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.words = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def tags(self):
        return [tag for tag, _ in self.elements]


def digest_of(edition, language="fr"):
    return compose(edition, DeliverSettings(), language)


def test_html_declares_the_language_of_reader_and_article():
    outline = Outline(render_html(digest_of(full())))
    languages = {(tag, attrs["lang"]) for tag, attrs in outline.elements if "lang" in attrs}
    assert languages == {("html", "fr"), ("h3", "en"), ("span", "en")}


def test_html_headings_go_down_one_level_at_a_time():
    tags = [t for t in Outline(render_html(digest_of(full()))).tags() if re.fullmatch(r"h\d", t)]
    assert tags == ["h1", "h2", *["h3"] * 5, "h2", "h3", "h2"]


@pytest.mark.parametrize("edition", [full, living])
def test_html_loads_nothing(edition):
    page = render_html(digest_of(edition()))
    outline = Outline(page)
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(outline.tags())
    assert not re.search(r"url\(|@import|\bsrc=|background=", page)
    assert all("src" not in attrs for _, attrs in outline.elements)


def test_html_keeps_the_rules_for_dark_screens_and_inlines_the_rest():
    page = render_html(digest_of(full()))
    assert page.count("<style") == 1
    assert "prefers-color-scheme: dark" in page
    assert re.search(r'<h1 style="[^"]*font-size', page)


def test_html_headings_of_followed_opportunities_go_down_one_level_too():
    tags = [t for t in Outline(render_html(digest_of(living()))).tags() if re.fullmatch(r"h\d", t)]
    assert tags == ["h1", "h2", *["h3"] * 5, "h2", *["h3"] * 2, "h2", "h3", "h2", "h2"]


def test_html_layout_tables_are_silent_for_screen_readers():
    elements = Outline(render_html(digest_of(full()))).elements
    assert all(attrs.get("role") == "presentation" for tag, attrs in elements if tag == "table")


def test_html_and_text_say_the_same():
    digest = digest_of(full())
    page = " ".join("".join(Outline(render_html(digest)).words).split())
    text = " ".join(render_text(digest).split())
    for item in digest.items:
        quoted = item.quote.text if item.quote else ""
        for words in (item.headline, item.so_what, quoted, item.doubt, item.why):
            assert " ".join(words.split()) in page
            assert " ".join(words.split()) in text


def test_text_lines_stay_within_72_columns_but_for_addresses():
    short = full(opportunities=five()[:1], silences=silences())
    for edition in (full(), empty(), short, living(), living(frozen_at=None, silences=())):
        for language in ("fr", "en"):
            lines = render_text(digest_of(edition, language)).splitlines()
            assert all(len(line) <= 72 or "://" in line for line in lines)


def test_text_has_no_double_blank_line():
    short = full(opportunities=five()[:1])
    for edition in (full(), empty(), short, full(silences=()), living(), living(silences=())):
        assert "\n\n\n" not in render_text(digest_of(edition))


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
    "{digest.subject.__class__}",
    "%(secret)s {0} {pain}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "javascript:alert(1)",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 on=1&gt;\">",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u202etxt.exe\u2066<b>\u2069",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\ud800<b>x",
]  # fmt: skip


def poisoned(payload):
    """Return an edition in which every text of a feed or a file is the payload."""
    told = (
        change(ChangeKind.GAIN, payload, payload, url=payload),
        change(ChangeKind.OWNER, payload, url=payload),
    )
    bad = opportunity(
        title=payload, pain_title=payload, area=payload, gain=payload, language=payload,
        owners=(payload,), penalties=(payload,), solution_name={"fr": payload, "en": payload},
        evidence=(evidence(payload, payload, payload),), changes=told,
        prospect=binding_prospect(
            date(2026, 12, 1), payload, stake=stake(assumption=payload + ".", source_name=payload)
        ),
    )  # fmt: skip
    dock = replace(bad, id=OpportunityId("dock"))
    update = Update(opportunity=dock, status=Status.PILOT, owner=payload, changes=told)
    silence = silences()[0]
    quiet = type(silence)(
        pain_id=silence.pain_id, pain_title=payload, article_count=1, source_count=1,
        nearest_title=payload, nearest_url=payload,
    )  # fmt: skip
    company = type(full().company)(name=payload)
    return full(
        opportunities=(bad,), silences=(quiet,), company=company, updates=(update,), reader=payload
    )


def assert_inert(payload):
    clean = Outline(render_html(digest_of(poisoned("plain"))))
    page = Outline(render_html(digest_of(poisoned(payload))))
    assert [t for t in page.tags() if t != "a"] == [t for t in clean.tags() if t != "a"]
    for tag, attrs in page.elements:
        assert not any(name.startswith("on") for name in attrs)
        assert set(attrs) <= {
            "lang", "charset", "name", "content", "class", "style", "role", "width", "align",
            "cellpadding", "cellspacing", "href", "rel", "data-css-inline",
        }  # fmt: skip
        if tag == "a":
            assert attrs["href"].startswith(("http://", "https://"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_comes_out_inert(payload):
    assert_inert(payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_cannot_fake_a_section_of_the_plain_part(payload):
    text = render_text(digest_of(poisoned(f"x\n\n-- \nSIGNAL FAIBLE\n{payload}")))
    assert "\nSIGNAL FAIBLE\n-" not in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_braces_in_feed_text_are_text():
    digest = digest_of(poisoned("{pain} {{ 7*7 }} {0.__class__}"))
    assert digest.items[0].headline == "{pain} {{ 7*7 }} {0.__class__}"
    assert "{{ 7*7 }}" in render_html(digest)


def test_published_payloads_come_out_inert(request):
    """The DOMPurify corpus, where it is at hand."""
    import json

    try:
        shared_data = request.getfixturevalue("shared_data")
    except pytest.FixtureLookupError:
        pytest.skip("no shared_data fixture: tests/conftest.py is absent")
    corpus = shared_data / "hostile" / "dompurify" / "expect.json"
    if not corpus.exists():
        pytest.skip(f"{corpus} is absent")
    payloads = [case["payload"] for case in json.loads(corpus.read_text(encoding="utf-8"))]
    assert len(payloads) > 200
    for payload in filter(clean_text, payloads):
        assert_inert(payload)
