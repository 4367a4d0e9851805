"""Text from outside becomes harmless, comparable and quotable."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.text import (
    clean_text,
    fingerprint,
    fold,
    number_id,
    sentences,
    shorten,
    slug,
    stems,
    words,
)

ANY_TEXT = st.text(alphabet=st.characters()) | st.text(
    alphabet=st.sampled_from(
        "aé. \t\n\r\0\x0b\x85\u2028\ud800\udfff\u202e\u2066\u200b\u200f\ufeff\ufffe\u0301\u00adA!?…"
    )
)
_PIECES = (
    "M. |art. L. 121-1 |p. ex. |e.g. |U.S. |No. 5 |J.-P. |1,5 M. € |3.5 |Oui. |Non ! |« |» |“|” "
    "|…|... |(env. 3) |\n|• |1. |Le groupe |iPhone |etc. |dit-il |\u00a0|? |Inc. |— "
)
PROSE = st.lists(st.sampled_from(_PIECES.split("|")), max_size=40).map("".join)
"""Text made of all that could be taken for the end of a sentence."""

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def assert_clean(text: str) -> None:
    text.encode("utf-8")
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs"}]
    assert not BIDI & set(text)
    assert not [c for c in text if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF]
    assert unicodedata.is_normalized("NFC", text)
    assert text == " ".join(text.split())


@given(ANY_TEXT)
def test_clean_text_is_total_harmless_and_idempotent(text):
    """Whatever comes in, what goes out is clean, and cleaning it again changes nothing."""
    cleaned = clean_text(text)
    assert_clean(cleaned)
    assert clean_text(cleaned) == cleaned


def test_clean_text_survives_every_unicode_trick(shared_data):
    """The shared tricks (bidi, invisible, homographs, combining storms) come out clean."""
    tricks = json.loads((shared_data / "hostile/own/unicode_tricks.json").read_text("utf-8"))
    assert len(tricks) >= 10
    for trick in tricks:
        cleaned = clean_text(trick)
        assert_clean(cleaned)
        assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\0b", "ab"),
        ("  two \n\t words\u2028here ", "two words here"),
        ("e\u0301te\u0301", "été"),
        ("\u202egnp.exe", "gnp.exe"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ud800", ""),
        ("1\u202f250\u00a0€", "1 250 €"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_clean_text_keeps_words_and_drops_tricks(raw, cleaned):
    """A reader sees the same words as before."""
    assert clean_text(raw) == cleaned


@given(ANY_TEXT | PROSE)
def test_sentences_are_verbatim_and_in_order(text):
    """Every sentence can be found in the text, each after the one before."""
    position = 0
    for sentence in sentences(text):
        assert sentence.strip() == sentence != ""
        found = text.find(sentence, position)
        assert found >= position
        position = found + len(sentence)


@given(ANY_TEXT | PROSE)
def test_sentences_lose_no_word(text):
    """All that is not white space stands in some sentence."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Martin agrees. So do we.", ["Dr. Martin agrees.", "So do we."]),
        ("It fell by 3.5 points. Good!", ["It fell by 3.5 points.", "Good!"]),
        ("« Un essai. » Puis deux.", ["« Un essai. »", "Puis deux."]),
        ("Une usine. Écoutez bien.", ["Une usine.", "Écoutez bien."]),
        ("The U.S. market grew. Fast.", ["The U.S. market grew.", "Fast."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, found):
    """Abbreviations and decimals end no sentence."""
    assert list(sentences(text)) == found


@pytest.mark.parametrize(
    "whole",
    [
        "M. Le Pen, Mme. Durand et le Dr. Aubry ont signé.",
        "L’art. L. 121-1 et l’art. 12 s’appliquent, cf. Décret n°. 5.",
        "Des industriels, p. ex. Airbus, ou par ex. Safran, attendent.",
        "Voir le no. 5, p. 12, vol. 3 et fig. 4.",
        "Some tools, e.g. Excel, i.e. Microsoft’s, cost approx. 30 euros.",
        "Sales grew from Sept. 12 to Oct. 3 in the U.S. Northeast.",
        "J.-P. Dupont, George W. Bush et la S.A. Velmora y étaient.",
        "Acme Inc. Chairman John Smith Jr. Foundation spoke.",
        "Le tour de table atteint 1,5 M. € ou 3.5 % du total.",
        "Il hésite... puis repart… sans rien.",
        "« Stop ! » dit-il, « Pourquoi ? » demande-t-elle.",
        "« Un premier essai. Un second essai. »",
        "“We tried once. We tried twice.”",
        "Les ventes (+ 5 %, env. 3 M€) montent.",
    ],
)
def test_sentence_is_not_cut_inside(whole):
    """Abbreviations, initials, decimals, ellipses and quotations stay whole."""
    assert list(sentences(f"Avant cela. {whole} Le reste suit.")) == [
        "Avant cela.",
        whole,
        "Le reste suit.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sells in the U.S. The firm grew.", ["It sells in the U.S.", "The firm grew."]),
        ("By 5 p.m. They left at once.", ["By 5 p.m.", "They left at once."]),
        ("Velmora Inc. The group grew.", ["Velmora Inc.", "The group grew."]),
        ("Vis, clous, etc. Le reste suit.", ["Vis, clous, etc.", "Le reste suit."]),
        ("Le plan B. Le groupe avance.", ["Le plan B.", "Le groupe avance."]),
        ("Is it true? No. The firm grew.", ["Is it true?", "No.", "The firm grew."]),
        ("Tell me. The firm grew.", ["Tell me.", "The firm grew."]),
        ("Il part… Puis revient.", ["Il part…", "Puis revient."]),
        ("Ouf ! Vraiment ?! Oui.", ["Ouf !", "Vraiment ?!", "Oui."]),
        ("Il dit « oui. » Elle dit non.", ["Il dit « oui. »", "Elle dit non."]),
        ('"It works." He left.', ['"It works."', "He left."]),
        ("(Avec AFP.) Le groupe avance.", ["(Avec AFP.)", "Le groupe avance."]),
        ("Elle arrive. iPhone et eBay suivent.", ["Elle arrive.", "iPhone et eBay suivent."]),
        ("1. Trier. 2. Former.", ["1. Trier.", "2. Former."]),
        ("Deux axes : 1. Trier. 2. Former.", ["Deux axes : 1. Trier.", "2. Former."]),
        ("Bilan • Usine de Nantes • Énergie", ["Bilan", "• Usine de Nantes", "• Énergie"]),
        ("Sans point\nautre ligne", ["Sans point", "autre ligne"]),
    ],
)
def test_sentences_part_where_an_abbreviation_also_ends_one(text, found):
    """A function word after it, a bullet or a line tells that a new sentence opens."""
    assert list(sentences(text)) == found


