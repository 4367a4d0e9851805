"""The sentence that supports a match: verbatim, with its link and date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from watch.match.corpus import centred
from watch.match.facets import Plan, statement
from watch.match.library import Library
from watch.model import Article, Evidence, Facet, FacetKind, Match, PainId
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


def cite(article: Article, source_name: str) -> Evidence:
    """Return an article as evidence by its title, until a sentence of it is quoted."""
    return Evidence(
        article_id=article.id,
        sentence=shorten(article.title, _MAX_CHARS),
        url=article.url,
        source_name=source_name,
        published_at=article.published_at,
    )


def quote(
    matches: Sequence[Match],
    articles: Sequence[Article],
    plans: Mapping[PainId, Plan],
    library: Library,
    embedder: Embedder,
) -> list[Match]:
    """Return matches that quote the sentence nearest to the pain and its sketches.

    One batch for all: the sentences of all articles are embedded together.

    Args:
        articles: That of each match.
    """
    pools = [candidates(article) for article in articles]
    rows = embedder.documents([sentence for pool in pools for sentence in pool])
    ends = np.cumsum([len(pool) for pool in pools], dtype=int)
    found: list[Match] = []
    for match, pool, vectors in zip(matches, pools, np.split(rows, ends)[:-1], strict=True):
        scores = _nearness(vectors, plans[match.pain_id], library, embedder)
        scores += [_FIGURE_BONUS * bool(_FIGURE.search(sentence)) for sentence in pool]
        sentence = shorten(pool[int(np.argmax(scores))], _MAX_CHARS)
        found.append(replace(match, evidence=replace(match.evidence, sentence=sentence)))
    return found


def _nearness(rows: Matrix, plan: Plan, library: Library, embedder: Embedder) -> Matrix:
    view = library.views[embedder.key]
    rows = view.of_any_language(rows)
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
