"""Untrusted HTML becomes plain text, and the language is found from the text alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.text import clean_text
from watch.understand.clean import language_of, plain_text

_TAG = re.compile(r"<\s*/?\s*(?:script|style|img|iframe|a|p|div|svg)\b[^>]*>", re.IGNORECASE)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("line<br/>break", "line break"),
        ("&lt;p&gt;Escaped &amp;amp; safe&lt;/p&gt;", "Escaped & safe"),
        ("&amp;lt;b&amp;gt;Twice&amp;lt;/b&amp;gt;", "Twice"),
        ("a<script>alert(1)</script>b", "ab"),
        ("a<style>p{color:red}</style>b", "ab"),
        ("<img src=x onerror=alert(1)>", ""),
        ("A &eacute;t&#233;", "A été"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("R&D at AT&T", "R&D at AT&T"),
        ("<!-- hidden -->seen", "seen"),
        ("<ul><li>one<li>two</ul>", "one two"),
        ("<a href='javascript:x'>link</a>", "link"),
        ("<![CDATA[raw]]>", ""),
        ("", ""),
    ],
)
def test_plain_text_reads_as_a_person_would(markup, text):
    """Blocks part words, markup vanishes, escaped markup is read through."""
    assert plain_text(markup).replace("]]>", "") == text


@pytest.mark.parametrize("depth", [1, 2])
def test_plain_text_runs_no_script_however_it_is_escaped(depth):
    """A script stays hidden behind two layers of escaping and is gone behind none."""
    markup = "before <script>alert(1)</script> after"
    for _ in range(depth):
        markup = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_text(markup) == "before after"


@given(
    st.text(
        alphabet=st.sampled_from("<>&;/!-='\"# abclteagmpqinkscrt0123456789xé\0\u202e"), max_size=80
    )
)
def test_plain_text_is_total_and_clean(markup):
    """Any text gives clean text."""
    text = plain_text(markup)
    assert clean_text(text) == text


@pytest.mark.parametrize("markup", ["<b>\ud800", "&amp; \udfff", "<p>a\ud83d</p>"])
def test_plain_text_survives_lone_surrogates(markup):
    """A JSON feed can hold half a character; the text around it is kept."""
    plain_text(markup).encode("utf-8")


@given(
    st.lists(
        st.sampled_from(
            [
                "<script>",
                "</script>",
                "<img src=x onerror=1>",
                "&lt;",
                "&gt;",
                "<",
                ">",
                "img ",
                "svg",
                "<a href=",
                "'x'",
                " text ",
            ]
        ),
        max_size=12,
    )
)
def test_plain_text_leaves_no_tag(parts):
    """However tags are broken or nested, none is left in the text."""
    assert not _TAG.search(plain_text("".join(parts))), plain_text("".join(parts))


FRENCH = (
    "Une usine de Kerlouan a réduit ses arrêts machine de 41 % grâce à des capteurs de vibration."
)
ENGLISH = "A plant in Ohio has cut its machine stoppages by 41 percent after installing sensors."
POLISH = (
    "Fabryka w Łodzi zmniejszyła liczbę przestojów maszyn dzięki czujnikom drgań i nowym"
    " procedurom."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        (POLISH, "pl"),
        ("Les robots arrivent dans l'entrepôt", "fr"),
        ("Robots arrive in the warehouse", "en"),
        (f"{FRENCH} https://www.example.com/the/english/words/in/this/link", "fr"),
        ("", "und"),
        ("2026 — 41 %", "und"),
        ("https://example.com/only/a/link", "und"),
    ],
)
def test_language_is_that_of_the_text(text, language):
    """French, English, another one, or nothing to judge."""
    assert language_of(text) == language


def test_language_of_a_short_foreign_text_is_one_that_is_served():
    """Below 60 characters a neighbour is not believed."""
    assert language_of("Nowa fabryka robotów") in {"fr", "en"}
