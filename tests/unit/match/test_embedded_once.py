"""A text passes a model once, and its vector is the one the model gave."""

from __future__ import annotations

import numpy as np
from fakes import HashingEmbedder

from watch.match import EmbeddedOnce


def test_text_is_embedded_once():
    """Asked again, alone or among others, twice in one batch: the model reads it once."""
    model = HashingEmbedder()
    view = EmbeddedOnce(model)
    first = view.queries(["late trucks", "scrap", "late trucks"])
    again = view.queries(["scrap"])
    assert model.texts_read == 2
    assert np.array_equal(first, model.queries(["late trucks", "scrap", "late trucks"]))
    assert np.array_equal(again, model.queries(["scrap"]))


def test_queries_and_documents_are_told_apart():
    """A model may see a text otherwise when it is asked for and when it is searched."""
    model = HashingEmbedder()
    model.queries = lambda texts: -model.documents(texts)
    view = EmbeddedOnce(model)
    assert np.array_equal(view.documents(["scrap"]), -view.queries(["scrap"]))


def test_no_text_gives_no_row():
    """Nothing in, nothing out, of the right width."""
    assert EmbeddedOnce(HashingEmbedder(16)).documents([]).shape == (0, 16)
