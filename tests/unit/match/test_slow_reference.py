"""The quick ranking is the slow one: every formula spelt out, article by article, in loops."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from watch import match
from watch.match.corpus import centred, centred_products
from watch.match.facets import keyword_weights
from watch.match.lexical import keyword_terms, query_terms
from watch.match.library import robust_scale
from watch.match.probability import TOPIC, TOPIC_INTERCEPT, deed
from watch.match.relevance import _DIRECTION_SPREAD, _OWN_KEYWORD_WEIGHT
from watch.service.evaluation import read_graded
from watch.text import stems

UNSEEN = Path(__file__).parents[2] / "quality" / "unseen"


@pytest.fixture(scope="module")
def data():
    """Articles and pain points written for the project."""
    return read_graded(UNSEEN)


def bm25(articles, wanted):
    """BM25 by its formula: title twice, opening of 900 characters, idf on the common scale."""
    told = [
        Counter(stems(a.title, a.language) * 2 + stems(a.text[:900], a.language)) for a in articles
    ]
    mean = sum(sum(one.values()) for one in told) / len(told)
    scores = [0.0] * len(told)
    for term, weight in wanted.items():
        held = sum(term in one for one in told)
        idf = math.log1p((len(told) - held + 0.5) / (held + 0.5)) * 9.51 / math.log1p(len(told))
        for row, one in enumerate(told):
            norm = 1.2 * (0.25 + 0.75 * sum(one.values()) / mean)
            scores[row] += weight * idf * one[term] * 2.2 / (one[term] + norm)
    return np.log1p(scores)


def reference(plan, articles, vectors, library, embedder):
    """Topic and direction of every article, from a centred copy of every vector."""
    view = library.views[embedder.key]
    rows = centred(vectors, [a.language for a in articles], view.sketch_means).astype(np.float64)
    asked = embedder.queries([match.statement(plan.pain)])[0] - view.problem_means[plan.language]
    chosen = library.positions([solution.id for solution, _ in plan.families])
    weights = [weight for _, weight in plan.families]
    aim = sum(w * view.solutions[place] for w, place in zip(weights, chosen, strict=True))
    near = []
    for vector in (asked / np.linalg.norm(asked), aim / np.linalg.norm(aim)):
        middle, spread = robust_scale(view.solutions @ vector)
        near.append((rows @ vector - middle) / spread)
    keywords = keyword_terms(keyword_weights(plan.facets, _OWN_KEYWORD_WEIGHT))
    features = {
        "statement": near[0],
        "aim": near[1],
        "statement_words": bm25(articles, query_terms(match.statement(plan.pain))),
        "keyword_words": bm25(articles, keywords),
    }
    logit = sum(TOPIC[name] * values for name, values in features.items()) + TOPIC_INTERCEPT
    return 1 / (1 + np.exp(-logit)), rows @ view.solution_direction / _DIRECTION_SPREAD


def test_ranking_is_that_of_the_slow_formulas(data, fake_view, fake_library, tmp_path):
    """The same articles in the same order with the same scores, words kept or counted anew."""
    vectors = fake_view.documents([f"{a.title}. {a.text}" for a in data.articles])
    plans = [
        match.plan(pain, data.languages[pain.id], fake_library, [fake_view])
        for pain in data.pains[:6]
    ]
    depth = 100
    for kept in (None, tmp_path / "words", tmp_path / "words"):
        corpus = match.Corpus(
            articles=data.articles, views={fake_view.key: vectors}, kept_words=kept
        )
        found = match.find(plans, corpus, fake_library, [fake_view], {}, depth=depth)
        for plan in plans:
            topic, direction = reference(plan, data.articles, vectors, fake_library, fake_view)
            worth = topic * deed(direction)
            ids = np.asarray([article.id for article in data.articles])
            order = np.lexsort((ids, -worth))[:depth]
            mine = [m for m in found if m.pain_id == plan.pain.id]
            assert [m.article_id for m in mine] == ids[order].tolist()
            for name, expected in (
                ("relevance", worth),
                ("topic", topic),
                ("direction", direction),
            ):
                values = [getattr(m, name) for m in mine]
                assert values == pytest.approx(expected[order], abs=1e-4), (plan.pain.id, name)


def test_products_are_those_of_the_centred_rows(fake_library):
    """Also for a language that the library does not speak."""
    chance = np.random.default_rng(5)
    (view,) = fake_library.views.values()
    rows = chance.normal(size=(60, view.solutions.shape[1])).astype(np.float32)
    languages = chance.choice(["fr", "en", "de"], 60).tolist()
    expected = view.solutions[:7] @ centred(rows, languages, view.sketch_means).T
    quick = centred_products(rows, languages, view.sketch_means, view.solutions[:7])
    assert np.abs(quick - expected).max() < 1e-6


def test_find_quotes_nothing_until_it_is_asked(data, fake_library, fake_view):
    """Sentences are read of what is shown; one batch quotes as each match alone does."""
    articles = data.articles[:40]
    vectors = fake_view.documents([f"{a.title}. {a.text}" for a in articles])
    plans = {
        pain.id: match.plan(pain, data.languages[pain.id], fake_library, [fake_view])
        for pain in data.pains[:3]
    }
    corpus = match.Corpus(articles=articles, views={fake_view.key: vectors})
    found = match.find(list(plans.values()), corpus, fake_library, [fake_view], {}, depth=5)
    by_id = {article.id: article for article in articles}
    told = [by_id[m.article_id] for m in found]
    assert [m.evidence.sentence for m in found] == [article.title for article in told]
    quoted = match.quote(found, told, plans, fake_library, fake_view)
    for one, article, before in zip(quoted, told, found, strict=True):
        assert one.evidence.sentence in article.text
        assert [one] == match.quote([before], [article], plans, fake_library, fake_view)
    assert match.quote([], [], plans, fake_library, fake_view) == []