def test_very_long_quotation_is_cut():
    """A quotation that fills a paragraph is not one sentence."""
    speech = "Nous avons commencé par les stocks et fini par les quais. " * 10
    assert len(list(sentences(f"« {speech}» Le reste suit."))) > 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    ["M. ", "« ", ". ", "A. »", "\xa0. A", "!", " ", "»", "«a", "1. ", "A.-", "“. ", "…\n"],
)
def test_sentences_take_linear_time_on_hostile_text(pattern):
    """Twice the text takes about twice the time: nothing is looked at again and again."""

    def seconds(characters):
        text = (pattern * characters)[:characters] + " A"
        begun = time.process_time()
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(400_000) < 8 * seconds(100_000) + 0.5


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("électricité", "electricite", "fr"),
        ("Préparateurs", "preparateur", "fr"),
        ("ŒUVRE", "oeuvre", "fr"),
        ("l’entrepôt", "l'entrepot", "fr"),
        ("Warehouses", "warehouse", "en"),
        ("e\u0301nergie", "énergies", "fr"),
    ],
)
def test_stems_meet_across_accents_case_and_number(one, other, language):
    """Two spellings of one word have the same stem."""
    assert stems(one, language) == stems(other, language) != []


def test_stems_leave_other_languages_unstemmed():
    """A language without a stemmer is folded only."""
    assert stems("Häuser laufen", "de") == ["hauser", "laufen"]


def test_words_keep_numbers_whole():
    """A decimal is one word."""
    assert words("De 3,5 à 1.250 €") == ["de", "3,5", "a", "1.250"]


@given(ANY_TEXT)
def test_fold_and_words_are_total(text):
    """Folding never fails, and words are plain ASCII."""
    fold(text)
    assert all(word.isascii() for word in words(text))


@given(ANY_TEXT, st.integers(min_value=1, max_value=40))
def test_shorten_keeps_to_the_limit(text, limit):
    """A shortened text is never longer than asked, and a short one is untouched."""
    assert len(shorten(text, limit)) <= limit
    if len(text) <= limit:
        assert shorten(text, limit) == text


@given(ANY_TEXT, st.integers(min_value=1, max_value=60))
def test_slug_is_a_readable_identifier(text, limit):
    """A slug holds letters, digits and hyphens, and keeps to its limit."""
    made = slug(text, limit)
    assert len(made) <= limit
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.,")


@given(ANY_TEXT, ANY_TEXT)
def test_number_id_fits_faiss_and_sql(one, other):
    """An id is a positive 63-bit number, the same for the same parts."""
    assert 0 < number_id(one, other) < 2**63
    assert number_id(one, other) == number_id(one, other)


def test_fingerprint_tells_parts_apart():
    """Where one part ends and the next begins matters."""
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert len(fingerprint("\ud800")) == 32
