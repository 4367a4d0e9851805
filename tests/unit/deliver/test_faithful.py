"""A re-worded text is shown only if nothing in it goes beyond its evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.deliver.faithful import Flaw, flaw
from watch.text import clean_text

FR = (
    "Le logisticien Velmora a fermé lundi quatorze de ses 19 entrepôts après une cyberattaque. "
    "Environ 2 300 salariés ont été invités à rester chez eux jusqu’à jeudi. "
    "« Nous rouvrirons lundi », assure Jeanne Aubry, directrice du site de Grenoble."
)
EN = (
    "Hackers encrypted the warehouse software of the French group Velmora over the weekend. "
    "Analysts at Oakline expect the group to lose about $4m for each day of closure. "
    "The company would not say whether a ransom had been demanded."
)


@pytest.mark.parametrize(
    ("text", "evidence", "language"),
    [
        ("Velmora a fermé 14 de ses 19 entrepôts après une cyberattaque.", FR, "fr"),
        (
            "Après une cyberattaque, le logisticien Velmora a fermé quatorze entrepôts et invité "
            "2 300 salariés à rester chez eux.",
            FR,
            "fr",
        ),
        ("Velmora rouvrira : « Nous rouvrirons lundi », assure Jeanne Aubry à Grenoble.", FR, "fr"),
        (
            "Hackers encrypted the software of Velmora’s warehouses. The group could lose $4 "
            "million each day of closure and would not say whether a ransom was demanded.",
            EN,
            "en",
        ),
    ],
)
def test_faithful_text_has_no_flaw(text, evidence, language):
    """Shorter, smoother, and nothing else."""
    assert flaw(text, evidence, language) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Velmora ferme.", Flaw.LENGTH),
        ("Velmora ferme ses entrepôts. " * 4, Flaw.LENGTH),
        (
            "Velmora a fermé quatorze entrepôts. " + "Les salariés restent chez eux " * 12,
            Flaw.LENGTH,
        ),
        ("**Velmora** a fermé quatorze de ses 19 entrepôts.", Flaw.MARKUP),
        ("<b>Velmora</b> a fermé quatorze de ses 19 entrepôts.", Flaw.MARKUP),
        ("[Velmora](https://evil.example) a fermé ses entrepôts.", Flaw.MARKUP),
        ("- Velmora a fermé quatorze de ses 19 entrepôts.", Flaw.MARKUP),
        ("Velmora a fermé ses entrepôts, voir velmora.example pour lire.", Flaw.MARKUP),
        ("Velmora a fermé ses entrepôts, écrire à presse@velmora.example.", Flaw.MARKUP),
        ("Velmora a fermé\u202e quatorze de ses 19 entrepôts.", Flaw.MARKUP),
        ("Velmora a fermé quinze de ses 19 entrepôts après une cyberattaque.", Flaw.FIGURE),
        ("Velmora a fermé 140 de ses 19 entrepôts après une cyberattaque.", Flaw.FIGURE),
        ("Velmora a fermé 19 % de ses entrepôts après une cyberattaque.", Flaw.FIGURE),
        ("Le logisticien Kaldrix a fermé quatorze entrepôts après une cyberattaque.", Flaw.NAME),
        ("Velmora a fermé ses entrepôts de Lyon après une cyberattaque.", Flaw.NAME),
        ("Kaldrix a fermé quatorze entrepôts après une cyberattaque.", Flaw.NAME),
        ("Velmora a fermé des entrepôts après la cyberattaque de GreyLantern.", Flaw.NAME),
        ("Velmora a fermé ses entrepôts après une cyberattaque de Газпром.", Flaw.NAME),
        ("Jeanne Aubry assure : « Nous fermerons lundi » l’entrepôt Velmora.", Flaw.QUOTATION),
    ],
)
def test_invention_is_found(text, found):
    """Length, markup, figure, name, quotation: each has its own word."""
    assert flaw(text.strip(), FR, "fr") is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The company would say whether a ransom had been demanded at Velmora.", Flaw.TURN),
        ("Velmora will lose about $4m for each day of closure, not less, analysts say.", Flaw.TURN),
        (
            "Analysts at Oakline expect the group to lose $4m for each day of closure and would "
            "not say whether sales fell.",
            Flaw.TURN,
        ),
        (
            "There is not a story in that message, sorry about this, please send the article that "
            "could be looked at.",
            Flaw.OTHER_WORDS,
        ),
    ],
)
def test_change_of_meaning_is_found(text, found):
    """A denial lost, a doubt lost, a fall added, another subject."""
    assert flaw(text, EN, "en") is found


@given(st.text(max_size=300), st.sampled_from([FR, EN, ""]), st.sampled_from(["fr", "en"]))
def test_check_is_total(text, evidence, language):
    """No answer breaks the check, and none from nothing passes."""
    found = flaw(text, evidence, language)
    assert found is None or found in Flaw
    if not evidence:
        assert found is not None


@given(st.text(alphabet="QXZ", min_size=4, max_size=12), st.integers(min_value=0, max_value=20))
def test_name_put_anywhere_is_found(name, place):
    """A name of nobody, at any place of a faithful text."""
    words = "Velmora a fermé quatorze entrepôts après une cyberattaque lundi".split()
    words.insert(min(place, len(words)), name)
    assert flaw(clean_text(" ".join(words) + "."), FR, "fr") is not None
