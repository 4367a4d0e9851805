"""Words are weighed once and scored for any query."""

from __future__ import annotations

import numpy as np
from fakes import article

from watch.match.lexical import Lexicon, keyword_terms, query_terms

ARTICLES = [
    article(1, title="Warehouse robots", text="Robots bring the shelves to the pickers."),
    article(
        2,
        title="Les capteurs",
        text="Des capteurs de vibration préviennent des pannes.",
        language="fr",
    ),
    article(3, title="Zoo", text="Frozen trout for the bears."),
]


def test_lexicon_finds_by_stem_in_both_languages():
    """A plural without an accent finds its singular, in the language of each article."""
    lexicon = Lexicon(ARTICLES)
    assert int(np.argmax(lexicon.score(query_terms("warehouses robot")))) == 0
    assert int(np.argmax(lexicon.score(query_terms("capteur vibrations panne")))) == 1
    assert lexicon.score(query_terms("submarine")).tolist() == [0.0, 0.0, 0.0]


def test_lexicon_is_deaf_to_small_words():
    """Articles are not found by "the" and "des"."""
    assert Lexicon(ARTICLES).score(query_terms("the des les and")).tolist() == [0.0] * 3


def test_lexicon_of_nothing_answers_nothing():
    """An empty corpus is no error."""
    assert Lexicon([]).score({"robot": 1.0}).shape == (0,)


def test_lexicon_of_empty_texts_answers_zero():
    """Articles without a word are no error."""
    blank = [article(1, title="…", text=""), article(2, title="!", text="")]
    assert Lexicon(blank).score({"robot": 1.0}).tolist() == [0.0, 0.0]


def test_title_counts_more_than_text():
    """The same word weighs more in a title."""
    lexicon = Lexicon(
        [
            article(1, title="Robots at work", text="Words and words and others here"),
            article(2, title="People at work", text="Robots and words and others here"),
        ]
    )
    first, second = lexicon.score({"robot": 1.0})
    assert first > second > 0


def test_long_keyword_shares_its_weight():
    """A name of four words does not shout down an acronym."""
    terms = keyword_terms(
        [("overall equipment effectiveness score", "en", 1.0), ("OEE", "en", 1.0)]
    )
    assert sum(terms.values()) == 2.0
    assert terms["oee"] == 1.0
    assert max(weight for term, weight in terms.items() if term != "oee") <= 0.5
