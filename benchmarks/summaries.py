"""Summaries of stories beside simple baselines: overlap with what was not read, repetition.

    python -m benchmarks.summaries

On the project's own stories each telling is hidden in turn, the others are summed up in two
sentences, and the words shared with the hidden one are counted (ROUGE-1 on stems without
function words, F). Baselines: the first two sentences of the lead, and the first sentence
of each of the first two tellings. On the full texts of the shared corpora, one article at a
time, the words of the title are looked for instead.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.graded_sets import SHARED
from watch.model import Article, ArticleId, SourceId
from watch.protocols import Embedder, Matrix
from watch.service.evaluation import read_labelled
from watch.text import sentences, telling_stems
from watch.understand import load_view
from watch.understand.summary import summarise

OWN = Path(__file__).parents[1] / "tests" / "quality" / "stories.jsonl"
_LIMIT = 2
_ARTICLES = 300
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

Summariser = Callable[[Sequence[Article], str], Sequence[str]]


class Remembering:
    """A view that encodes no text twice."""

    def __init__(self, view: Embedder) -> None:
        self.key, self.dimension = view.key, view.dimension
        self._view = view
        self._known: dict[str, Matrix] = {}

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= zip(missing, self._view.documents(missing), strict=True)
        return np.stack([self._known[text] for text in texts])

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query."""
        return self._view.queries(texts)


@dataclass
class Scores:
    """What one way of summing up reached, summary by summary."""

    overlap: list[float] = field(default_factory=list)
    titles: list[float] = field(default_factory=list)
    repeated: list[float] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)

    def row(self) -> str:
        """Return the means: overlap, words of titles, repetition and its share, length."""
        worst = np.array(self.repeated or [0])
        return (
            f"{_mean(self.overlap):.3f}  {_mean(self.titles):.3f}  {worst.mean():.3f}"
            f"  {(worst >= 0.5).mean():.1%}  {_mean(self.characters):.0f}"
        )


def ways(view: Embedder) -> dict[str, Summariser]:
    """Return the summarisers compared, by name."""

    def ours(articles: Sequence[Article], language: str) -> Sequence[str]:
        found = summarise(articles, view, language=language, limit=_LIMIT)
        return [excerpt.sentence for excerpt in found]

    def lead(articles: Sequence[Article], language: str) -> Sequence[str]:
        first = next((a for a in articles if a.language == language), articles[0])
        return list(sentences(first.text))[:_LIMIT]

    def firsts(articles: Sequence[Article], language: str) -> Sequence[str]:
        told = [a for a in articles if a.language == language] or articles[:1]
        return [next(sentences(a.text), "") for a in told][:_LIMIT]

    return {"ours": ours, "lead-2": lead, "first of each": firsts}


def on_stories(path: Path, view: Embedder) -> dict[str, Scores]:
    """Sum up each story without one of its tellings, in that telling's language."""
    scores = {name: Scores() for name in ways(view)}
    for told in _stories(path):
        for hidden in told:
            same = [a for a in told if a.language == hidden.language and a is not hidden]
            if not same:
                continue
            rest = [article for article in told if article is not hidden]
            for name, way in ways(view).items():
                _score(scores[name], way(rest, hidden.language), hidden, same)
    return scores


def on_articles(language: str, view: Embedder) -> dict[str, Scores]:
    """Sum up full articles one by one."""
    scores = {name: Scores() for name in ways(view)}
    path = SHARED / "data" / "articles" / f"masakhanews_{language}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:_ARTICLES]
    for number, line in enumerate(lines, start=1):
        row = json.loads(line)
        article = _article(number, row["title"], row["text"], language)
        for name, way in ways(view).items():
            _score(scores[name], way([article], language), article, [article])
    return scores


def _score(scores: Scores, told: Sequence[str], hidden: Article, same: Sequence[Article]) -> None:
    language = hidden.language
    said = Counter(telling_stems(" ".join(told), language))
    whole = Counter(telling_stems(f"{hidden.title} {hidden.text}", language))
    shared = (said & whole).total()
    scores.overlap.append(2 * shared / max(said.total() + whole.total(), 1))
    titles = [Counter(telling_stems(article.title, language)) for article in same]
    scores.titles.append(_mean([(said & t).total() / max(t.total(), 1) for t in titles]))
    stems = [set(telling_stems(sentence, language)) for sentence in told]
    pairs = [(a, b) for n, a in enumerate(stems) for b in stems[:n]]
    if pairs:
        worst = max(len(a & b) / max(min(len(a), len(b)), 1) for a, b in pairs)
        scores.repeated.append(worst)
    scores.characters.append(sum(map(len, told)))


def _stories(path: Path) -> Iterator[list[Article]]:
    told: dict[str, list[Article]] = {}
    for article, story in zip(*read_labelled(path), strict=True):
        told.setdefault(story, []).append(article)
    yield from told.values()


def _article(number: int, title: str, text: str, language: str) -> Article:
    return Article(
        id=ArticleId(number),
        source_id=SourceId(f"paper-{number}"),
        url="",
        title=title,
        text=text,
        language=language,
        effective_at=_MOMENT,
        first_seen_at=_MOMENT,
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def main() -> None:
    """Print the tables."""
    view = Remembering(load_view("use"))
    print("                overlap titles repeats over½ characters")
    for name, scores in on_stories(OWN, view).items():
        print(f"stories {name:14} {scores.row()}  ({len(scores.overlap)} summaries)")
    for language in ("fr", "en") if SHARED.is_dir() else ():
        for name, scores in on_articles(language, view).items():
            print(f"{language} {name:19} {scores.row()}")


if __name__ == "__main__":
    main()
