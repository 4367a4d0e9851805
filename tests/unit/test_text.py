"""Text from outside becomes harmless, comparable and quotable."""

from __future__ import annotations

import json
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


@given(ANY_TEXT)
def test_sentences_are_verbatim_and_in_order(text):
    """Every sentence can be found in the text, each after the one before."""
    position = 0
    for sentence in sentences(text):
        assert sentence.strip() == sentence != ""
        found = text.find(sentence, position)
        assert found >= position
        position = found + len(sentence)


@given(ANY_TEXT)
def test_sentences_lose_no_word(text):
    """All that is not white space stands in some sentence."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Martin agrees. So do we.", ["Dr. Martin agrees.", "So do we."]),
        ("It fell by 3.5 points. Good!", ["It fell by 3.5 points.", "Good!"]),
        ("« Un essai. » Puis deux.", ["« Un essai. » Puis deux."]),
        ("Une usine. Écoutez bien.", ["Une usine.", "Écoutez bien."]),
        ("The U.S. market grew. Fast.", ["The U.S. market grew.", "Fast."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, found):
    """Abbreviations and decimals end no sentence."""
    assert list(sentences(text)) == found


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
