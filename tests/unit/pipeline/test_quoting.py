"""The sentence shown under a hit: by words where they decide, else by meaning."""

from __future__ import annotations

import numpy as np
from fakes import article

from watch.model import ModelKey
from watch.pipeline.quoting import quotes
from watch.pipeline.search_ranking import Asked

KEY = ModelKey("fake@1")
TOLD = "The site opened in May. Robots carry the pallets. Robots learn. Staff like it a lot."


class Preferring:
    """A view to which one sentence is all that a query says, and the others nothing."""

    key, dimension = KEY, 2

    def __init__(self, preferred: str) -> None:
        self.preferred, self.read = preferred, []

    def documents(self, texts):
        self.read += texts
        return np.asarray([[float(text == self.preferred), 0.0] for text in texts])


def quote(query: str, text: str, view: Preferring | None = None, **fields: object) -> str:
    asked = Asked(text=query, vectors={KEY: np.asarray([1.0, 0.0])})
    return quotes([article(1, text=text, **fields)], asked, view)[0]


def test_sentence_with_most_words_of_the_query_is_quoted_without_any_model():
    view = Preferring("Staff like it a lot.")
    assert quote("robot for pallets", TOLD, view) == "Robots carry the pallets."
    assert view.read == []


def test_meaning_decides_between_sentences_that_share_as_many_words():
    view = Preferring("Robots learn.")
    assert quote("robots", TOLD, view) == "Robots learn."
    assert view.read == ["Robots carry the pallets.", "Robots learn."]


def test_meaning_decides_where_the_article_is_in_the_other_language():
    view = Preferring("Staff like it a lot.")
    assert quote("le personnel est content", TOLD, view) == "Staff like it a lot."
    assert len(view.read) == 4


def test_function_words_decide_nothing():
    assert quote("the pallets in the aisle", "It is in the bag. Pallets wait.") == "Pallets wait."


def test_first_of_equals_is_quoted_without_a_model():
    assert quote("robots", TOLD) == "Robots carry the pallets."


def test_title_is_quoted_where_there_is_no_sentence():
    assert quote("robots", "", title="Robots at work") == "Robots at work"
