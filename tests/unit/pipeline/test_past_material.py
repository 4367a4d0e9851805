"""Stored articles as they were there at a past moment."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from fakes import MOMENT, article

from watch.pipeline.listing import Material
from watch.pipeline.past_material import as_of

HOUR = timedelta(hours=1)


def material(*seen_at, **fields):
    """Return articles first seen at these moments; the vector of the n-th holds n."""
    articles = [article(n, first_seen_at=at) for n, at in enumerate(seen_at)]
    usual = {
        "articles": articles,
        "views": {"one": np.arange(len(articles), dtype=np.float32)[:, None]},
        "pains": (),
        "sources": {},
        "failed_sources": 0,
        "first_listed_at": {},
        "weights": {},
    }
    return Material(**usual | fields)


def test_articles_seen_later_are_left_out_with_their_vectors():
    """What was seen at the moment itself was there."""
    found = as_of(material(MOMENT, MOMENT + HOUR, MOMENT - HOUR), MOMENT)
    assert [a.id for a in found.articles] == [0, 2]
    assert found.views["one"].tolist() == [[0.0], [2.0]]


def test_no_article_leaves_no_vector():
    found = as_of(material(MOMENT + HOUR), MOMENT)
    assert (found.articles, found.views["one"].shape) == ([], (0, 1))


def test_opportunities_listed_later_were_new():
    listed = {"old": MOMENT, "later": MOMENT + HOUR}
    assert as_of(material(first_listed_at=listed), MOMENT).first_listed_at == {"old": MOMENT}


def test_words_are_counted_beside_those_of_the_runs(tmp_path):
    found = as_of(material(kept_words=tmp_path / "words.counts"), MOMENT)
    assert found.kept_words == tmp_path / "words.past.counts"
    assert as_of(material(), MOMENT).kept_words is None
