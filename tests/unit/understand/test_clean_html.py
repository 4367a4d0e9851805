"""Untrusted HTML becomes plain text, and the language is found from the text itself."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.model import LANGUAGES
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nowa fabryka robotów", "pl"),
        ("Gericht stoppt biometrische Stempeluhr", "de"),
        ("Google: 48 Mitarbeiter wegen sexueller Belästigung gefeuert", "de"),
        ("La empresa reduce un 30 % el consumo de sus almacenes", "es"),
        ("Il gruppo investe nella manutenzione predittiva degli impianti", "it"),
        ("Het bedrijf bouwt een nieuw magazijn in de haven", "nl"),
        ("A empresa investe em manutenção das suas fábricas", "pt"),
        ("Τσιμεντένια πλοία στο Αιγαίο", "el"),
        ("Новый склад открыт под Москвой", "ru"),
        ("新しい倉庫が開設されました", "ja"),
    ],
)
def test_neighbour_is_not_taken_for_french_or_english(text, language):
    """A title in another language is not served, short as it is."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Salesforce et Microsoft Dynamics 365 : le match des CRM", "fr"),
        ("GitHub Copilot débarque dans Visual Studio Code", "fr"),
        ("LE GROUPE FERME QUATORZE ENTREPÔTS", "fr"),
        ("THE GROUP SHUTS FOURTEEN WAREHOUSES", "en"),
        ("GRÈVE DES DOCKERS. Les ports de Marseille et du Havre sont bloqués.", "fr"),
        ("Volkswagen cuts 35,000 jobs at Wolfsburg plant", "en"),
        ("Mise à jour", "fr"),
        ("Read this", "en"),
    ],
)
def test_french_and_english_are_known_in_titles(text, language):
    """Product names, foreign names, capitals and two words do not mislead."""
    assert language_of(text) == language


@pytest.mark.parametrize("hint", ["fr", "fr-FR", " FR_ca "])
def test_feed_decides_where_a_title_is_names_only(hint):
    """Names belong to no language: the feed's word is taken."""
    assert language_of("Augustin Senghor, Mark Zuckerberg", hint=hint) == "fr"
    assert language_of("Augustin Senghor, Mark Zuckerberg", hint="en") == "en"


@pytest.mark.parametrize("hint", ["en-us", "de", "1", "zz", ""])
def test_feed_that_lies_is_not_believed(hint):
    """Text that can be judged is judged, whatever the feed declares."""
    assert language_of("Les robots arrivent dans l'entrepôt", hint=hint) == "fr"
    assert language_of(POLISH, hint=hint) == "pl"


@pytest.mark.parametrize("hint", ["1", "zz", "x-default", ""])
def test_meaningless_hint_leaves_a_served_language(hint):
    """An undecidable title is served rather than lost."""
    assert language_of("Viktor Orban", hint=hint) in LANGUAGES


def test_language_of_real_titles_and_sentences(shared_data):
    """At least 99.5 % of real French and English titles and sentences are told apart."""
    told = [(row["title"], row["lang"]) for row in _rows(shared_data / "articles")]
    for language, name in (("fr", "fra"), ("en", "eng")):
        lines = shared_data / f"relevance/tatoeba_fra_eng/tatoeba.fra-eng.{name}"
        told += [(line, language) for line in lines.read_text("utf-8").splitlines()]
    right = [language_of(text) == language for text, language in told]
    assert len(right) > 4_000
    assert sum(right) / len(right) >= 0.995


def _rows(folder):
    for name in ("masakhanews_fr", "masakhanews_en"):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)
