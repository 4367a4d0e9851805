"""Tellings of a story → the two or three sentences that sum it up, verbatim.

Maximal marginal relevance over sentence vectors: each sentence is near the middle of what
everybody tells (and, where asked, near a pain point) and far from those already chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from watch.model import Article
from watch.model.topics import Excerpt
from watch.protocols import Embedder, Matrix
from watch.text import concreteness, dangling, quotable, sentences, telling_stems

_MAX_TELLINGS = 8
_MAX_OPENING = 8
"""Articles, and sentences of each, that are looked at: news is told at its beginning."""

_HEAD_CHARS = 400
"""Opening of a telling that stands for it in the middle of the story: three sentences."""

_RELEVANCE = 0.6
"""The λ of maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998). Between .5 and .7
the overlap with an unseen telling stays level (F .140); .6 repeats fewer words than .7."""

_ASKED = 0.3
_FIRST = 0.25
_CONCRETE = 0.06
_OTHER_OWNER = 0.05
"""Nudges, in cosines: nearness to the pain asked for; the first sentence of an article, halved
at each next; a figure and a name; a publisher not yet heard. Twice or half as much changes the
overlaps measured by less than .003."""

_SAME = 0.80
_SAME_WORDS = 0.5
"""Two sentences above either bound say the same: the cosine of ``use`` at which two texts tell
one event, and the share of the shorter's words that the other has."""

_SAME_AS_TITLE = 0.8
"""A sentence with this share of its words in the title adds nothing to it on a card."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be quoted, and where it stands."""

    telling: int
    position: int
    sentence: str
    owner: str
    leans: bool
    stems: frozenset[str]


def summarise(
    articles: Sequence[Article],
    embedder: Embedder,
    *,
    language: str,
    asked: Matrix | None = None,
    limit: int = 3,
) -> tuple[Excerpt, ...]:
    """Return at most ``limit`` sentences that sum up a story, in the order of its tellings.

    All are in one language: the reader's where at least one telling has it, else the
    lead's. A sentence that leans on the one before it is only taken together with it.

    Args:
        articles: Of one story, the lead first, at least one; reprints are not looked at.
        embedder: Any view; the same tellings give the same summary.
        language: The reader's.
        asked: Unit vector of a pain point in that view, to lean towards.

    Returns:
        Nothing when no sentence can stand alone; the title then speaks for itself.

    Shapes:
        ``asked`` is ``(dimension,)``.
    """
    tellings = [a for a in articles if a.reprint_of is None][:_MAX_TELLINGS] or list(articles[:1])
    spoken = language if any(a.language == language for a in tellings) else tellings[0].language
    candidates = _candidates(tellings, spoken)
    if not candidates:
        return ()
    heads = embedder.documents([f"{a.title}. {a.text[:_HEAD_CHARS]}" for a in tellings])
    rows = embedder.documents([c.sentence for c in candidates])
    chosen = _choose(candidates, rows, _worth(candidates, rows, heads, asked), limit)
    return tuple(Excerpt(article_id=tellings[c.telling].id, sentence=c.sentence) for c in chosen)


def _candidates(tellings: Sequence[Article], language: str) -> list[_Candidate]:
    """Return the sentences to choose from: quotable ones that say more than the title."""
    title = frozenset(telling_stems(tellings[0].title, language))
    found: list[_Candidate] = []
    for telling, article in enumerate(tellings):
        if article.language != language:
            continue
        owner = article.publisher or article.source_id
        for position, sentence in enumerate(islice(sentences(article.text), _MAX_OPENING)):
            stems = frozenset(telling_stems(sentence, language))
            if quotable(sentence) and len(stems & title) < _SAME_AS_TITLE * len(stems):
                leans = dangling(sentence, language)
                found.append(_Candidate(telling, position, sentence, owner, leans, stems))
    return found


def _worth(
    candidates: Sequence[_Candidate], rows: Matrix, heads: Matrix, asked: Matrix | None
) -> Matrix:
    """Return what each sentence is worth alone.

    Shapes:
        ``rows`` ``(candidates, dimension)``, ``heads`` ``(tellings, dimension)``; returns
        ``(candidates,)``.
    """
    middle = heads.mean(axis=0)
    near = rows @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    if asked is not None:
        near = near + _ASKED * (rows @ asked)
    nudges = [_FIRST * 0.5**c.position + _CONCRETE * concreteness(c.sentence) for c in candidates]
    return np.asarray(near + nudges, dtype=np.float32)


def _choose(
    candidates: Sequence[_Candidate], rows: Matrix, worth: Matrix, limit: int
) -> list[_Candidate]:
    """Return the sentences of the summary, one by one the best that may follow, then in order."""
    near = rows @ rows.T
    chosen: list[int] = []
    for _ in range(limit):
        left = [n for n in range(len(candidates)) if _may_follow(n, chosen, candidates, near)]
        if not left:
            break
        heard = {candidates[n].owner for n in chosen}
        fresh = [_OTHER_OWNER * (candidates[n].owner not in heard) for n in left]
        said = near[np.ix_(left, chosen)].max(axis=1, initial=0.0)
        gain = _RELEVANCE * (worth[left] + fresh) - (1 - _RELEVANCE) * said
        chosen.append(left[int(np.argmax(gain))])
    return [candidates[n] for n in sorted(chosen)]


def _may_follow(
    n: int, chosen: Sequence[int], candidates: Sequence[_Candidate], near: Matrix
) -> bool:
    """Tell whether a sentence stands, alone or after its neighbour, and repeats none chosen."""
    one = candidates[n]
    others = [candidates[other] for other in chosen]
    repeats = any(near[n, other] >= _SAME for other in chosen)
    if n in chosen or repeats or any(_share(one, other) >= _SAME_WORDS for other in others):
        return False
    places = {(other.telling, other.position) for other in others}
    return not one.leans or (one.telling, one.position - 1) in places


def _share(one: _Candidate, other: _Candidate) -> float:
    """Return the share of the shorter's words that stand in the longer."""
    return len(one.stems & other.stems) / max(min(len(one.stems), len(other.stems)), 1)
