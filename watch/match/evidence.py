"""The sentence that supports a match: verbatim, with its link and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import numpy as np

from watch.match.corpus import centred
from watch.match.facets import Plan, statement
from watch.match.library import Library
from watch.model import Article, Evidence, Facet, FacetKind
from watch.protocols import Embedder, Matrix
from watch.text import boilerplate, fold, sentences, shorten

_MAX_SENTENCES = 14
"""Sentences looked at per article: its opening; the news is told there."""

_MIN_CHARS = 45
_MAX_CHARS = 320

_FIGURE = re.compile(
    r"\d[\d\s.,]*\s?(?:%|€|\$|£|euros?|k€|M€|million|milliard|billion|heures?|hours?|jours?|days?"
    r"|minutes?|mois|months?|tonnes?|tons?|MWh|kWh|points?|fois|times)",
    re.IGNORECASE,
)
_FIGURE_BONUS = 0.08
"""A quantified sentence wins over an equally near one: about one spread of cosines."""


def candidates(article: Article) -> list[str]:
    """Return the sentences that could be quoted; the title, already on the card, at need.

    Boilerplate is left out: "The post … appeared first on …" repeats the title, so it would
    come nearest of all.
    """
    body = (s for s in sentences(article.text) if len(s) >= _MIN_CHARS and not boilerplate(s))
    return list(islice(body, _MAX_SENTENCES)) or [article.title]


def quote(
    articles: Sequence[Article],
    source_names: Sequence[str],
    plan: Plan,
    library: Library,
    embedder: Embedder,
) -> list[Evidence]:
    """Return for each article the sentence nearest to the pain and its sketches.

    One batch for all articles: the sentences are embedded together.
    """
    pools = [candidates(article) for article in articles]
    flat = [sentence for pool in pools for sentence in pool]
    if not flat:
        return []
    near = _nearness(flat, plan, library, embedder)
    quotes: list[Evidence] = []
    start = 0
    for article, name, pool in zip(articles, source_names, pools, strict=True):
        scores = near[start : start + len(pool)].copy()
        scores += [_FIGURE_BONUS * bool(_FIGURE.search(sentence)) for sentence in pool]
        start += len(pool)
        quotes.append(
            Evidence(
                article_id=article.id,
                sentence=shorten(pool[int(np.argmax(scores))], _MAX_CHARS),
                url=article.url,
                source_name=name,
                published_at=article.published_at,
            )
        )
    return quotes


def _nearness(texts: Sequence[str], plan: Plan, library: Library, embedder: Embedder) -> Matrix:
    view = library.views[embedder.key]
    rows = view.of_any_language(embedder.documents(texts))
    chosen = library.positions([solution.id for solution, _ in plan.families[:4]])
    sketches = view.sketches[chosen].reshape(-1, view.sketches.shape[-1])
    asked = centred(embedder.queries([statement(plan.pain)]), [plan.language], view.problem_means)
    near = (rows @ sketches.T).max(axis=1) + 0.5 * (rows @ asked.T)[:, 0]
    return np.asarray(near, dtype=np.float32)


def excluded(article: Article, facets: Sequence[Facet]) -> bool:
    """Tell whether one of the pain's exclusions stands in the article, as whole words.

    Case, accents and the shape of apostrophes do not count.
    """
    unwanted = [facet.text for facet in facets if facet.kind is FacetKind.EXCLUSION]
    if not unwanted:
        return False
    text = fold(f"{article.title} {article.text}")
    return any(
        re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
        for phrase in map(fold, unwanted)
        if phrase.strip()
    )
