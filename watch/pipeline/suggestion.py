"""A story → the pain point that it would serve best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from watch import match, store, understand
from watch.match import Corpus, Library
from watch.model import Company, PainId, PainPoint, StoryId
from watch.pipeline.planning import plan_pain
from watch.protocols import Embedder
from watch.store import Connection


def best_pain(
    connection: Connection,
    story_id: StoryId,
    pains: Sequence[PainPoint],
    company: Company,
    library: Library,
    embedders: Sequence[Embedder],
) -> PainId | None:
    """Return the pain point that a story is most relevant to; none if exclusions leave none.

    It is matched as in the weekly list, but among its own articles alone: rare words are not
    told from common ones, which a suggestion can do without.
    """
    told = store.articles.of_stories(connection, [story_id])
    texts = [understand.article_text(article.title, article.text) for article in told]
    views = {embedder.key: np.asarray(embedder.documents(texts)) for embedder in embedders}
    plans = [plan_pain(pain, company, library, embedders) for pain in pains]
    found = match.find(plans, Corpus(articles=told, views=views), library, embedders, {}, depth=1)
    best = max(found, key=lambda one: (one.relevance, one.pain_id), default=None)
    return best.pain_id if best else None
