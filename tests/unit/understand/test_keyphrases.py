"""An article is named by a handful of its own phrases, in its own language."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.text import clean_text, stems
from watch.understand import keyphrases

MODULE = "watch.understand.keyphrases"

FR_TITLE = "Œufs : Ovapack ouvre une ligne de boîtes en herbe pressée"
FR_TEXT = (
    "L’emballeur vendéen remplace la cellulose recyclée par de l’herbe pressée. La ligne de boîtes "
    "a coûté 4 millions d’euros et tourne depuis mardi. Le chef d’œuvre de l’équipe : un séchage à "
    "basse énergie. La maintenance préventive de la ligne de boîtes est confiée à Cœurmeca. "
    "Lire la suite sur le site de notre partenaire."
)
EN_TITLE = "Ireland’s data centre boom hits the buffers"
EN_TEXT = (
    "Ministers paused new data centres around Dublin after the grid operator warned of blackouts. "
    "The grid operator wants batteries at every site. Councillors voted for the pause on Monday. "
    "Predictive maintenance of backup generators is now required by the grid operator. "
    "The post Ireland’s data centre boom appeared first on The Grid Post."
)


def french():
    return keyphrases(FR_TITLE, FR_TEXT, "fr", limit=8)


def english():
    return keyphrases(EN_TITLE, EN_TEXT, "en", limit=8)


def test_french_article_is_named_in_french():
    """Accents, ligatures and elisions stay; the subject comes out."""
    found = french()
    assert any("herbe pressée" in phrase for phrase in found)
    assert any("Ovapack" in phrase for phrase in found)
    assert any("cellulose recyclée" in phrase for phrase in found)
    assert any("Œ" in phrase or "œ" in phrase for phrase in found)


def test_english_article_is_named_in_english():
    """The subject, the actor and the means come out."""
    found = english()
    assert any("data centre" in phrase for phrase in found)
    assert any("grid operator" in phrase.lower() for phrase in found)
    assert any("maintenance" in phrase.lower() for phrase in found)


@pytest.mark.parametrize(("found", "language"), [(french(), "fr"), (english(), "en")])
def test_keyphrases_are_short_and_apart(found, language):
    """One to four words, verbatim, no two alike, no boilerplate, no bare figure or date."""
    assert len(found) >= 4
    source = f"{FR_TITLE} {FR_TEXT} {EN_TITLE} {EN_TEXT}"
    assert all(phrase in source for phrase in found)
    assert all(1 <= len(phrase.replace("’", " ").split()) <= 5 for phrase in found)
    assert all(len(phrase.split()) <= 4 for phrase in found)
    words = [set(stems(phrase, language)) for phrase in found]
    assert all(
        2 * len(one & other) <= min(len(one), len(other)) + 1
        for n, one in enumerate(words)
        for other in words[:n]
    )
    told = " ".join(found).lower()
    assert not [
        w for w in ("lire", "suite", "appeared", "grid post", "mardi", "monday") if w in told
    ]
    assert not [phrase for phrase in found if "million" in phrase]


@pytest.mark.parametrize(
    ("title", "language", "verb"),
    [
        ("Velmora annonce la fermeture de quatorze entrepôts", "fr", "annonce"),
        ("Les syndicats demandent le retour du préavis", "fr", "demandent"),
        ("Velmora veut former ses caristes au pilotage", "fr", "former"),
        ("Kaldrix delays Dunkirk battery plant", "en", "delays"),
        ("Storm shuts Antwerp container terminal", "en", "shuts"),
    ],
)
def test_piece_of_a_sentence_is_no_keyphrase(title, language, verb):
    """A phrase with a headline's verb in it is left out."""
    found = keyphrases(title, "", language)
    assert found
    assert not [phrase for phrase in found if verb in phrase]


@pytest.mark.parametrize("language", ["de", "und", ""])
def test_other_language_has_no_keyphrases(language):
    """Rules for French and English say nothing of German."""
    assert keyphrases("Gericht stoppt Stempeluhr", "Das Gericht.", language) == ()


def test_several_tellings_give_the_phrases_of_the_story():
    """What both papers name comes first."""
    found = keyphrases(
        "Velmora attack", "The Velmora warehouses. " * 3 + "Grey Lantern hackers.", "en"
    )
    assert any("Velmora" in phrase for phrase in found[:2])


def test_panic_of_the_library_leaves_an_article_without_keyphrases(monkeypatch):
    """The library's panics are no exceptions; one must not end a run."""

    class PanicException(BaseException):  # named as pyo3 names it
        pass

    class Panicking:
        def get_n_best(self, text, *, n):
            raise PanicException

    monkeypatch.setattr(sys.modules[MODULE], "_extractor", lambda language: Panicking())
    assert keyphrases(FR_TITLE, FR_TEXT, "fr") == ()


def test_interruption_passes_through(monkeypatch):
    """Ctrl-C is no panic."""

    class Interrupted:
        def get_n_best(self, text, *, n):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules[MODULE], "_extractor", lambda language: Interrupted())
    with pytest.raises(KeyboardInterrupt):
        keyphrases(FR_TITLE, FR_TEXT, "fr")


HOSTILE = st.text(max_size=300) | st.lists(
    st.sampled_from(
        ["l'", "d’", "A. ", "-", "…", "http://a.b ", "É", "ß", "漢", "\u0301", "9", "’s "]
    ),
    max_size=200,
).map("".join)


@given(HOSTILE, HOSTILE, st.sampled_from(["fr", "en"]), st.integers(min_value=0, max_value=6))
def test_any_text_has_few_short_phrases(title, text, language, limit):
    """Whatever the text: within the limit, no more than four words each, the same again."""
    title, text = clean_text(title), clean_text(text)
    found = keyphrases(title, text, language, limit)
    assert found == keyphrases(title, text, language, limit)
    assert len(found) <= limit
    assert all(len(phrase.split()) <= 4 for phrase in found)


@pytest.mark.parametrize("text", ["l'" * 10_000, "a" * 20_000, "é-" * 10_000, "A " * 10_000])
def test_hostile_text_costs_no_more_than_any_other(text):
    """Only the opening is looked at, word by word."""
    keyphrases("warm", "up", "fr")
    begun = time.process_time()
    keyphrases("Titre", text, "fr")
    assert time.process_time() - begun < 0.5
