"""Labelled stories → how well they are found: anybody can judge us on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from watch import understand
from watch.errors import UsageError
from watch.model import Article, SourceId
from watch.protocols import Embedder
from watch.service.evaluation.labelled_lines import (
    Form,
    Line,
    moment,
    read_as_entry,
    read_lines,
)
from watch.understand.agreement import Agreement, agreement

_FORM = Form(
    thing="article",
    required=frozenset({"title", "story"}),
    told="each line is a JSON object with id, title, text, published, source, lang, story",
)
_UNDATED_AT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScores:
    """What the grouping made of a labelled file."""

    articles: int
    labelled_stories: int
    found_stories: int
    agreement: Agreement


def evaluate_stories(path: Path, views: Sequence[Embedder]) -> StoryScores:
    """Group the articles of a labelled file as a run would, and compare.

    Args:
        path: JSON lines; ``published`` is an ISO moment, and articles without one are
            taken for news of the same day.
        views: The embedding views of the home.

    Raises:
        UsageError: If the file cannot be read or is not in the format.
    """
    articles, labelled = read_labelled(path)
    texts = [understand.article_text(article.title, article.text) for article in articles]
    placed = understand.group(articles, [view.documents(texts) for view in views])
    found = [placed[article.id].story_id for article in articles]
    return StoryScores(
        articles=len(articles),
        labelled_stories=len(set(labelled)),
        found_stories=len(set(found)),
        agreement=agreement(labelled, found),
    )


def read_labelled(path: Path) -> tuple[list[Article], list[str]]:
    """Return the articles of a labelled file, and the story of each.

    Raises:
        UsageError: If the file cannot be read or is not in the format.
    """
    lines = read_lines(path, _FORM)
    articles = [_article(number, line) for number, line in enumerate(lines, start=1)]
    return articles, [str(line.fields["story"]) for line in lines]


def _article(number: int, line: Line) -> Article:
    source_id = SourceId(line.text("source") or str(number))
    now = moment(line.text("published")) or _UNDATED_AT
    article = read_as_entry(line, str(number), source_id, now)
    if article is None:
        message = f"{line.place}: neither title nor text has a word"
        raise UsageError(message, hint=_FORM.told)
    return article
